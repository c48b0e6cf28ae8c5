import { plain } from "../report/text";
import { unreadLines } from "../report/unread-text";
import { ofKind, verifiedLine, type Finding, type Verified } from "./findings";

function differing({ endpoint, as, expected, found, because }: Finding): readonly string[] {
  const real = expected === "allowed" ? "REFUSED" : "ALLOWED";
  return [
    `${real}  ${plain(endpoint)}  as ${plain(as)}`,
    `         answered ${plain(found)}; expected: ${expected}, since ${plain(because)}`,
  ];
}

/** Several of one reason as one line: `GET /a, GET /b  as role:x, role:y`. */
function grouped(title: string, all: readonly { who: string; reason: string }[]): string[] {
  const byReason = new Map<string, string[]>();
  for (const { who, reason } of all) byReason.set(reason, [...(byReason.get(reason) ?? []), who]);
  return [...byReason].map(([reason, whos]) => {
    const names = [...new Set(whos)];
    const shown = names.slice(0, 4).map((one) => plain(one));
    const more = names.length > 4 ? ` and ${names.length - 4} more` : "";
    return `${title} ${whos.length}: ${plain(reason)} (${shown.join(", ")}${more})`;
  });
}

/** What differs, what could not be asked, and a line that sums it up. */
export function verifyText(verified: Verified): string {
  const lines = ofKind(verified, "differs").flatMap(differing);
  const list = (kind: Finding["kind"]) =>
    ofKind(verified, kind).map(({ endpoint, as, found }) => ({
      who:
        kind === "skipped" && /^(authorizer|role|user|key|pool)|token of/.test(as)
          ? as
          : `${endpoint} as ${as}`,
      reason: found,
    }));
  const apart = [
    ...grouped("no answer", list("failed")),
    ...grouped("limited", list("limited")),
    ...grouped("skipped", [
      ...list("skipped"),
      ...verified.left.map(({ caller, reason }) => ({ who: caller, reason })),
    ]),
  ];
  const notRead = unreadLines(verified.unread);
  const head = notRead.length > 0 ? [...notRead, ""] : [];
  return [
    ...head,
    ...lines,
    ...(lines.length > 0 ? [""] : []),
    ...apart,
    verifiedLine(verified),
  ].join("\n");
}
