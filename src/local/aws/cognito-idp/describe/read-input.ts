/** A resource's input read with a type, where its shape is Pulumi's and not checked. */
export function textOf(value: unknown): string | undefined {
  return typeof value === "string" && value !== "" ? value : undefined;
}

/** A number, also where the program wrote it as text. */
export function numberOf(value: unknown): number | undefined {
  if (value === undefined || value === null || value === "") return undefined;
  const number = Number(value);
  return Number.isFinite(number) ? number : undefined;
}

/** The texts of a list; anything else is an empty list. */
export function textsOf(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((one): one is string => typeof one === "string") : [];
}

/** An object; anything else is an empty one. */
export function recordOf(value: unknown): Readonly<Record<string, unknown>> {
  if (Array.isArray(value)) return recordOf(value[0]);
  return value !== null && typeof value === "object" ? (value as Record<string, unknown>) : {};
}

/** The objects of a list. */
export function recordsOf(value: unknown): Readonly<Record<string, unknown>>[] {
  return Array.isArray(value) ? value.map(recordOf) : [];
}
