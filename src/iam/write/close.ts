import { refuseRows } from "./close-rows";
import type { Closing } from "./closing";
import { hitsOf } from "./hits";
import { patternOf, star, type Pattern } from "./pattern";
import type { VerbRow } from "./segments";

/**
 * Closes the patterns of declared calls, first by depth, then row by row, so that they open nothing else.
 * Paths with an empty segment or a slash at the end are not its matter: `callStatements` refuses all.
 */
export function close(called: readonly VerbRow[], rows: readonly VerbRow[]): Closing {
  const byDepth: Pattern[] = [];
  let deepest = 0;
  for (const call of called) {
    const pattern = patternOf(call.segments);
    let depth = pattern.length;
    for (const [i, part] of pattern.entries()) {
      if (part !== star) continue;
      const { extra, closing } = depthClosing(pattern, { at: i, called });
      depth += extra;
      if (closing) byDepth.push(closing);
    }
    deepest = Math.max(deepest, depth);
  }
  const rest = refuseRows({ called, rows, closed: byDepth, deepest });
  return { ...rest, refused: [...byDepth, ...rest.refused] };
}

/**
 * The pattern that refuses what a `*` takes beyond its own segment. Where a declared call lies below, it
 * begins under that one; `extra` is how many segments stay open. No closing: a greedy call lies below.
 */
function depthClosing(
  pattern: Pattern,
  { at, called }: { at: number; called: readonly VerbRow[] },
): { extra: number; closing?: Pattern } {
  const deepest = Math.max(...called.map(({ segments }) => segments.length));
  for (let extra = 0; pattern.length + extra <= deepest; extra++) {
    const closing = pattern.toSpliced(at, 1, ...Array<string>(extra + 2).fill(star));
    if (called.every(({ segments }) => hitsOf(closing, segments).length === 0)) {
      return { extra, closing };
    }
  }
  return { extra: deepest - pattern.length + 1 };
}
