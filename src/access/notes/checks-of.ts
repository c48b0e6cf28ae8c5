import { accessOf, type Access } from "../who/access-of";
import type { Deployed } from "../../graph/deployed";
import { noteCodes, type Severity } from "./codes";
import type { Note } from "./note";
import { notesOf } from "./notes-of";
import { compareText } from "../who/order";
import { acceptancesOf, accepts, readAcceptances, type AcceptedTexts } from "./acceptances";

/** A note with what follows from it. */
export interface Check extends Note {
  severity: Severity;
  /** The meaning of the code. */
  title: string;
  /** Why somebody has accepted it; absent where nobody has. */
  accepted?: string;
}

/** What `checksOf` takes beside the graph. */
export interface CheckOptions {
  /** What is accepted, beside what the graph's own table accepts. */
  accept?: AcceptedTexts;
  /** Who may call what, where that is known already. @default asked of the graph */
  access?: Access;
}

/**
 * Every note about a graph, with its severity and, where somebody has accepted it, the reason. Acceptances that
 * nothing needs, and those that say nothing, are checks themselves.
 */
export function checksOf(
  definition: Deployed,
  { accept = {}, access = accessOf(definition) }: CheckOptions = {},
): readonly Check[] {
  const sides = [acceptancesOf(definition.graph), readAcceptances(accept)];
  const acceptances = sides.flatMap((one) => one.acceptances);
  const found = notesOf({ definition, access });
  const unneeded = acceptances
    .filter((one) => !found.some((note) => accepts(one, note)))
    .map(({ of, code }): Note => ({
      code: "GH037",
      where: of,
      text: `${code} is accepted here, and nothing needs that. Take it out of \`accept\`.`,
    }));
  return [...found, ...unneeded, ...sides.flatMap(({ faults }) => faults)]
    .map((note): Check => {
      const reason = acceptances.find((one) => accepts(one, note))?.reason;
      return {
        ...note,
        severity: noteCodes[note.code].severity,
        title: noteCodes[note.code].title,
        ...(reason !== undefined && { accepted: reason }),
      };
    })
    .sort((a, b) => compareText(a.code, b.code) || compareText(a.where, b.where));
}

/** The checks of a severity that nobody has accepted. */
export function openChecks(checks: readonly Check[], severity: Severity): readonly Check[] {
  return checks.filter((one) => one.severity === severity && one.accepted === undefined);
}
