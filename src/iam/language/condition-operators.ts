import { matchesGlob } from "./glob";
import { ipMatches } from "./ip-range";
import { textOfPattern, type Resolved } from "./variables";

/** Compares one value of the request with one of the policy; undefined where either is malformed. */
export type Comparison = (requested: string, written: Resolved) => boolean | undefined;

/** An operator: what it compares, and whether its name says "not". */
export interface Operator {
  compare: Comparison;
  negated: boolean;
  /** Whether policy variables mean anything in its values. */
  variables: boolean;
}

function plainText(
  compare: (requested: string, written: string) => boolean | undefined,
): Comparison {
  return (requested, written) =>
    written === undefined ? false : compare(requested, textOfPattern(written));
}

const equals = plainText((requested, written) => requested === written);
const equalsIgnoreCase = plainText(
  (requested, written) => requested.toLowerCase() === written.toLowerCase(),
);
const like: Comparison = (requested, written) =>
  written !== undefined && matchesGlob(written, requested);

/** The six parts of an ARN, colons behind the fifth belonging to the last. */
function segments(text: string): readonly string[] {
  const parts = text.split(":");
  return [...parts.slice(0, 5), parts.slice(5).join(":")];
}

/** Each of the six parts is compared by itself, with wildcards. */
const arnLike: Comparison = (requested, written) => {
  if (written === undefined) return false;
  if (!requested.startsWith("arn:")) return false;
  const colons = written.flatMap((part, index) =>
    typeof part === "object" && part.text === ":" ? [index] : [],
  );
  const cuts = [-1, ...colons.slice(0, 5)];
  if (cuts.length < 6) return textOfPattern(written) === "*" ? true : undefined;
  return segments(requested).every((segment, index) => {
    const end = index < 5 ? cuts[index + 1] : written.length;
    return matchesGlob(written.slice((cuts[index] ?? 0) + 1, end), segment);
  });
};

function numeric(compare: (requested: number, written: number) => boolean): Comparison {
  const toNumber = (text: string): number => (text.trim() === "" ? NaN : Number(text));
  return plainText((requested, written) => {
    const [left, right] = [toNumber(requested), toNumber(written)];
    return Number.isNaN(left) || Number.isNaN(right) ? undefined : compare(left, right);
  });
}

/** ISO 8601 or seconds since 1970, in milliseconds. */
function instant(text: string): number {
  if (/^\d+(?:\.\d+)?$/.test(text)) return Number(text) * 1_000;
  return /^\d{4}-\d{2}-\d{2}(?:T|$)/.test(text) ? Date.parse(text) : NaN;
}

function date(compare: (requested: number, written: number) => boolean): Comparison {
  return plainText((requested, written) => {
    const [left, right] = [instant(requested), instant(written)];
    return Number.isNaN(left) || Number.isNaN(right) ? undefined : compare(left, right);
  });
}

const bool = plainText((requested, written) => {
  const [left, right] = [requested.toLowerCase(), written.toLowerCase()];
  const known = [left, right].every((text) => text === "true" || text === "false");
  return known ? left === right : undefined;
});

const isEqual = (left: number, right: number): boolean => left === right;

function positive(compare: Comparison, variables = false): Operator {
  return { compare, negated: false, variables };
}

function negative(compare: Comparison, variables = false): Operator {
  return { compare, negated: true, variables };
}

/**
 * Operators by lower-case name, without prefix and `IfExists`.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html
 */
export const operators: ReadonlyMap<string, Operator> = new Map([
  ["stringequals", positive(equals, true)],
  ["stringnotequals", negative(equals, true)],
  ["stringequalsignorecase", positive(equalsIgnoreCase, true)],
  ["stringnotequalsignorecase", negative(equalsIgnoreCase, true)],
  ["stringlike", positive(like, true)],
  ["stringnotlike", negative(like, true)],
  ["numericequals", positive(numeric(isEqual))],
  ["numericnotequals", negative(numeric(isEqual))],
  ["numericlessthan", positive(numeric((left, right) => left < right))],
  ["numericlessthanequals", positive(numeric((left, right) => left <= right))],
  ["numericgreaterthan", positive(numeric((left, right) => left > right))],
  ["numericgreaterthanequals", positive(numeric((left, right) => left >= right))],
  ["dateequals", positive(date(isEqual))],
  ["datenotequals", negative(date(isEqual))],
  ["datelessthan", positive(date((left, right) => left < right))],
  ["datelessthanequals", positive(date((left, right) => left <= right))],
  ["dategreaterthan", positive(date((left, right) => left > right))],
  ["dategreaterthanequals", positive(date((left, right) => left >= right))],
  ["bool", positive(bool)],
  // Base64, so equal text is equal bytes.
  ["binaryequals", positive(equals)],
  ["ipaddress", positive(plainText(ipMatches))],
  ["notipaddress", negative(plainText(ipMatches))],
  ["arnequals", positive(arnLike, true)],
  ["arnlike", positive(arnLike, true)],
  ["arnnotequals", negative(arnLike, true)],
  ["arnnotlike", negative(arnLike, true)],
]);
