import type { Deployed } from "../../graph/deployed";
import type { Note } from "../notes/note";
import { limits, restingPlaces } from "./limits";
import { usesOf, type Use } from "./uses-of";

/** From how much of a limit on a preview says so. */
export const nearPercent = 80;

/** Uses that are near a limit, or over it. */
export function nearLimits(uses: readonly Use[], percent: number): readonly Use[] {
  return uses.filter((use) => use.percent >= percent && !restingPlaces.has(use.limit));
}

/** Notes about limits that are near, for a preview. */
export function budgetNotes(definition: Deployed): readonly Note[] {
  return nearLimits(usesOf(definition), nearPercent).map(({ limit, of, used, most, percent }) => {
    const { what, raisable, source } = limits[limit];
    const mend = raisable ? "AWS raises it on request" : "AWS does not raise it";
    return {
      code: "GH039",
      where: of,
      text: `${used} of ${most} ${what} are taken (${percent} %). ${mend}: ${source}`,
    };
  });
}
