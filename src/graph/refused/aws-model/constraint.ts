import { compilePattern, type Pattern } from "../../../base/pattern/pattern";
import {
  booleanOf,
  isRecord,
  isUnknown,
  listOf,
  numberOf,
  textOf,
  type Values,
} from "../../../base/values";

/** What an input of a resource may hold. */
export interface Constraint {
  /** The operation and the member of its request that says so, or the page of the documentation. */
  of: string;
  kind?: "text" | "whole" | "number" | "boolean" | "list" | "map" | "object";
  /** Whether a separate rule judges it, with AWS's recorded words. */
  elsewhere?: boolean;
  /** Whether it must be there where what holds it is there. */
  required?: boolean;
  /** The least number, the shortest text, the fewest entries. */
  min?: number;
  /** The greatest number, the longest text, the most entries. */
  max?: number;
  oneOf?: readonly (string | number)[];
  /** The whole text, with the flag u. */
  pattern?: string;
  /** What the pattern asks for, in words. */
  says?: string;
  /** Text that must not be in it, and why, with the flags iu. */
  not?: { pattern: string; says: string };
}

/** A value that AWS would refuse. */
export interface Refused {
  /** Where it stands: `environment.variables`, `layers[1]`. */
  at: string;
  expected: string;
  found: string;
}

interface Place {
  at: string;
  value: unknown;
}

/** Every place in some inputs that a path names: `a.b`, `[]` for items, `{key}` and `{value}` of a map. */
export function placesOf(inputs: Values, path: string): readonly Place[] {
  const steps = path.match(/\[\]|\{key\}|\{value\}|[^.[\]{}]+/g) ?? [];
  return steps.reduce<readonly Place[]>(
    (places, step) => places.flatMap((place) => into(place, step)),
    [{ at: "", value: inputs }],
  );
}

function into({ at, value }: Place, step: string): readonly Place[] {
  if (value === undefined || value === null || isUnknown(value)) return [];
  if (step === "[]")
    return listOf(value).map((item, index) => ({ at: `${at}[${index}]`, value: item }));
  if (step === "{key}" || step === "{value}")
    return Object.entries(isRecord(value) ? value : {}).map(([key, item]) => ({
      at: step === "{key}" ? at : `${at}.${key}`,
      value: step === "{key}" ? key : item,
    }));
  // A block of the provider stands alone or in a list.
  return listOf(value)
    .filter(isRecord)
    .map((record) => ({ at: at === "" ? step : `${at}.${step}`, value: record[step] }));
}

/** What is wrong with the values that a path names; what is not known is not judged, what is missing on request. */
export function refusedBy(
  { required, elsewhere, ...constraint }: Constraint,
  places: readonly Place[],
  complete: boolean,
): readonly Refused[] {
  if (elsewhere) return [];
  return places.flatMap(({ at, value }) => {
    if (value === undefined || value === null)
      return required && complete ? [{ at, expected: "a value", found: "nothing" }] : [];
    if (isUnknown(value)) return [];
    const wrong = judge(constraint, value);
    return wrong === undefined ? [] : [{ at, ...wrong }];
  });
}

type Wrong = Omit<Refused, "at"> | undefined;

function judge(constraint: Omit<Constraint, "required">, value: unknown): Wrong {
  switch (constraint.kind) {
    case "whole":
    case "number":
      return judgeNumber(constraint, value);
    case "boolean":
      return booleanOf(value) === undefined && textOf(value) !== undefined
        ? { expected: "true or false", found: shown(value) }
        : undefined;
    case "list":
      return judgeSize(constraint, listOf(value).length, "entries");
    case "map":
      return isRecord(value)
        ? judgeSize(constraint, Object.keys(value).length, "entries")
        : undefined;
    case "object":
      return undefined;
    default:
      return judgeText(constraint, value);
  }
}

function judgeNumber(
  { kind, min, max, oneOf }: Constraint | Omit<Constraint, "required">,
  value: unknown,
): Wrong {
  if (typeof value === "string" && textOf(value) === undefined) return undefined;
  const number = numberOf(value);
  const whole = kind === "whole" ? "a whole number" : "a number";
  const fits =
    number !== undefined &&
    (kind !== "whole" || Number.isInteger(number)) &&
    number >= (min ?? -Infinity) &&
    number <= (max ?? Infinity);
  if (!fits) return { expected: `${whole}${bounds(min, max)}`, found: shown(value) };
  if (oneOf === undefined || oneOf.includes(number)) return undefined;
  return { expected: `one of ${oneOf.join(", ")}`, found: shown(value) };
}

function judgeText(constraint: Omit<Constraint, "required">, value: unknown): Wrong {
  const text = textOf(value);
  // An object or a list is judged by the rule of shapes, and what is partly unknown by nobody.
  if (text === undefined) return undefined;
  const { oneOf, pattern, says, not } = constraint;
  const long = judgeSize(constraint, text.length, "characters");
  // Before any pattern: this bounds how long one can take.
  if (long) return long;
  if (oneOf && !oneOf.includes(text))
    return { expected: `one of ${oneOf.join(", ")}`, found: shown(text) };
  if (pattern !== undefined && !compiled(pattern, "u").test(text))
    return { expected: says ?? `text that matches ${pattern}`, found: shown(text) };
  return not && compiled(not.pattern, "iu").test(text)
    ? { expected: not.says, found: shown(text) }
    : undefined;
}

function judgeSize({ min, max }: Omit<Constraint, "required">, size: number, what: string): Wrong {
  if (size >= (min ?? 0) && size <= (max ?? Infinity)) return undefined;
  const most = max === undefined ? `at least ${min}` : min ? `${min} to ${max}` : `at most ${max}`;
  return { expected: `${most} ${what}`, found: String(size) };
}

function bounds(min: number | undefined, max: number | undefined): string {
  if (min === undefined) return max === undefined ? "" : ` up to ${max}`;
  return max === undefined ? ` from ${min} up` : ` from ${min} to ${max}`;
}

const patterns = new Map<string, Pick<Pattern, "test">>();

function compiled(pattern: string, flags: string): Pick<Pattern, "test"> {
  const key = `${flags} ${pattern}`;
  const known = patterns.get(key);
  if (known) return known;
  const made = compilePattern(pattern, { flags }) ?? { test: () => false };
  patterns.set(key, made);
  return made;
}

function shown(value: unknown): string {
  const text = JSON.stringify(value) ?? String(value);
  return text.length > 80 ? `${text.slice(0, 80)}…` : text;
}
