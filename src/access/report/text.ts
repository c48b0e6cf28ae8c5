import { shorten } from "../../base/text";

const longest = 300;

/** Text of a graph without what could change how the lines around it read, and not longer than a line. */
export function plain(text: string, most = longest): string {
  // Control characters, marks of writing direction, and halves of characters.
  const clean = text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]+/gu, " ").trim();
  return shorten(clean, most);
}

/**
 * Text of a graph as a code span of Markdown, in which nothing is a link, a mention, HTML or an end of the
 * table's cell.
 */
export function code(text: string, most = longest): string {
  const shown = plain(text, most).replaceAll("`", "'").replaceAll("|", "\\|");
  return shown === "" ? "(empty)" : `\`${shown}\``;
}

/** Several as code spans. */
export function codes(texts: readonly string[], most = 50): string {
  const shown = texts.slice(0, most).map((text) => code(text));
  const left = texts.length - shown.length;
  return [...shown, ...(left > 0 ? [`and ${left} more`] : [])].join(", ");
}

/** A table of Markdown. Cells are not padded, so that a wide one changes no other line. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string[] {
  const line = (cells: readonly string[]) => `| ${cells.join(" | ")} |`;
  return [line(head), line(head.map(() => "---")), ...rows.map(line)];
}
