import type { Resource, ResourceGraph } from "../resource";
import { stableId } from "../../base/stable-id";
import { isRecord, isUnknown, recordOf, reveal, textOf, type Values } from "../../base/values";

/** A resource with its secrets opened. */
export interface Entry {
  type: string;
  name: string;
  urn: string;
  parent?: string;
  /** Inputs without Pulumi's marks; what is not known is `unknownValue`. */
  inputs: Values;
  outputs: Values;
  /** The graph's id, else a stable one. */
  id: string;
  /** Whether the graph itself names the id. */
  idKnown: boolean;
}

/** A graph in which resources are found by type, and by what others call them. */
export interface GraphIndex {
  /** All resources of a type (`aws:iam/role:Role`), in the order of registration. */
  all(type: string): readonly Entry[];
  /** The resource of a type that an input names by id, name, ARN or urn; undefined where there is none. */
  find(type: string, reference: unknown): Entry | undefined;
  byUrn(urn: string | undefined): Entry | undefined;
  types: readonly string[];
}

function entryOf(resource: Resource): Entry {
  const inputs = recordOf(reveal(resource.inputs));
  const outputs = recordOf(reveal(resource.outputs));
  const id = textOf(outputs["id"]);
  const type = textOf(resource.type) ?? "";
  const name = textOf(resource.name) ?? "";
  const base = {
    type,
    name,
    urn: textOf(resource.urn) ?? `${type}::${name}`,
    inputs,
    outputs,
    id: id || stableId(`${type}::${name}`),
    idKnown: Boolean(id),
  };
  return typeof resource.parent === "string" ? { ...base, parent: resource.parent } : base;
}

/** What others may call a resource, the surest first. */
function namesOf(entry: Entry): readonly (string | undefined)[] {
  const { outputs, inputs } = entry;
  return [
    entry.id,
    textOf(outputs["arn"]),
    entry.urn,
    textOf(outputs["name"]),
    textOf(inputs["name"]),
    entry.name,
  ];
}

/** The text by which an input names a resource: the text itself, or what a whole resource holds. */
export function referenceOf(value: unknown): string | undefined {
  if (!isRecord(value)) return textOf(value);
  for (const key of ["id", "arn", "urn", "name"]) {
    const text = textOf(value[key]);
    if (text !== undefined) return text;
  }
  return isRecord(value["outputs"]) ? referenceOf(value["outputs"]) : undefined;
}

/** Reads a graph once and finds its resources. */
export function indexGraph(graph: ResourceGraph): GraphIndex {
  const entries = graph
    .filter(isRecord)
    .map((resource) => entryOf(resource as unknown as Resource));
  const byType = new Map<string, Entry[]>();
  for (const entry of entries) {
    const ofType = byType.get(entry.type);
    if (ofType) ofType.push(entry);
    else byType.set(entry.type, [entry]);
  }
  const urns = new Map(entries.map((entry) => [entry.urn, entry]));
  const lookups = new Map<string, Map<string, Entry>>();

  const lookup = (type: string): Map<string, Entry> => {
    const known = lookups.get(type);
    if (known) return known;
    const found = new Map<string, Entry>();
    const ofType = byType.get(type) ?? [];
    // An id goes before any name: a resource that is named like another's id must not take its place.
    for (let rank = 0; rank < 6; rank += 1)
      for (const entry of ofType) {
        const name = namesOf(entry)[rank];
        if (name && !found.has(name)) found.set(name, entry);
      }
    lookups.set(type, found);
    return found;
  };

  return {
    all: (type) => byType.get(type) ?? [],
    find: (type, reference) => {
      const name = referenceOf(reference);
      return name === undefined ? undefined : lookup(type).get(name);
    },
    byUrn: (urn) => (urn === undefined ? undefined : urns.get(urn)),
    types: [...byType.keys()],
  };
}

/** An input, else the output of the same name; `unknownValue` only where neither is known. */
export function valueOf(entry: Entry, ...names: readonly string[]): unknown {
  const found = names.flatMap((name) => [entry.inputs[name], entry.outputs[name]]);
  const set = found.filter((value) => value !== undefined && value !== null);
  return set.find((value) => !isUnknown(value)) ?? set[0];
}

/** An output, else the input of the same name: for identities, which the graph's outputs decide. */
export function identityOf(entry: Entry, ...names: readonly string[]): string | undefined {
  for (const name of names) {
    const text = textOf(entry.outputs[name]) || textOf(entry.inputs[name]);
    if (text) return text;
  }
  return undefined;
}
