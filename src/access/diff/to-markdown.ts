import { code, codes, plain, table } from "../report/text";
import { unreadMarkdown } from "../report/unread-text";
import type { Change } from "./change";
import type { Verdict } from "../../graph/inputs/properties";
import { countsOf, headline, ownersReasons, type Reviewed } from "./reviewed";
import { propertyText } from "./to-text";

/** By this a comment finds itself again. */
export const commentMark = "<!-- gatehouse: access diff -->";

/** GitHub takes comments of 65,536 characters. */
const longest = 60_000;
const mostRows = 150;

const titles: Readonly<Record<Verdict, string>> = {
  WIDER: "Wider: somebody may call more",
  NARROWER: "Narrower: somebody may call less",
  OTHER: "Other: which callers change, and what is written down",
};

function row(change: Change): readonly string[] {
  const { where, who, from, to, stacks, property } = change;
  const step = from === to ? code(from, 120) : `${code(from, 120)} → ${code(to, 120)}`;
  const places = `${codes(where, 6)}${stacks === undefined || property === "stack" ? "" : ` (stack ${codes(stacks, 6)})`}`;
  return [places, propertyText(change), step, code(who, 160)];
}

function section(verdict: Verdict, changes: readonly Change[]): readonly string[] {
  if (changes.length === 0) return [];
  const who = { WIDER: "who gains", NARROWER: "who loses", OTHER: "who is affected" }[verdict];
  const shown = changes.slice(0, mostRows);
  const left = changes.length - shown.length;
  return [
    `### ${titles[verdict]}`,
    "",
    ...table(["where", "property", "base → head", who], shown.map(row)),
    ...(left > 0 ? ["", `${left} more are not shown.`] : []),
    "",
  ];
}

/** Cuts whole lines, so that no table ends inside a cell. */
function bounded(lines: readonly string[]): string {
  const kept: string[] = [];
  let size = 0;
  for (const line of lines) {
    size += line.length + 1;
    if (size > longest) return [...kept, "", "The rest does not fit into a comment."].join("\n");
    kept.push(line);
  }
  return kept.join("\n");
}

/**
 * A diff as the text of a comment. All that comes from a graph stands in code spans, in which GitHub reads no
 * link, mention or HTML; it has an upper bound.
 */
export function toMarkdown(reviewed: Reviewed): string {
  const { changes, problems, unread } = reviewed;
  const owners = ownersReasons(reviewed);
  const notRead =
    unread.length > 0 ? ["### Not read", "", ...unreadMarkdown(unread.slice(0, 50)), ""] : [];
  const of = (verdict: Verdict) =>
    section(
      verdict,
      changes.filter((one) => one.verdict === verdict),
    );
  const { WIDER } = countsOf(reviewed);
  const owner =
    owners.length > 0
      ? [
          "### NEEDS OWNER",
          "",
          ...owners.slice(0, 20).map(({ what, why }) => `- ${code(what, 200)} ${code(why, 400)}`),
          ...(owners.length > 20 ? [`- and ${owners.length - 20} more`] : []),
          "",
        ]
      : [];
  const refused =
    problems.length > 0
      ? [
          "### AWS would refuse this",
          "",
          ...problems.slice(0, 20).map((text) => `- ${code(text, 500)}`),
          "",
        ]
      : [];
  return `${bounded([
    commentMark,
    `## Who may call what: ${plain(headline(reviewed))}`,
    "",
    ...(WIDER > 0 ? ["An owner of `access.md` must approve what is wider.", ""] : []),
    ...notRead,
    ...owner,
    ...of("WIDER"),
    ...of("NARROWER"),
    ...of("OTHER"),
    ...refused,
  ])}\n`;
}
