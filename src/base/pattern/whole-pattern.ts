import { compilePattern, type Pattern } from "./pattern";

/** Java's flags at the start of an expression, `(?i)` or `(?is)`, which JavaScript writes behind it. */
const leadingFlags = /^\(\?([ims]+)\)/;

/** An expression that must match a whole text, as Java's `matches` does; what is none here matches nothing. */
export function compileWholePattern(text: string): Pick<Pattern, "test"> {
  const flags = leadingFlags.exec(text);
  const source = flags ? text.slice(flags[0].length) : text;
  const pattern = compilePattern(source, { whole: true, flags: [...new Set(flags?.[1])].join("") });
  return pattern ?? { test: () => false };
}
