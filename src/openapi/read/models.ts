import type { OpenApi } from "./open-api";
import { stableId } from "../../base/stable-id";
import { isRecord, listOf, recordOf, type Values } from "../../base/values";

/**
 * Keywords that the import drops or that basic validation leaves out.
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-known-issues.html
 */
const dropped: ReadonlySet<string> = new Set([
  "nullable",
  "anyOf",
  "oneOf",
  "discriminator",
  "additionalProperties",
  "exclusiveMinimum",
  "readOnly",
  "writeOnly",
  "example",
  "examples",
  "minItems",
  "maxItems",
  "deprecated",
  "externalDocs",
  "xml",
]);

/** Models by name, and what the import warns of. */
export interface ImportedModels {
  models: Record<string, Values>;
  /** The name of the model for a schema; inline schemas get their own. */
  nameOf(schema: unknown): string | undefined;
  /** The name that a reference to no schema ends in. */
  missing(schema: unknown): string | undefined;
}

function referencedName(document: OpenApi, reference: string): string | undefined {
  const prefix = document.version === 3 ? "#/components/schemas/" : "#/definitions/";
  if (!reference.startsWith(prefix)) return undefined;
  const name = reference.slice(prefix.length);
  return Object.hasOwn(document.schemas, name) ? name : undefined;
}

/** The schema as a draft-04 model; `warn` hears of references that lead nowhere. */
function toModel(document: OpenApi, schema: unknown, warn: (text: string) => void): Values {
  if (!isRecord(schema)) return {};
  const reference = schema["$ref"];
  if (typeof reference === "string") {
    const name = referencedName(document, reference);
    if (name !== undefined) return { $ref: `#/models/${name}` };
    warn(`the model reference ${JSON.stringify(reference)} leads nowhere`);
    return {};
  }
  const inner = (value: unknown): Values => toModel(document, value, warn);
  const entries = Object.entries(schema).flatMap(([key, value]): [string, unknown][] => {
    if (dropped.has(key) || key.startsWith("x-")) return [];
    if (key === "type") return typeof value === "string" ? [[key, value]] : [];
    if (key === "format") return value === "int32" || value === "int64" ? [] : [[key, value]];
    if (key === "items" || key === "not") return isRecord(value) ? [[key, inner(value)]] : [];
    if (key === "allOf") return [[key, listOf(value).map(inner)]];
    if (key !== "properties") return [[key, value]];
    const properties = Object.entries(recordOf(value));
    return [[key, Object.fromEntries(properties.map(([name, item]) => [name, inner(item)]))]];
  });
  return Object.fromEntries(entries);
}

/** The document's schemas as the models that the import makes of them. */
export function importModels(document: OpenApi, warn: (text: string) => void): ImportedModels {
  const models: Record<string, Values> = {};
  for (const [name, schema] of Object.entries(document.schemas)) {
    if (!/^[A-Za-z0-9]+$/.test(name)) warn(`the model name "${name}" is not alphanumeric`);
    models[name] = toModel(document, schema, warn);
  }
  const nameOf = (schema: unknown): string | undefined => {
    if (!isRecord(schema)) return undefined;
    if (typeof schema["$ref"] === "string") return referencedName(document, schema["$ref"]);
    // The import names inline schemas MODEL and six digits.
    const name = `MODEL${stableId(JSON.stringify(schema), 6)}`;
    models[name] = toModel(document, schema, warn);
    return name;
  };
  const missing = (schema: unknown): string | undefined => {
    const reference = isRecord(schema) ? schema["$ref"] : undefined;
    if (typeof reference !== "string" || referencedName(document, reference)) return undefined;
    return reference.split("/").at(-1);
  };
  return { models, nameOf, missing };
}
