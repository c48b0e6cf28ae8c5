import type { GraphIndex } from "./graph-index";
import type { Home } from "./home";

/** What the readers share: the graph's resources, where they live, and what is found wrong on the way. */
export interface Reading {
  index: GraphIndex;
  home: Home;
  /** AWS would refuse to deploy this. */
  problem(text: string): void;
  /** AWS does otherwise than this reads, or a value is not known and so refuses. */
  warn(text: string): void;
}

/** `RestApi "shop"`, as messages name a resource. */
export function nameOf(entry: { type: string; name: string }): string {
  return `${entry.type.split(":").at(-1)} "${entry.name}"`;
}
