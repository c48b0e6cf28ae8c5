import { code, plain } from "./text";
import type { Unread } from "../../graph/unread";

const mostLines = 20;

/** `3 things that may carry endpoints, permissions or people are not read` */
export function unreadCount(unread: readonly Unread[]): string {
  const [things, are] = unread.length === 1 ? ["thing", "is"] : ["things", "are"];
  return `${unread.length} ${things} that may carry endpoints, permissions or people ${are} not read`;
}

/** What is not read, for the head of an output; nothing where everything is. */
export function unreadLines(unread: readonly Unread[], title = "Not read"): readonly string[] {
  if (unread.length === 0) return [];
  const shown = unread
    .slice(0, mostLines)
    .map(({ what, why }) => `  ${plain(what)}: ${plain(why)}.`);
  const left = unread.length - shown.length;
  return [
    `${title}: ${unreadCount(unread)}, so what stands below may be less than there is.`,
    ...shown,
    ...(left > 0 ? [`  and ${left} more`] : []),
  ];
}

/** Likewise, for a page of Markdown. */
export function unreadMarkdown(unread: readonly Unread[]): readonly string[] {
  return unread.map(({ what, why }) => `- ${code(what, 200)}: ${plain(why)}.`);
}
