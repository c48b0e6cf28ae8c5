import { star, type Pattern } from "./pattern";
import type { Segment } from "./segments";

/** A value of a parameter, in one of the ways in which a pattern matches a path of a row. */
export interface HitValue {
  parameter: string;
  value: string;
}

/** One way in which a pattern matches paths of a row: the values that parameters must have; none: any. */
export type Hit = readonly HitValue[];

/** The ways in which a pattern matches paths of a row. */
export function hitsOf(pattern: Pattern, segments: readonly Segment[]): Hit[] {
  const [head, ...rest] = pattern;
  const [segment, ...others] = segments;
  if (head === undefined) return segment === undefined ? [[]] : [];
  if (segment === undefined) return [];
  if (segment.kind === "greedy") {
    // A `*` before or at a greedy parameter can take any part of its value.
    if (pattern.includes(star)) return [[]];
    return [[{ parameter: segment.name, value: pattern.join("/") }]];
  }
  if (head !== star) {
    if (segment.kind === "text") return segment.text === head ? hitsOf(rest, others) : [];
    const own = { parameter: segment.name, value: head };
    return hitsOf(rest, others).map((hit) => [own, ...hit]);
  }
  const hits: Hit[] = [];
  for (let taken = 1; taken <= segments.length; taken++) {
    if (segments[taken - 1]?.kind === "greedy") return [...hits, []];
    hits.push(...hitsOf(rest, segments.slice(taken)));
  }
  return hits;
}

/** Whether a pattern would refuse more of a row than single values of a parameter. */
export function hitsAtLarge(pattern: Pattern, segments: readonly Segment[]): boolean {
  return hitsOf(pattern, segments).some((hit) => hit.length === 0);
}
