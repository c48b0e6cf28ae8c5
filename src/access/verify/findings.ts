import type { Unread } from "../../graph/unread";
import type { Ask } from "./asks-of";
import { errorTypeOf, outcomeOf, type Answer } from "./outcome";

/** What became of one question. */
export type Asked = { ask: Ask } & (
  | { answer: Answer }
  /** The proof could not be had, or the question was not to be asked. */
  | { skipped: string }
  /** Nobody answered. */
  | { failed: string }
);

/** One line of a result. */
export interface Finding {
  /** `GET /stock/{restaurant}` */
  endpoint: string;
  as: string;
  kind: "same" | "differs" | "limited" | "skipped" | "failed";
  expected: "allowed" | "refused" | "unsure";
  /** Why that is expected. */
  because: string;
  /** What was answered: `200`, `403 ForbiddenException`; why it was not asked, or failed. */
  found: string;
}

/** Everything that was found out. */
export interface Verified {
  /** What was asked: an address without its query. */
  target: string;
  findings: readonly Finding[];
  /** What may carry endpoints or permissions and is not read: nothing was asked of that. */
  unread: readonly Unread[];
  /** Callers that nothing was asked as. */
  left: readonly { caller: string; reason: string }[];
}

/** `403 ForbiddenException` */
function answerText(answer: Answer): string {
  const type = errorTypeOf(answer);
  return type === undefined ? String(answer.status) : `${answer.status} ${type}`;
}

/** What one question found. */
export function findingOf(asked: Asked): Finding {
  const { access, caller, expected } = asked.ask;
  const at = {
    endpoint: access.endpoint.label,
    as: caller.name,
    expected: expected.answer,
    because: expected.because,
  };
  if ("skipped" in asked) return { ...at, kind: "skipped", found: asked.skipped };
  if ("failed" in asked) return { ...at, kind: "failed", found: asked.failed };
  const outcome = outcomeOf(asked.answer);
  const kind = outcome === "limited" ? "limited" : outcome === expected.answer ? "same" : "differs";
  return { ...at, kind, found: answerText(asked.answer) };
}

/** The findings of a kind. */
export function ofKind({ findings }: Verified, kind: Finding["kind"]): readonly Finding[] {
  return findings.filter((one) => one.kind === kind);
}

/** The result in one line. */
export function verifiedLine(verified: Verified): string {
  const count = (kind: Finding["kind"]) => ofKind(verified, kind).length;
  const skipped = count("skipped") + verified.left.length;
  const asked = verified.findings.length - count("skipped");
  const rest = [
    ...(count("failed") > 0 ? [`${count("failed")} without an answer`] : []),
    ...(count("limited") > 0 ? [`${count("limited")} limited (429)`] : []),
    ...(skipped > 0 ? [`${skipped} skipped`] : []),
  ];
  const differs = count("differs");
  const end = differs === 0 ? "none differs" : `${differs} ${differs === 1 ? "differs" : "differ"}`;
  return `${[`${asked} asked of ${verified.target}, ${end}`, ...rest].join(", ")}.`;
}
