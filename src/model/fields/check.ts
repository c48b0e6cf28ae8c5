import type { Fault, ProblemCode } from "../problem";
import { isSchema, nearest, show } from "../show";
import { isRecord, type Fields } from "../table";

/** Looks at the value of a field, which a message calls `at`. */
export type Check = (value: unknown, at: string) => Fault[];

/** What a check says about a value that it refuses. */
export interface Wanted {
  code: ProblemCode;
  expected: string;
  mend: string;
  ok: (value: unknown) => boolean;
}

/** A check of one value. */
export function check({ code, expected, mend, ok }: Wanted): Check {
  return (value, at) =>
    ok(value)
      ? []
      : [{ code, what: `\`${at}\` is not what it must be`, expected, found: show(value), mend }];
}

/** A whole number within bounds. */
export function whole(
  bounds: { min: number; max?: number },
  { code, mend }: { code: ProblemCode; mend: string },
): Check {
  const { min, max } = bounds;
  const expected =
    max === undefined ? `a whole number from ${min} up` : `a whole number from ${min} to ${max}`;
  return check({
    code,
    expected,
    mend,
    ok: (value) =>
      Number.isSafeInteger(value) && Number(value) >= min && Number(value) <= (max ?? Infinity),
  });
}

/** One of some words. */
export function oneOf(words: readonly string[], code: ProblemCode = "field-value"): Check {
  return (value, at) => {
    if (words.includes(value as string)) return [];
    const near = typeof value === "string" ? nearest(value, words) : undefined;
    return [
      {
        code,
        what: `\`${at}\` is not one of its values`,
        expected: words.map((word) => `"${word}"`).join(" or "),
        found: show(value),
        mend: near ? `Did you mean "${near}"?` : "Write one of these values.",
      },
    ];
  };
}

/** Text that a pattern takes. */
export function text(wanted: Omit<Wanted, "ok"> & { pattern: RegExp }): Check {
  return check({
    ...wanted,
    ok: (value) => typeof value === "string" && wanted.pattern.test(value),
  });
}

/** A list whose every value passes a check. */
export function listOf(item: Check, { code = "field-value", what }: ListWords): Check {
  return (value, at) => {
    if (Array.isArray(value)) return value.flatMap((one, i) => item(one, `${at}[${i}]`));
    return [
      {
        code,
        what: `\`${at}\` is not a list`,
        expected: `a list of ${what}`,
        found: show(value),
        mend: "Put it into brackets: […].",
      },
    ];
  };
}

interface ListWords {
  code?: ProblemCode;
  /** What the list is of, in the plural. */
  what: string;
}

/** A list whose every value passes a check and stands there once; `same` says what counts as one. */
export function listOfOnce(
  item: Check,
  { same = (value) => value, ...words }: ListWords & { same?: (value: unknown) => unknown },
): Check {
  return all(listOf(item, words), eachOnce(words.code ?? "field-value", same));
}

function eachOnce(code: ProblemCode, same: (value: unknown) => unknown): Check {
  return (value, at) => {
    if (!Array.isArray(value)) return [];
    const seen = value.map(same);
    const twice = value.filter((_, i) => seen.indexOf(seen[i]) !== i);
    return twice.map((one) => ({
      code,
      what: `\`${at}\` names ${show(one)} twice`,
      expected: "each once",
      found: show(value),
      mend: "Take one out.",
    }));
  };
}

/** An object with known fields, of which some are required. */
export function object(fields: Readonly<Record<string, Check>>, required: string[] = []): Check {
  return (value, at) => {
    if (!isRecord(value)) {
      return check({
        code: "field-value",
        expected: `an object with ${Object.keys(fields).join(", ")}`,
        mend: "Write its fields in braces: { … }.",
        ok: () => false,
      })(value, at);
    }
    return checkFields(value, { fields, required, prefix: `${at}.` });
  };
}

/** Every check in turn. */
export function all(...checks: readonly Check[]): Check {
  return (value, at) => checks.flatMap((one) => one(value, at));
}

/** A zod schema. */
export const schema: Check = check({
  code: "schema",
  expected: "a zod schema",
  mend: "Import { z } from zod and write, for instance, z.string().",
  ok: isSchema,
});

/** Schemas by name. */
export const schemas: Check = (value, at) =>
  isRecord(value) && !isSchema(value)
    ? Object.entries(value).flatMap(([name, one]) => schema(one, `${at}.${name}`))
    : check({
        code: "schema",
        expected: "zod schemas by name",
        mend: "Write { name: schema }.",
        ok: () => false,
      })(value, at);

interface CheckedFields {
  fields: Readonly<Record<string, Check>>;
  required?: readonly string[];
  prefix?: string;
}

/** Checks the fields that are there, and says which are missing or unknown. */
export function checkFields(value: Fields, { fields, required = [], prefix = "" }: CheckedFields) {
  const missing = required.filter((name) => !Object.hasOwn(value, name));
  const faults = missing.map((name): Fault => missingField(`${prefix}${name}`));
  for (const [name, given] of Object.entries(value)) {
    const known = Object.hasOwn(fields, name) ? fields[name] : undefined;
    if (!known) faults.push(unknownField(`${prefix}${name}`, Object.keys(fields)));
    else if (given === undefined && known !== reference)
      faults.push(undefinedField(`${prefix}${name}`));
    else faults.push(...known(given, `${prefix}${name}`));
  }
  return faults;
}

/** What a field refers to is looked at by the rule of references, an undefined one among it. */
export const reference: Check = () => [];

/** A field that is there without a value: a scope or a plan that came to nothing must not open a row. */
function undefinedField(at: string): Fault {
  return {
    code: "field-undefined",
    what: `\`${at}\` is there, but undefined`,
    expected: "a value, or no such field",
    found: "undefined",
    mend: "Leave the field out; if it names an import, the two files import each other: move what both need into a third.",
  };
}

/** A required field is not there. */
function missingField(at: string): Fault {
  return {
    code: "field-missing",
    what: `\`${at}\` is missing`,
    expected: `\`${at}\``,
    found: "nothing",
    mend: `Add \`${at}\`.`,
  };
}

/** A field that the language does not have. */
function unknownField(at: string, known: readonly string[]): Fault {
  const near = nearest(at.split(".").at(-1) ?? at, known);
  return {
    code: "field-unknown",
    what: `there is no field \`${at}\``,
    expected: `one of ${known.join(", ")}`,
    found: `\`${at}\``,
    mend: near ? `Did you mean \`${near}\`?` : `Take \`${at}\` out.`,
  };
}
