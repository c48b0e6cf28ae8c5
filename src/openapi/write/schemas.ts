import type { ApiModel, JsonSchema } from "../../model/model";
import { canonical } from "./canonical";
import { isOpen, loosen } from "./check/loosen";

/** The models of all bodies and answers, and where each is. */
export interface Schemas {
  components: Record<string, JsonSchema>;
  /** The schema of a row's body or answer: a reference, or `{}` where it accepts anything. */
  schemaOf(row: string, part: Part): JsonSchema;
}

type Part = "body" | "response";

interface Source {
  row: string;
  part: Part;
  schema: JsonSchema;
  definitions: ReadonlyMap<string, JsonSchema>;
}

/** Loosens the schemas of all rows. Definitions that are alike in all rows are one model; names have letters and digits only. */
export function collectSchemas(model: ApiModel): Schemas {
  const sources = model.endpoints.flatMap((endpoint) =>
    (["body", "response"] as const).flatMap((part): Source[] => {
      const schema = endpoint[part];
      return schema
        ? [{ row: endpoint.name, part, schema, definitions: definitionsOf(schema) }]
        : [];
    }),
  );
  const variants = variantsOf(sources);
  const components: Record<string, JsonSchema> = {};
  const references = new Map<string, JsonSchema>();
  const taken = new Map<string, string>();

  const claim = (wish: string, owner: string): string => {
    let name = wish;
    for (let i = 2; taken.has(name) && taken.get(name) !== owner; i++) name = `${wish}v${i}`;
    taken.set(name, owner);
    return name;
  };
  const add = (wish: string, owner: string, node: JsonSchema): JsonSchema => {
    if (isOpen(node) || typeof node["$ref"] === "string") return node;
    const name = claim(wish, owner);
    components[name] = node;
    return { $ref: `#/components/schemas/${name}` };
  };

  for (const source of sources) {
    const { row, part, schema, definitions } = source;
    const own = `${pascal(row)}${pascal(part)}`;
    const follow = (reference: string): JsonSchema => {
      const name = definitionName(reference);
      const definition = name === undefined ? undefined : definitions.get(name);
      if (name === undefined || !definition || refersTo(definition, name, definitions)) return {};
      const shared = variants.get(name)?.size === 1 && /^[A-Za-z]/.test(name);
      const owner = shared ? `definition ${name}` : `${row} ${part} ${name}`;
      const known = references.get(owner);
      if (known) return known;
      const made = add(
        shared ? pascal(name) : `${own}${pascal(name)}`,
        owner,
        loosen(definition, follow),
      );
      references.set(owner, made);
      return made;
    };
    const body = Object.fromEntries(
      Object.entries(schema).filter(([key]) => !stores.includes(key)),
    );
    references.set(`${row} ${part}`, add(own, `${row} ${part}`, loosen(body, follow)));
  }
  return { components, schemaOf: (row, part) => references.get(`${row} ${part}`) ?? {} };
}

/** Keys under which a schema keeps the definitions that its references name. */
const stores = ["definitions", "$defs", "components"];

function definitionsOf(schema: JsonSchema): Map<string, JsonSchema> {
  const components = schema["components"] as { schemas?: unknown } | undefined;
  const kept = [schema["definitions"], schema["$defs"], components?.schemas];
  return new Map(
    kept.flatMap((group) => Object.entries((group ?? {}) as Record<string, JsonSchema>)),
  );
}

function definitionName(reference: string): string | undefined {
  return /^#\/(?:definitions|\$defs|components\/schemas)\/(.+)$/.exec(reference)?.[1];
}

/** The texts that a definition has in all rows, with what it refers to. */
function variantsOf(sources: readonly Source[]): Map<string, Set<string>> {
  const variants = new Map<string, Set<string>>();
  for (const { definitions } of sources) {
    for (const [name, definition] of definitions) {
      const inner = [...definitions].filter(([other]) => refersTo(definition, other, definitions));
      const texts = variants.get(name) ?? new Set();
      variants.set(name, texts.add(JSON.stringify(canonical([definition, inner]))));
    }
  }
  return variants;
}

/** Whether a definition refers to a name, also through others. */
function refersTo(
  definition: JsonSchema,
  name: string,
  definitions: ReadonlyMap<string, JsonSchema>,
): boolean {
  const seen = new Set<string>();
  const open = [definition];
  for (let node = open.pop(); node; node = open.pop()) {
    for (const [, found = ""] of JSON.stringify(node).matchAll(
      /"\$ref":"#\/(?:[^"/]*\/)*([^"/]+)"/g,
    )) {
      if (found === name) return true;
      const next = definitions.get(found);
      if (next && !seen.has(found)) open.push(next);
      seen.add(found);
    }
  }
  return false;
}

/** Letters and digits only, as model names must be: docs/aws-facts.md section 10. */
function pascal(name: string): string {
  const words = name.split(/[^A-Za-z0-9]+/).filter((word) => word !== "");
  return words.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join("");
}
