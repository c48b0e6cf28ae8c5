import { unreadLines } from "../report/unread-text";
import type { Budget } from "./budget-of";
import { limits } from "./limits";
import { ratesSource } from "./rates";
import type { Use } from "./uses-of";

function aligned(head: readonly string[], rows: readonly (readonly string[])[]): readonly string[] {
  const all = [head, ...rows];
  const widths = head.map((_, column) => Math.max(...all.map((row) => (row[column] ?? "").length)));
  return all.map((row) =>
    row
      .map((cell, column) =>
        column === 0 ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0),
      )
      .join("  ")
      .trimEnd(),
  );
}

/** The nearest of each limit. */
const nearest = (uses: readonly Use[]) =>
  uses.filter((use, at) => uses.findIndex(({ limit }) => limit === use.limit) === at);

/** A budget for a terminal: every call, and of each limit where it is nearest. */
export function toText({ unread, calls, total, seconds, updateSeconds, uses }: Budget): string {
  const notRead = unreadLines(unread);
  const number = (value: number) => value.toLocaleString("en-US");
  return [
    ...(notRead.length > 0 ? [...notRead, ""] : []),
    ...aligned(
      ["call", "first deploy", "seconds", "everything changed", "seconds"],
      calls.map((one) => [
        one.operation,
        number(one.count),
        number(one.seconds),
        number(one.updates),
        number(one.updateSeconds),
      ]),
    ),
    "",
    `A first deploy makes ${number(total)} calls, reads included, and takes at least ${number(seconds)} s by AWS's rates; one that changes everything at least ${number(updateSeconds)} s.`,
    `Rates hold for an account and region together: ${ratesSource}`,
    "",
    ...aligned(
      ["limit", "of", "used", "most", "%"],
      nearest(uses).map(({ limit, of, used, most, percent }) => [
        limits[limit].what,
        of,
        number(used),
        number(most),
        String(percent),
      ]),
    ),
  ].join("\n");
}
