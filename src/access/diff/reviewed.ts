import { unreadCount } from "../report/unread-text";
import type { OwnersReason } from "./compare-inputs";
import type { Diff } from "./diff-access";
import type { Verdict } from "../../graph/inputs/properties";

/** A diff with what a reviewer needs beside it: files that need an owner, of the graphs and of the changed ones, each once. */
export type Reviewed = Diff;

/** Everything that only an owner should merge: files, and what is not read. */
export function ownersReasons({ ownersFiles, owners }: Reviewed): readonly OwnersReason[] {
  return [...owners, ...ownersFiles.map(({ file, why }) => ({ what: file, why }))];
}

/** How many changes there are of each verdict. */
export function countsOf({ changes }: Diff): Readonly<Record<Verdict, number>> {
  const counts = { WIDER: 0, NARROWER: 0, OTHER: 0 };
  for (const { verdict } of changes) counts[verdict] += 1;
  return counts;
}

/** The result in one line. */
export function headline(reviewed: Reviewed): string {
  const { WIDER, NARROWER, OTHER } = countsOf(reviewed);
  const { unread } = reviewed;
  const owner = ownersReasons(reviewed).length > 0 ? "; NEEDS OWNER" : "";
  const left = unread.length > 0 ? `; ${unreadCount(unread)}` : "";
  const nobody = unread.length > 0 ? "Of what is read, nobody" : "Nobody";
  return reviewed.changes.length === 0
    ? `${nobody} may call more or less than before${left}${owner}.`
    : `${WIDER} wider, ${NARROWER} narrower, ${OTHER} other${left}${owner}.`;
}
