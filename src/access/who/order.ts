/** Orders texts by code unit: the same on every machine, whatever its language. */
export function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** The different texts among these, in order. */
export function sorted(texts: Iterable<string>): string[] {
  return [...new Set(texts)].sort(compareText);
}
