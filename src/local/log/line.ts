import { shorten } from "../../base/text";
import type { DecisionRecord, SentCode } from "../start/services";

/** Paints text in a terminal; gives it back as it is elsewhere. */
export type Paint = (colour: "red" | "green" | "yellow" | "dim", text: string) => string;

const codes = { red: 31, green: 32, yellow: 33, dim: 2 };

/** Colours, where the output goes to a person. */
export function paintFor(colours: boolean): Paint {
  return (colour, text) => (colours ? `\u001b[${codes[colour]}m${text}\u001b[0m` : text);
}

/**
 * One line for a call, and below a refused one what it had passed and what would have let it pass:
 *
 *     14:02:11  GET /dev/stock/7  403  MISSING_AUTHENTICATION_TOKEN: the request carries no signature  2 ms
 *               passed: routed to GET /stock/{restaurant}
 *               mend:   sign it (Signature Version 4, …) as billing or diners
 */
export function decisionLine(record: DecisionRecord, paint: Paint): string {
  const { method, path, status, milliseconds } = record;
  const colour = status >= 500 ? "red" : status >= 400 ? "yellow" : "green";
  const line = [
    paint("dim", clock(record.at)),
    `${printable(method)} ${printable(path)}`,
    paint(colour, String(status)),
    record.allow ? whoFor(record) : paint("yellow", whyFor(record)),
    paint("dim", `${Math.round(milliseconds)} ms`),
  ]
    .filter((part) => part !== "")
    .join("  ");
  return [line, ...reasonLines(record, paint)].join("\n");
}

/** Below the request, behind the time. */
const indent = " ".repeat(10);

function reasonLines({ allow, because, mend, note }: DecisionRecord, paint: Paint): string[] {
  if (allow) return note === undefined ? [] : [`${indent}note:   ${shortened(note)}`];
  const passed = shortened(because.slice(0, -1).join("; "));
  return [
    ...(passed === "" ? [] : [`${indent}${paint("dim", `passed: ${passed}`)}`]),
    ...(mend === undefined ? [] : [`${indent}mend:   ${shortened(mend)}`]),
  ];
}

function whoFor(record: DecisionRecord): string {
  const { principal, usagePlan, status } = record;
  const who = principal ? `for ${printable(principal)}` : "";
  const plan = usagePlan ? `plan ${printable(usagePlan)}` : "";
  const failed = status >= 500 ? reason(record) : "";
  return [who, plan, failed].filter((part) => part !== "").join(", ");
}

/** A reason may quote what a function answered; whole it stands behind `logUrl`. */
const longestReason = 240;

function reason({ because }: DecisionRecord): string {
  return shortened(because.at(-1) ?? "");
}

const shortened = (text: string) => shorten(printable(text), longestReason);

function whyFor(record: DecisionRecord): string {
  const { responseType } = record;
  const why = reason(record);
  return [responseType ?? "", why].filter((part) => part !== "").join(": ");
}

/** Address and code on one line, so that both can be copied. */
export function codeLine({ at, purpose, userPool, to, code }: SentCode, paint: Paint): string {
  return `${paint("dim", clock(at))}  ${printable(purpose)} for ${printable(to)} (${printable(userPool)}): ${paint("green", printable(code))}`;
}

function clock(at: string): string {
  const date = new Date(at);
  return [date.getHours(), date.getMinutes(), date.getSeconds()]
    .map((part) => String(part).padStart(2, "0"))
    .join(":");
}

/** Requests come from anywhere: their text must not steer the terminal. */
export function printable(text: string): string {
  return text.replace(/[\u0000-\u001f\u007f-\u009f\u2028-\u202e\u2066-\u2069]/g, (character) =>
    encodeURIComponent(character),
  );
}
