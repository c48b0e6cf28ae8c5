import type { JsonSchema } from "../../../model/model";

/** What stands for a reference: another reference, or `{}`. */
export type FollowReference = (reference: string) => JsonSchema;

/**
 * Keywords that AWS's import drops, bends or reads otherwise than zod, so that their node accepts anything.
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-known-issues.html
 */
const opening = [
  "allOf",
  "anyOf",
  "discriminator",
  "else",
  "if",
  "not",
  "oneOf",
  "patternProperties",
  "then",
  "$dynamicRef",
  "$recursiveRef",
];

/**
 * A schema that AWS's import takes as it stands and that is never stricter than the given one: a node with
 * anything that the import drops or bends becomes `{}`, which accepts anything; other keywords that the
 * import leaves out, or reads in another way, are taken away. The zod schema decides in the function.
 */
export function loosen(schema: unknown, follow: FollowReference = () => ({})): JsonSchema {
  if (!isSchema(schema)) return {};
  // `nullable` is dropped by the import, and null is then refused (docs/aws-facts.md section 10).
  if (schema["nullable"] === true || opening.some((keyword) => keyword in schema)) return {};
  if (typeof schema["$ref"] === "string") return follow(schema["$ref"]);
  const node = loosenType(schema, follow);
  if (Object.keys(node).length === 0) return {};
  // The import refuses a list that has a description: amazon-archives/aws-apigateway-importer#69.
  const described = node["type"] === "array" ? [] : ["title", "description"];
  const texts = described.filter((key) => typeof schema[key] === "string");
  return { ...node, ...Object.fromEntries(texts.map((key) => [key, schema[key]])) };
}

/** Whether a schema accepts anything. */
export function isOpen(schema: JsonSchema): boolean {
  return Object.keys(schema).length === 0;
}

function loosenType(schema: JsonSchema, follow: FollowReference): JsonSchema {
  switch (schema["type"]) {
    case "string":
      return loosenString(schema);
    case "boolean":
      return { type: "boolean", ...enumOf(schema, "boolean") };
    case "number":
    case "integer":
      return {
        // JSON has one kind of number: a client may write 5 as 5.0 or 5e0, which a Java reader takes for no integer.
        type: "number",
        ...boundOf(schema, "minimum"),
        ...boundOf(schema, "maximum"),
      };
    case "array":
      // OpenAPI 3.0 wants `items` of every list; `{}` accepts anything.
      return { type: "array", items: loosen(schema["items"], follow) };
    case "object":
      return loosenObject(schema, follow);
    default:
      // No type, a list of types, or "null".
      return {};
  }
}

/** The bounds of every whole number that JavaScript can hold, which zod gives to each `int`, say nothing. */
function boundOf(schema: JsonSchema, key: "minimum" | "maximum"): JsonSchema {
  const bound = schema[key];
  return typeof bound === "number" && Math.abs(bound) < Number.MAX_SAFE_INTEGER
    ? { [key]: bound }
    : {};
}

/**
 * Patterns that JavaScript and Java read alike, whether a validator searches or matches the whole text:
 * anchored, of plain letters, simple classes and counts.
 */
const readsAlike =
  /^\^(?:[A-Za-z0-9_@:,/ -]|\\[d.-]|\[[A-Za-z0-9_-]+\]|\{\d+(?:,\d*)?\}|[*+?])*\$$/;

function loosenString(schema: JsonSchema): JsonSchema {
  const values = valuesOf(schema);
  if (values?.some((value) => typeof value !== "string")) return {};
  const { minLength, maxLength, pattern } = schema;
  return {
    type: "string",
    ...enumOf(schema, "string"),
    // Formats are left out: Java reads them in its own way.
    ...(typeof minLength === "number" && { minLength }),
    ...(typeof maxLength === "number" && { maxLength }),
    ...(typeof pattern === "string" && readsAlike.test(pattern) && { pattern }),
  };
}

function loosenObject(schema: JsonSchema, follow: FollowReference): JsonSchema {
  const given = isSchema(schema["properties"]) ? Object.entries(schema["properties"]) : [];
  const properties = given.map(([name, value]) => [name, loosen(value, follow)] as const);
  const closed = new Set(properties.filter(([, node]) => !isOpen(node)).map(([name]) => name));
  const required = Array.isArray(schema["required"])
    ? schema["required"].filter((name): name is string => closed.has(name as string))
    : [];
  return {
    type: "object",
    ...(properties.length > 0 && { properties: Object.fromEntries(properties) }),
    // What accepts anything may accept its absence. Draft-04 takes no empty list.
    ...(required.length > 0 && { required: [...required].sort() }),
  };
}

function valuesOf(schema: JsonSchema): readonly unknown[] | undefined {
  if ("const" in schema) return [schema["const"]];
  return Array.isArray(schema["enum"]) ? schema["enum"] : undefined;
}

function enumOf(schema: JsonSchema, type: "string" | "boolean"): JsonSchema {
  const values = valuesOf(schema);
  if (!values || values.length === 0 || values.some((value) => typeof value !== type)) return {};
  return { enum: [...new Set(values)] };
}

function isSchema(value: unknown): value is JsonSchema {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
