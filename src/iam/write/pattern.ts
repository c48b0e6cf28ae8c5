import type { Segment } from "./segments";

/**
 * A pattern of paths, one entry a segment: fixed text or `*`. In an IAM resource a `*` also matches
 * slashes, so here it stands for one segment or more. That it may match nothing at all, too, only
 * concerns paths with an empty segment; statements refuse those apart.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_resource.html
 */
export type Pattern = readonly string[];

/** The entry of a pattern that matches anything. */
export const star = "*";

/** The pattern that allows a row: `*` for each parameter. */
export function patternOf(segments: readonly Segment[]): Pattern {
  return segments.map((segment) => (segment.kind === "text" ? segment.text : star));
}

/** Whether all that one pattern matches is matched by the other. */
export function covers(outer: Pattern, inner: Pattern): boolean {
  const [head, ...rest] = outer;
  if (head === undefined) return inner.length === 0;
  if (inner.length === 0) return false;
  if (head !== star) return head === inner[0] && covers(rest, inner.slice(1));
  return inner.some((_, taken) => covers(rest, inner.slice(taken + 1)));
}

/** What a pattern and the paths of a shape have in common. */
export interface Overlap {
  /** The paths of both, one segment an entry. */
  paths: Pattern;
  /** Positions in `paths` whose fixed text a `*` of the pattern took. */
  swallowed: readonly number[];
}

/** The ways in which a pattern matches paths of a shape, in which each entry is one segment: fixed text or any. */
export function overlaps(pattern: Pattern, shape: Pattern): Overlap[] {
  const [head, ...rest] = pattern;
  if (head === undefined) {
    return shape.length === 0 ? [{ paths: [], swallowed: [] }] : [];
  }
  const most = head === star ? shape.length - rest.length : 1;
  const found: Overlap[] = [];
  for (let taken = 1; taken <= most; taken++) {
    const part = shape.slice(0, taken);
    if (part.length < taken) break;
    const first = part[0] ?? star;
    if (head !== star && first !== star && first !== head) break;
    const own = head === star ? part : [head];
    const swallowed = head === star ? part.flatMap((text, i) => (text === star ? [] : [i])) : [];
    for (const tail of overlaps(rest, shape.slice(taken))) {
      found.push({
        paths: [...own, ...tail.paths],
        swallowed: [...swallowed, ...tail.swallowed.map((i) => i + taken)],
      });
    }
  }
  return found;
}

/** Whether each path of a shape, in which an entry is one segment, is a path of the row. */
export function isWithin(shape: Pattern, segments: readonly Segment[]): boolean {
  const last = segments[segments.length - 1];
  const greedy = last?.kind === "greedy";
  if (greedy ? shape.length < segments.length : shape.length !== segments.length) return false;
  return segments.every((segment, i) => segment.kind !== "text" || shape[i] === segment.text);
}
