/** A piece of a file that is replaced; an insertion where start and end are the same. */
export interface Edit {
  start: number;
  end: number;
  text: string;
}

/** The text with its edits. Lines keep their numbers, so that stack traces and breakpoints stay right. */
export function applyEdits(text: string, edits: readonly Edit[]): string {
  const sorted = edits
    .map((edit, order) => ({ ...edit, order }))
    .sort((a, b) => a.start - b.start || a.end - b.end || a.order - b.order);
  let result = "";
  let position = 0;
  for (const edit of sorted) {
    const lost = linesIn(text.slice(edit.start, edit.end)) - linesIn(edit.text);
    result += text.slice(position, edit.start) + edit.text + "\n".repeat(Math.max(0, lost));
    position = edit.end;
  }
  return result + text.slice(position);
}

function linesIn(text: string): number {
  return text.split("\n").length - 1;
}
