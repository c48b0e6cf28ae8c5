import type { Deployed } from "../../graph/deployed";
import type { Resource, ResourceGraph } from "../../graph/resource";
import { textOf } from "../../base/values";

/** One resource in both graphs, or in one of them. */
export type ResourcePair =
  { base: Resource; head: Resource | undefined } | { base: Resource | undefined; head: Resource };

/** The urn without stack and project: the same in two graphs. */
const placeOf = (urn: string): string => urn.replace(/^urn:pulumi:[^:]*::[^:]*::/, "");

/** Resources by their place; a graph that somebody made may have one twice. */
function byPlace(graph: ResourceGraph): ReadonlyMap<string, Resource> {
  const found = new Map<string, Resource>();
  for (const one of graph) {
    let place = placeOf(one.urn);
    while (found.has(place)) place += " again";
    found.set(place, one);
  }
  return found;
}

/** The resources of two graphs, each with what it was or becomes: by urn, or by an alias. */
export function pairsOf(base: ResourceGraph, head: ResourceGraph): readonly ResourcePair[] {
  const left = new Map(byPlace(base));
  const heads = [...byPlace(head)].map(([place, one]): ResourcePair => {
    const places = [place, ...(one.options?.aliases ?? []).map(placeOf)];
    const known = places.find((name) => left.get(name)?.type === one.type) ?? place;
    const found = left.get(known);
    if (found?.type !== one.type) return { base: undefined, head: one };
    left.delete(known);
    return { base: found, head: one };
  });
  return [
    ...heads,
    ...[...left.values()].map((one): ResourcePair => ({ base: one, head: undefined })),
  ];
}

/** What a graph calls its resources in AWS. */
export interface GraphNames {
  /** The text, ids of the graph's own resources replaced by their names. */
  neutral(text: string): string;
  /** The Pulumi name of the resource that an id, a name in AWS or an ARN means. */
  resourceNamed(text: string): string | undefined;
  nameOfUrn(urn: string | undefined): string | undefined;
}

/** Ids are words of letters, digits, `_` and `-`. */
const word = /[A-Za-z0-9_-]{6,}/g;

/** Reads a graph's ids once. */
export function namesOfGraph({ graph, accountId, region }: Deployed): GraphNames {
  const resources = new Map<string, string>();
  const words = new Map<string, string>([
    [accountId, "account"],
    [region, "region"],
  ]);
  const urns = new Map(graph.map(({ urn, name }) => [urn, name]));
  for (const { type, name, inputs, outputs } of graph) {
    for (const value of [inputs["name"], ...Object.values(outputs)]) {
      const text = textOf(value);
      if (text !== undefined && text.length >= 6 && !resources.has(text)) resources.set(text, name);
    }
    const id = textOf(outputs["id"]);
    if (id !== undefined && /^[A-Za-z0-9_-]{6,}$/.test(id) && !words.has(id))
      words.set(id, `${type} ${name}`);
  }
  return {
    neutral: (text) => text.replace(word, (one) => words.get(one) ?? one),
    resourceNamed: (text) => resources.get(text),
    nameOfUrn: (urn) => (urn === undefined ? undefined : urns.get(urn)),
  };
}
