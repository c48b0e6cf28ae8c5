type JsonSchema = Readonly<Record<string, unknown>>;
type Models = Readonly<Record<string, JsonSchema>>;

/** How deep a sample goes: a schema may name itself. */
const deepest = 6;

/** A small value that a model of API Gateway accepts, as far as its types say. */
export function sampleBody(schema: JsonSchema, models: Models, depth = 0): unknown {
  if (depth > deepest) return null;
  const reference =
    typeof schema.$ref === "string" ? models[schema.$ref.split("/").at(-1)!] : undefined;
  if (reference) return sampleBody(reference, models, depth + 1);
  if (schema.default !== undefined) return schema.default;
  if (Array.isArray(schema.enum)) return schema.enum[0];
  switch (schema.type) {
    case "object":
      return sampleObject(schema, models, depth);
    case "array": {
      const item = sampleBody((schema.items ?? {}) as JsonSchema, models, depth + 1);
      return Array.from({ length: Number(schema.minItems ?? 0) }, () => item);
    }
    case "integer":
    case "number":
      return Math.max(1, Number(schema.minimum ?? 1));
    case "boolean":
      return true;
    case "string":
      return sampleText(schema);
    default:
      return {};
  }
}

function sampleObject(schema: JsonSchema, models: Models, depth: number): object {
  const properties = (schema.properties ?? {}) as Record<string, JsonSchema>;
  const required = Array.isArray(schema.required) ? (schema.required as string[]) : [];
  return Object.fromEntries(
    required.map((name) => [name, sampleBody(properties[name] ?? {}, models, depth + 1)]),
  );
}

function sampleText({ format, minLength }: JsonSchema): string {
  const byFormat: Record<string, string> = {
    email: "me@example.com",
    uuid: "00000000-0000-4000-8000-000000000000",
    "date-time": "2030-01-01T00:00:00Z",
    date: "2030-01-01",
    uri: "https://example.com",
  };
  return byFormat[String(format)] ?? "x".padEnd(Number(minLength ?? 1), "x");
}
