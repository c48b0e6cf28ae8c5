import { definitionOf } from "./zod-text";

/** A part of a schema that no client can send, and what to write in its place. */
export interface Unsendable {
  /** `body.items[].when` */
  at: string;
  /** What the schema takes. */
  takes: string;
  /** What to write instead. */
  instead: string;
}

/** What JSON and the text of parameters have no form for: https://www.rfc-editor.org/rfc/rfc8259#section-3 */
const instead: Readonly<Record<string, { takes: string; instead: string }>> = {
  bigint: { takes: "a bigint", instead: "z.coerce.bigint() or z.int()" },
  date: {
    takes: "a Date",
    instead: "z.iso.datetime(), or z.coerce.date() for a Date in the handler",
  },
  file: { takes: "a File", instead: "z.base64()" },
  function: { takes: "a function", instead: "z.string()" },
  map: { takes: "a Map", instead: "z.record(z.string(), …)" },
  nan: { takes: "NaN", instead: "z.number()" },
  set: { takes: "a Set", instead: "z.array(…)" },
  symbol: { takes: "a symbol", instead: "z.enum([…])" },
};

interface Parts {
  readonly type: string;
  readonly coerce?: boolean;
  readonly innerType?: unknown;
  readonly in?: unknown;
  readonly left?: unknown;
  readonly right?: unknown;
  readonly element?: unknown;
  readonly items?: readonly unknown[];
  readonly rest?: unknown;
  readonly shape?: Readonly<Record<string, unknown>>;
  readonly valueType?: unknown;
  readonly catchall?: unknown;
  readonly options?: readonly unknown[];
  readonly values?: readonly unknown[];
  readonly getter?: () => unknown;
}

/** The parts of a schema that can never be met by what a client sends. In doubt there are none. */
export function unsendableParts(schema: unknown, at: string): Unsendable[] {
  return partsOf(schema, at, new Set());
}

function partsOf(schema: unknown, at: string, seen: Set<unknown>): Unsendable[] {
  const parts = definitionOf(schema) as Parts | undefined;
  if (!parts || parts.coerce || seen.has(schema)) return [];
  const inside = new Set([...seen, schema]);
  const walk = (inner: unknown, place = at) => partsOf(inner, place, inside);
  const known = Object.hasOwn(instead, parts.type) ? instead[parts.type] : undefined;
  if (known) return [{ at, ...known }];
  switch (parts.type) {
    case "object":
      return [
        ...Object.entries(parts.shape ?? {}).flatMap(([name, one]) => walk(one, `${at}.${name}`)),
        ...walk(parts.catchall, `${at}.*`),
      ];
    case "array":
      return walk(parts.element, `${at}[]`);
    case "tuple":
      return [
        ...(parts.items ?? []).flatMap((one, i) => walk(one, `${at}[${i}]`)),
        ...walk(parts.rest, `${at}[]`),
      ];
    case "record":
      return walk(parts.valueType, `${at}.*`);
    case "intersection":
      return [...walk(parts.left), ...walk(parts.right)];
    case "union":
      return ofUnion((parts.options ?? []).map((one) => walk(one)));
    case "pipe":
      return walk(parts.in);
    case "lazy":
      return walk(lazily(parts.getter));
    case "literal":
      return ofLiteral(parts.values ?? [], at);
    default:
      return walk(parts.innerType);
  }
}

/** One that can be sent is enough. */
function ofUnion(options: readonly Unsendable[][]): Unsendable[] {
  return options.some((one) => one.length === 0) ? [] : (options[0] ?? []);
}

function ofLiteral(values: readonly unknown[], at: string): Unsendable[] {
  if (!values.every((value) => typeof value === "bigint" || typeof value === "symbol")) return [];
  return values.length === 0
    ? []
    : [{ at, takes: "a bigint", instead: "a literal of text or a number" }];
}

/** A getter that throws is of a schema that is not whole yet. */
function lazily(getter: (() => unknown) | undefined): unknown {
  try {
    return getter?.();
  } catch {
    return undefined;
  }
}
