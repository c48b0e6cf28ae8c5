import type { JsonSchema } from "../../src/model/model";

type Components = Readonly<Record<string, JsonSchema>>;

/**
 * Whether a model takes a value, as AWS judges it after the import: JSON Schema draft-04, where `nullable` is
 * gone and null is refused, and where keywords that the import does not support are a fault of the document.
 */
export function takes(schema: JsonSchema, value: unknown, components: Components = {}): boolean {
  for (const keyword of Object.keys(schema)) {
    if (!understood.has(keyword)) throw new Error(`the import does not understand ${keyword}`);
  }
  if (typeof schema["$ref"] === "string") {
    const name = schema["$ref"].replace("#/components/schemas/", "");
    const found = components[name];
    if (!found) throw new Error(`no model ${name}`);
    return takes(found, value, components);
  }
  const { type, properties = {}, items } = schema;
  if (type === undefined) return true;
  switch (type) {
    case "string":
      return typeof value === "string" && inEnum(schema, value) && textFits(schema, value);
    case "boolean":
      return typeof value === "boolean" && inEnum(schema, value);
    case "number": {
      const { minimum = -Infinity, maximum = Infinity } = schema as Record<string, number>;
      return typeof value === "number" && value >= minimum && value <= maximum;
    }
    case "array":
      if (!Array.isArray(value)) return false;
      return (
        items === undefined || value.every((one) => takes(items as JsonSchema, one, components))
      );
    case "object": {
      if (typeof value !== "object" || value === null || Array.isArray(value)) return false;
      const fields = value as Record<string, unknown>;
      const required = (schema["required"] ?? []) as string[];
      if (required.some((name) => !Object.hasOwn(fields, name))) return false;
      return Object.entries(properties as Components).every(
        ([name, node]) => !Object.hasOwn(fields, name) || takes(node, fields[name], components),
      );
    }
    default:
      throw new Error(`the import does not understand the type ${JSON.stringify(type)}`);
  }
}

const understood = new Set(
  "$ref type title description properties required items enum minimum maximum minLength maxLength pattern".split(
    " ",
  ),
);

function inEnum(schema: JsonSchema, value: unknown): boolean {
  const values = schema["enum"];
  return values === undefined || (values as unknown[]).includes(value);
}

function textFits(schema: JsonSchema, value: string): boolean {
  const { minLength = 0, maxLength = Infinity } = schema as Record<string, number>;
  const length = [...value].length;
  const pattern = schema["pattern"];
  // Whether AWS searches or matches the whole is not known: both must do.
  const fits = typeof pattern !== "string" || new RegExp(`^(?:${pattern})$`).test(value);
  return length >= minLength && length <= maxLength && fits;
}
