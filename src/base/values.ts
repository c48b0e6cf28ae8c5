import { secretKind, secretMark, unknownValue } from "./marks";

/** Pulumi's mark of an output that is kept whole (`sdk/go/common/resource`, `OutputValueSig`). */
const outputKind = "d0e6a833031e9bbcd3f4e8bde6ca49a4";
/** Pulumi's mark of a reference to a resource (`ResourceReferenceSig`). */
const referenceKind = "5cf8f73096256a8f31e491e813e4eb8e";

/** Plain data by name. */
export type Values = Readonly<Record<string, unknown>>;

/** Whether this is an object with names, not a list. */
export function isRecord(value: unknown): value is Values {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** A secret's value as it stands in a stack's export, `plaintext` being JSON. */
function secretValue(secret: Values): unknown {
  if (secret["value"] !== undefined) return reveal(secret["value"]);
  const text = secret["plaintext"];
  if (typeof text !== "string") return unknownValue;
  try {
    return reveal(JSON.parse(text));
  } catch {
    return text;
  }
}

/** The value without Pulumi's marks: secrets opened, references as ids; what is withheld or not known is `unknownValue`. */
export function reveal(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(reveal);
  if (!isRecord(value)) return value;
  const kind = value[secretMark];
  if (kind === secretKind) return secretValue(value);
  if (kind === outputKind)
    return value["value"] === undefined ? unknownValue : reveal(value["value"]);
  if (kind === referenceKind) return reveal(value["id"] ?? value["urn"]);
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, reveal(item)]));
}

/** Whether the value itself is not known. */
export function isUnknown(value: unknown): boolean {
  return value === unknownValue;
}

/** Whether the value, or anything in it, is not known. */
export function holdsUnknown(value: unknown): boolean {
  if (typeof value === "string") return value.includes(unknownValue);
  if (Array.isArray(value)) return value.some(holdsUnknown);
  return isRecord(value) && Object.values(value).some(holdsUnknown);
}

/** Text of a string, number or boolean; undefined for anything else, and where it is not known. */
export function textOf(value: unknown): string | undefined {
  if (typeof value === "string") return value.includes(unknownValue) ? undefined : value;
  return typeof value === "number" || typeof value === "boolean" ? String(value) : undefined;
}

/** A number, also one that is written as text. */
export function numberOf(value: unknown): number | undefined {
  if (typeof value === "number") return Number.isFinite(value) ? value : undefined;
  if (typeof value !== "string" || value.trim() === "") return undefined;
  const number = Number(value);
  return Number.isFinite(number) ? number : undefined;
}

/** A boolean, also one that is written as text. */
export function booleanOf(value: unknown): boolean | undefined {
  if (typeof value === "boolean") return value;
  if (value === "true") return true;
  return value === "false" ? false : undefined;
}

/** A list; a single value counts as a list of one. */
export function listOf(value: unknown): readonly unknown[] {
  if (Array.isArray(value)) return value;
  return value === undefined || value === null || isUnknown(value) ? [] : [value];
}

/** The known texts of a list. */
export function textsOf(value: unknown): readonly string[] {
  return listOf(value).flatMap((item) => textOf(item) ?? []);
}

/** An object's entries; empty for anything else. */
export function recordOf(value: unknown): Values {
  return isRecord(value) ? value : {};
}

/** The known texts of an object, by name. */
export function textsByName(value: unknown): Readonly<Record<string, string>> {
  const entries = Object.entries(recordOf(value));
  return Object.fromEntries(
    entries.flatMap(([name, item]) => {
      const text = textOf(item);
      return text === undefined ? [] : [[name, text] as const];
    }),
  );
}

/** An object with the entries that are not `undefined`. */
export function present<Shape extends object>(
  shape: Shape,
): {
  [Key in keyof Shape as undefined extends Shape[Key] ? never : Key]: Shape[Key];
} & {
  [Key in keyof Shape as undefined extends Shape[Key] ? Key : never]?: Exclude<
    Shape[Key],
    undefined
  >;
} {
  const entries = Object.entries(shape).filter(([, value]) => value !== undefined);
  return Object.fromEntries(entries) as never;
}

/** JSON text as data; an object or a list as it stands; undefined where it is neither. */
export function dataOf(value: unknown): unknown {
  if (typeof value !== "string") return value;
  try {
    return JSON.parse(value);
  } catch {
    return undefined;
  }
}
