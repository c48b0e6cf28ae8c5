/** An expression that must match a whole text, as Java's `matches` does; what is none here matches nothing. */
export function compileWholePattern(text: string): RegExp {
  try {
    // By itself first: `a)|(b` is none, and between the brackets below it would be one.
    return new RegExp(`^(?:${new RegExp(text).source})$`);
  } catch {
    return /(?!)/;
  }
}
