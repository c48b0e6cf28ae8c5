/** Lists that came out of JSON: they are written as JSON, where lists of a template are written as Java writes them. */
const jsonLists = new WeakSet<object>();

/** Marks every list in a value that was read from JSON. */
export function fromJson(value: unknown): unknown {
  if (typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) jsonLists.add(value);
  for (const child of Object.values(value)) fromJson(child);
  return value;
}

/**
 * A value as a mapping template prints it: maps as `{a=1}`, lists out of JSON as JSON, and nothing where there is
 * no value (recorded: LocalStack's test_input_path_template_formatting, 2025, and its pull requests 11886, 12379).
 */
export function velocityText(value: unknown): string {
  return value === undefined || value === null ? "" : textInside(value);
}

function textInside(value: unknown): string {
  if (typeof value === "string") return value;
  if (typeof value === "function" || value === undefined) return "";
  if (typeof value !== "object" || value === null) return String(value);
  if (Array.isArray(value)) {
    return jsonLists.has(value) ? JSON.stringify(value) : `[${value.map(textInside).join(", ")}]`;
  }
  const entries = Object.entries(value).map(([name, one]) => `${name}=${textInside(one)}`);
  return `{${entries.join(", ")}}`;
}
