import { hitsOf } from "./hits";
import type { Pattern } from "./pattern";
import { routeOf, type VerbRow } from "./segments";

/** What must be refused beside the declared calls of one verb. */
export interface Closing {
  /** Paths, without a slash at the front. */
  refused: readonly Pattern[];
  /** Letters whose needless percent-encoding would spell a refused row. */
  letters: ReadonlySet<string>;
  notes: readonly string[];
  problems: readonly string[];
}

/** What `refuseRows` reads. */
export interface Context {
  called: readonly VerbRow[];
  rows: readonly VerbRow[];
  /** What is refused already. */
  closed: readonly Pattern[];
  /** As many segments as a path can have that is not refused by depth. */
  deepest: number;
}

/** What it has found so far. */
export interface Found {
  refused: Pattern[];
  letters: Set<string>;
  notes: Set<string>;
  problems: Set<string>;
}

/** Refuses paths of a row, and lists the values of declared calls that go with them. */
export function refuse(
  { called }: Context,
  found: Found,
  { paths, other }: { paths: Pattern; other: VerbRow },
): void {
  found.refused.push(paths);
  for (const { row, segments } of called) {
    for (const hit of hitsOf(paths, segments)) {
      const values = hit.map(({ parameter, value }) => `"${value}" for {${parameter}}`);
      found.notes.add(
        `${routeOf(row)} refuses the value ${values.join(" with ")}: it spells ` +
          `${routeOf(other.row)}, which is not declared.`,
      );
    }
  }
}
