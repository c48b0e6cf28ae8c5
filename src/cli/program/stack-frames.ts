/** Where a line of a stack stands. */
export interface Frame {
  file: string;
  line: number;
  column: number;
}

/** The places that a stack names, innermost first: `at name (file:///a.ts:1:2)` or `/a.ts:1:2`. */
export function framesOf(stack: string): Frame[] {
  return stack.split("\n").flatMap((text) => {
    const line = text.trim();
    const bare = line.endsWith(")") ? line.slice(line.lastIndexOf(" (") + 2, -1) : line;
    const found = /^(.+):(\d+):(\d+)$/.exec(bare.replace(/^at /, ""));
    if (!found) return [];
    const [, file = "", row, column] = found;
    return [{ file: file.replace(/^file:\/\//, ""), line: Number(row), column: Number(column) }];
  });
}
