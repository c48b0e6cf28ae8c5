import type { Diff } from "./diff-access";
import type { Verdict } from "./properties";

/** A diff with what a reviewer needs beside it: files that need an owner, of the graphs and of the changed ones, each once. */
export type Reviewed = Diff;

/** How many changes there are of each verdict. */
export function countsOf({ changes }: Diff): Readonly<Record<Verdict, number>> {
  const counts = { WIDER: 0, NARROWER: 0, OTHER: 0 };
  for (const { verdict } of changes) counts[verdict] += 1;
  return counts;
}

/** The result in one line. */
export function headline(reviewed: Reviewed): string {
  const { WIDER, NARROWER, OTHER } = countsOf(reviewed);
  const owner = reviewed.ownersFiles.length > 0 ? "; NEEDS OWNER" : "";
  return reviewed.changes.length === 0
    ? `Nobody may call more or less than before${owner}.`
    : `${WIDER} wider, ${NARROWER} narrower, ${OTHER} other${owner}.`;
}
