import { authorizerEdits } from "./edits-of-authorizers";
import { integrationEdits } from "./edits-of-integrations";
import { keyEdits } from "./edits-of-keys";
import { policyEdits } from "./edits-of-policies";
import { routeEdits } from "./edits-of-routes";
import type { EditOf } from "./places";
import type { MutableGraph } from "./peopled";
import { randomOf } from "./random";

/** One edit of a graph, the same each time it is made. */
export interface Edit {
  name: string;
  seed: number;
}

const all: Readonly<Record<string, EditOf>> = {
  ...integrationEdits,
  ...policyEdits,
  ...routeEdits,
  ...authorizerEdits,
  ...keyEdits,
};

/** The kinds of edits. */
export const editNames: readonly string[] = Object.keys(all);

/** Makes these edits in a graph, and says of each what it changed. */
export function applyEdits(graph: MutableGraph, edits: readonly Edit[]): readonly string[] {
  return edits.map(({ name, seed }) => {
    const said = all[name]?.(graph, randomOf(seed));
    return `${name}: ${said ?? "nothing to change"}`;
  });
}
