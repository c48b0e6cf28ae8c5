import { limits } from "../budget/limits";
import { nearLimits, usesOf } from "../budget/uses-of";
import type { Note, Noted } from "./note";

/** From how much of a limit on it is a note. */
const nearPercent = 80;

/** GH039: limits of AWS that are near. */
export function closeToLimits({ definition }: Pick<Noted, "definition">): readonly Note[] {
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
