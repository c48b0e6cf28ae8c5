import { z } from "zod";

/** A schema's own description of itself: https://zod.dev/packages/core */
export interface Definition {
  readonly type: string;
  readonly coerce?: boolean;
  readonly innerType?: unknown;
  readonly in?: unknown;
  readonly element?: unknown;
  readonly values?: readonly unknown[];
  readonly options?: readonly unknown[];
}

/** How a schema describes itself; `undefined` for what is no schema. */
export function definitionOf(schema: unknown): Definition | undefined {
  return (schema as { _zod?: { def?: Definition } } | null | undefined)?._zod?.def;
}

const typesWithoutText = new Set([
  "array",
  "bigint",
  "boolean",
  "date",
  "file",
  "function",
  "map",
  "nan",
  "never",
  "null",
  "number",
  "object",
  "record",
  "set",
  "symbol",
  "tuple",
  "undefined",
  "void",
]);
const wrappers = new Set([
  "default",
  "exactOptional",
  "nonoptional",
  "nullable",
  "optional",
  "prefault",
  "readonly",
]);

/** Whether a schema certainly refuses every text and every list of texts. In doubt it does not. */
export function neverTakesTexts(schema: unknown): boolean {
  const definition = definitionOf(schema);
  if (!definition) return false;
  const { type, innerType, element, options = [] } = definition;
  if (wrappers.has(type)) return neverTakesTexts(innerType);
  if (type === "union") return options.every(neverTakesTexts);
  if (type === "array") return neverTakesText(element);
  return type !== "tuple" && neverTakesText(schema);
}

/** Whether a schema certainly refuses every text. In doubt it does not. */
export function neverTakesText(schema: unknown): boolean {
  const definition = definitionOf(schema);
  if (!definition || definition.coerce) return false;
  const { type, innerType, values = [], options = [] } = definition;
  if (wrappers.has(type)) return neverTakesText(innerType);
  if (type === "pipe") return neverTakesText(definition.in);
  if (type === "literal") return values.every((value) => typeof value !== "string");
  if (type === "union") return options.every(neverTakesText);
  return typesWithoutText.has(type);
}

/** Whether a schema takes a value; also where it cannot say without waiting, or throws. */
export function accepts(schema: unknown, value: unknown): boolean {
  try {
    return z.safeParse(schema as z.ZodType, value).success;
  } catch {
    return true;
  }
}
