import {
  compilePattern,
  type Pattern,
  replacePattern,
  splitByPattern,
} from "../../../../base/pattern/pattern";
import { emptyMap } from "../../port/headers";
import { velocityText } from "./velocity-text";

type Method<Base> = (base: Base, parameters: readonly unknown[]) => unknown;
type Methods<Base> = Readonly<Record<string, Method<Base>>>;

const text = velocityText;
const whole = (value: unknown): number => Math.trunc(Number(value));

/** Java's replacements: `$1` is a group, and a backslash takes the next character as it is. */
function replacing(
  value: string,
  pattern: unknown,
  options: { all: boolean; by: unknown },
): string {
  const by = (groups: readonly string[]) =>
    text(options.by).replace(/\\(.)|\$(\d)/gs, (_whole, sign?: string, group?: string) =>
      group === undefined ? (sign ?? "") : (groups[Number(group)] ?? ""),
    );
  return replacePattern(value, patternOf(pattern), { all: options.all, by });
}

/** Throws where the template's expression is none, as Java does. */
function patternOf(written: unknown, flags = "", whole = false): Pattern {
  const pattern = compilePattern(text(written), { flags, whole });
  if (pattern) return pattern;
  throw new SyntaxError(
    `${JSON.stringify(text(written))} is no regular expression that is understood here.`,
  );
}

/** `String.split` of Java leaves out empty texts at the end. */
function split(value: string, pattern: string): string[] {
  const parts = splitByPattern(value, patternOf(pattern, "s"));
  while (parts.length > 1 && parts.at(-1) === "") parts.pop();
  return parts;
}

const ofTexts: Methods<string> = {
  charAt: (base, [index]) => base.charAt(whole(index)),
  concat: (base, [more]) => base + text(more),
  contains: (base, [part]) => base.includes(text(part)),
  endsWith: (base, [part]) => base.endsWith(text(part)),
  equals: (base, [other]) => base === other,
  equalsIgnoreCase: (base, [other]) => base.toLowerCase() === text(other).toLowerCase(),
  indexOf: (base, [part, from]) => base.indexOf(text(part), whole(from ?? 0)),
  isEmpty: (base) => base === "",
  lastIndexOf: (base, [part]) => base.lastIndexOf(text(part)),
  length: (base) => base.length,
  matches: (base, [pattern]) => patternOf(pattern, "s", true).test(base),
  replace: (base, [part, by]) => base.split(text(part)).join(text(by)),
  replaceAll: (base, [pattern, by]) => replacing(base, pattern, { all: true, by }),
  replaceFirst: (base, [pattern, by]) => replacing(base, pattern, { all: false, by }),
  split: (base, [pattern]) => split(base, text(pattern)),
  startsWith: (base, [part]) => base.startsWith(text(part)),
  substring: (base, [from, to]) =>
    base.substring(whole(from), to === undefined ? undefined : whole(to)),
  toLowerCase: (base) => base.toLowerCase(),
  toString: (base: string) => base,
  toUpperCase: (base) => base.toUpperCase(),
  trim: (base) => base.trim(),
};

const has = (list: readonly unknown[], value: unknown): boolean =>
  list.some((one) => one === value || text(one) === text(value));

const ofLists: Methods<unknown[]> = {
  add: (base, parameters) => {
    base.push(parameters.at(-1));
    return true;
  },
  addAll: (base, [more]) => {
    if (Array.isArray(more)) base.push(...(more as unknown[]));
    return true;
  },
  contains: (base, [value]) => has(base, value),
  get: (base, [index]) => base[whole(index)],
  indexOf: (base, [value]) => base.indexOf(value),
  isEmpty: (base) => base.length === 0,
  length: (base) => base.length,
  remove: (base, [index]) => base.splice(whole(index), 1)[0],
  set: (base, [index, value]) => base.splice(whole(index), 1, value)[0],
  size: (base) => base.length,
  subList: (base, [from, to]) => base.slice(whole(from), whole(to)),
  toString: text,
};

type Map = Record<string, unknown>;

function own(map: Map, name: unknown): unknown {
  const key = text(name);
  return Object.hasOwn(map, key) ? map[key] : undefined;
}

function put(map: Map, name: unknown, value: unknown): unknown {
  const before = own(map, name);
  const key = text(name);
  // Defined, so that `__proto__` is a name as any other.
  Object.defineProperty(map, key, { value, configurable: true, enumerable: true, writable: true });
  return before;
}

const ofMaps: Methods<Map> = {
  containsKey: (base, [name]) => Object.hasOwn(base, text(name)),
  containsValue: (base, [value]) => has(Object.values(base), value),
  entrySet: (base) =>
    Object.entries(base).map(([key, value]) => Object.assign(emptyMap(), { key, value })),
  get: (base, [name]) => own(base, name),
  getOrDefault: (base, [name, value]) => own(base, name) ?? value,
  isEmpty: (base) => Object.keys(base).length === 0,
  keySet: (base) => Object.keys(base),
  put: (base, [name, value]) => put(base, name, value),
  putAll: (base, [more]) => {
    if (typeof more === "object" && more !== null) {
      for (const [name, value] of Object.entries(more)) put(base, name, value);
    }
    return "";
  },
  remove: (base, [name]) => {
    const before = own(base, name);
    delete base[text(name)];
    return before;
  },
  size: (base) => Object.keys(base).length,
  toString: text,
  values: (base) => Object.values(base),
};

/** `getKey()` and its like read the property. */
function bean(map: Map, name: string): unknown {
  const property = /^(?:get|is)([A-Z].*)$/.exec(name)?.[1];
  return property && own(map, property.charAt(0).toLowerCase() + property.slice(1));
}

function methodOf<Base>(methods: Methods<Base>, name: string): Method<Base> | undefined {
  return Object.hasOwn(methods, name) ? methods[name] : undefined;
}

/** Calls a method of a template as Java would; a method that is not known gives nothing. */
export function callMethod(base: unknown, name: string, parameters: readonly unknown[]): unknown {
  if (typeof base === "string") return methodOf(ofTexts, name)?.(base, parameters);
  if (Array.isArray(base)) return methodOf(ofLists, name)?.(base as unknown[], parameters);
  if (typeof base !== "object" || base === null) {
    return name === "equals" ? text(base) === text(parameters[0]) : text(base);
  }
  const map = base as Map;
  const member = own(map, name);
  if (typeof member === "function") return member.apply(map, [...parameters]) as unknown;
  const method = methodOf(ofMaps, name);
  return method ? method(map, parameters) : bean(map, name);
}
