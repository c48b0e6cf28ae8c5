/** A word longer than this is cut, so that a text without spaces keeps most of its length. */
const longestWord = 40;

/** A text of at most some characters, cut behind a whole word where it is longer. */
export function shorten(text: string, longest: number): string {
  if (text.length <= longest) return text;
  // One character more: a word that ends exactly here is whole.
  const start = text.slice(0, longest + 1);
  const space = start.lastIndexOf(" ");
  const end = space >= longest - longestWord && space > 0 ? space : longest;
  // Half of a surrogate pair is no character.
  const whole = /[\uD800-\uDBFF]$/.test(start.slice(0, end)) ? end - 1 : end;
  return `${start.slice(0, whole).replace(/[\s,;:.]$/, "")}…`;
}

/** Each line once, in the order of its first place, with how often it came. */
export function counted(lines: readonly string[]): string[] {
  const counts = new Map<string, number>();
  for (const line of lines) counts.set(line, (counts.get(line) ?? 0) + 1);
  return [...counts].map(([line, count]) => (count > 1 ? `${line} (${count} times)` : line));
}
