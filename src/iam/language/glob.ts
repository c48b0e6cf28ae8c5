/** One character of a pattern: itself, any one, or any run. */
export type PatternPart = { text: string } | "?" | "*";

/** A pattern in its parts; text that a policy variable gave stays text. */
export type Pattern = readonly PatternPart[];

/** `*` and `?` as wildcards, everything else as text. */
export function patternOf(text: string): Pattern {
  return [...text].map((character) =>
    character === "*" || character === "?" ? character : { text: character },
  );
}

/** How far `*` reaches. */
export interface GlobOptions {
  /** A `*` inside one of the first five segments of an ARN does not run over colons. */
  bySegment?: boolean;
}

/** Whether each part is a `*` that stays inside its segment of an ARN. */
function boundStars(pattern: Pattern): readonly boolean[] {
  let colons = 0;
  return pattern.map((part, index) => {
    const next = pattern[index + 1];
    if (typeof part === "object" && part.text === ":") colons += 1;
    const ends = next === undefined || (typeof next === "object" && next.text === ":");
    return part === "*" && colons < 5 && !ends;
  });
}

/**
 * Matches a whole text against a pattern, case-sensitively, in time that grows with the product of
 * both lengths, whatever the pattern.
 */
export function matchesGlob(pattern: Pattern, text: string, options: GlobOptions = {}): boolean {
  const bound = options.bySegment === true ? boundStars(pattern) : [];
  const characters = [...text];
  const size = characters.length;
  // reachable[end]: the pattern so far matches the first `end` characters.
  let reachable: readonly boolean[] = [true, ...characters.map(() => false)];
  for (const [index, part] of pattern.entries()) {
    const next = new Array<boolean>(size + 1).fill(false);
    for (let end = 0; end <= size; end += 1) {
      const character = characters[end - 1];
      if (part === "*") {
        const extended = end > 0 && next[end - 1] === true && !(bound[index] && character === ":");
        next[end] = reachable[end] === true || extended;
      } else if (end > 0 && reachable[end - 1] === true) {
        next[end] = part === "?" || part.text === character;
      }
    }
    reachable = next;
  }
  return reachable[size] === true;
}

/** Whether a `*` may not run over colons, as `boundStars` says of each. */
const hasBoundStar = /^(?:[^:]*:){0,4}[^:]*\*(?!:|$)/;

/** Matches where each `*` runs over anything and there is no `?`: the shortest run first, longer ones on a mismatch. */
function matchesStars(written: string, text: string): boolean {
  let at = 0;
  let end = 0;
  let star = -1;
  // Where the run of the last star ends so far.
  let run = 0;
  while (end < text.length) {
    if (written[at] === "*") {
      star = at;
      run = end;
      at += 1;
    } else if (written[at] === text[end]) {
      at += 1;
      end += 1;
    } else if (star >= 0) {
      run += 1;
      at = star + 1;
      end = run;
    } else return false;
  }
  while (written[at] === "*") at += 1;
  return at === written.length;
}

/** Matches text against a pattern as it is written; what stands before the first wildcard is compared at once. */
export function matchesText(written: string, text: string, options: GlobOptions = {}): boolean {
  const cut = written.search(/[*?]/);
  if (cut < 0) return written === text;
  if (!text.startsWith(written.slice(0, cut))) return false;
  if (cut === written.length - 1 && written[cut] === "*") return true;
  const free = !(options.bySegment === true && hasBoundStar.test(written));
  if (free && !written.includes("?")) return matchesStars(written, text);
  return matchesGlob(patternOf(written), text, options);
}
