import { checkTitles } from "../../access/explain/checks";
import { shorten } from "../../base/text";
import { printable } from "../../local/log/line";
import type { Explanation } from "./explanation";

const marks = { passed: "ok", refused: "REFUSED", notAsked: "-" } as const;

/** An explanation for people. */
export function printExplanation(explanation: Explanation): string {
  const { request, as, allowed, steps, answer, mend, passes, notes } = explanation;
  const widest = Math.max(...steps.map(({ check }) => checkTitles[check].length));
  const lines = [
    `${request}  as ${as}: ${allowed ? "allowed" : "refused"}`,
    "",
    ...steps.flatMap(({ check, outcome, because }) =>
      outcome === "notReached"
        ? []
        : [
            `  ${checkTitles[check].padEnd(widest)}  ${marks[outcome].padEnd(7)}  ${because}`.trimEnd(),
          ],
    ),
  ];
  const unreached = steps.filter(({ outcome }) => outcome === "notReached");
  if (unreached.length > 0) {
    lines.push(`  not reached: ${unreached.map(({ check }) => checkTitles[check]).join(", ")}`);
  }
  if (answer) {
    const kind = [answer.errorType, answer.responseType].filter(Boolean).join(", ");
    const from = answer.responseType ? "AWS answers" : "The function answers";
    lines.push("", `${from} ${answer.status} ${answer.body}${kind ? `  (${kind})` : ""}`);
  }
  if (mend !== undefined) lines.push(`To let it pass: ${mend}`);
  if (passes) lines.push(passesLine(passes));
  lines.push(...notes);
  return lines.map(printLine).join("\n");
}

function passesLine(passes: readonly string[]): string {
  const most = 8;
  if (passes.length === 0) return "Of all that the graph knows, nobody passes.";
  const more = passes.length > most ? ` and ${passes.length - most} more` : "";
  return `Who passes: ${passes.slice(0, most).join(", ")}${more}`;
}

/** One line each, for a comparison. */
export function printTable(explanations: readonly Explanation[]): string {
  const widest = Math.max(...explanations.map(({ as }) => as.length));
  const lines = explanations.map(({ as, allowed, steps, answer }) => {
    const refused = steps.find(({ outcome }) => outcome === "refused");
    const why = refused ? `${checkTitles[refused.check]}: ${refused.because}` : "";
    return `  ${as.padEnd(widest)}  ${allowed ? "allowed" : `refused ${answer?.status}`.padEnd(11)}  ${firstClauses(why)}`.trimEnd();
  });
  const request = explanations[0]?.request ?? "";
  const notes = new Set(explanations.flatMap(({ notes: own }) => own));
  return [request, "", ...lines, ...(notes.size > 0 ? ["", ...notes] : [])]
    .map(printLine)
    .join("\n");
}

const longest = 140;

/** As many of its clauses as fit a line; an ARN is never cut while the clause before it stands. */
function firstClauses(text: string): string {
  const end = text.length > longest ? text.lastIndexOf("; ", longest) : -1;
  return shorten(end === -1 ? text : text.slice(0, end), longest);
}

/** A gateway response may hold line breaks; all else stays on its line. */
const printLine = (line: string) => line.split("\n").map(printable).join("\n");
