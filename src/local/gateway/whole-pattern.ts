/** Java's flags at the start of an expression, `(?i)` or `(?is)`, which JavaScript writes behind it. */
const leadingFlags = /^\(\?([ims]+)\)/;

/** An expression that must match a whole text, as Java's `matches` does; what is none here matches nothing. */
export function compileWholePattern(text: string): RegExp {
  const flags = leadingFlags.exec(text);
  try {
    // By itself first: `a)|(b` is none, and between the brackets below it would be one.
    const { source } = new RegExp(flags ? text.slice(flags[0].length) : text);
    return new RegExp(`^(?:${source})$`, flags?.[1]);
  } catch {
    return /(?!)/;
  }
}
