import { z } from "zod";
import type { JsonSchema } from "./model";
import { accepts, definitionOf } from "./zod-text";

/** One node of a schema while zod writes it. */
interface Node {
  zodSchema: unknown;
  jsonSchema: Record<string, unknown>;
}

/**
 * The input side of a zod schema as JSON Schema for OpenAPI 3.0: what a client may send. It is never
 * stricter than the zod schema, and where it cannot say something it takes everything; never throws.
 */
export function jsonSchema(schema: unknown): JsonSchema {
  try {
    const { $schema: _, ...written } = z.toJSONSchema(schema as z.ZodType, {
      target: "openapi-3.0",
      io: "input",
      unrepresentable: "any",
      override: ({ zodSchema, jsonSchema: written }) =>
        loosen({ zodSchema, jsonSchema: written as Record<string, unknown> }),
    });
    return JSON.parse(JSON.stringify(written)) as JsonSchema;
  } catch {
    return {};
  }
}

function loosen(node: Node): void {
  const definition = definitionOf(node.zodSchema);
  if (!definition) return;
  if (takesMore(node.zodSchema)) {
    for (const key of Object.keys(node.jsonSchema)) {
      if (key !== "description" && key !== "title" && key !== "id") delete node.jsonSchema[key];
    }
  } else if (definition.type === "string") loosenText(node);
  else if (definition.type === "number") loosenNumber(node);
  else if (definition.type === "object") loosenObject(node);
}

/** Schemas that take more than JSON Schema shows: a coercion and `preprocess` see the value first, `catch` takes all. */
function takesMore(schema: unknown): boolean {
  const definition = definitionOf(schema);
  if (!definition) return false;
  if (definition.type === "pipe") return definitionOf(definition.in)?.type === "transform";
  return definition.coerce === true || definition.type === "catch";
}

function loosenText({ zodSchema, jsonSchema: written }: Node): void {
  const checks = checksOf(zodSchema);
  // trim() and the like change the text before other checks see it.
  if (checks.some(({ check }) => check === "overwrite")) {
    for (const key of ["minLength", "maxLength", "pattern", "format", "allOf"]) delete written[key];
  }
  // JSON Schema has no flags.
  if (checks.some(({ pattern }) => pattern !== undefined && pattern.flags !== "")) {
    delete written["pattern"];
    delete written["allOf"];
  }
  // JavaScript counts a character outside the basic plane as two, JSON Schema as one.
  if (typeof written["minLength"] === "number") {
    written["minLength"] = Math.ceil(written["minLength"] / 2);
  }
}

/** An `overwrite` changes the number before other checks see it. */
function loosenNumber({ zodSchema, jsonSchema: written }: Node): void {
  if (!checksOf(zodSchema).some(({ check }) => check === "overwrite")) return;
  const bounds = ["minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf"];
  for (const key of bounds) delete written[key];
}

/** A field may be left out where its schema takes `undefined`, whatever the object's own list says. */
function loosenObject({ zodSchema, jsonSchema: written }: Node): void {
  const shape = (definitionOf(zodSchema) as { shape?: Record<string, unknown> } | undefined)?.shape;
  if (!shape || !Array.isArray(written["required"])) return;
  const required = written["required"].filter((name) => !accepts(shape[String(name)], undefined));
  if (required.length > 0) written["required"] = required;
  else delete written["required"];
}

interface TextCheck {
  check?: string;
  pattern?: RegExp;
}

/** The checks of a text schema, its own format (`z.email()`) among them. */
function checksOf(schema: unknown): TextCheck[] {
  const own = definitionOf(schema) as (TextCheck & { checks?: unknown[] }) | undefined;
  const added = (own?.checks ?? []).map((one) => definitionOf(one) as TextCheck | undefined);
  return [own, ...added].filter((one): one is TextCheck => one !== undefined);
}
