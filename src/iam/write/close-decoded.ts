import { refuse, type Context, type Found } from "./closing";
import { hitsAtLarge } from "./hits";
import { covers, isWithin, overlaps, patternOf, star, type Pattern } from "./pattern";
import { routeOf, type Segment, type VerbRow } from "./segments";

/**
 * Nothing says whether AWS judges `%2F` in a value as a slash. If it does, a value of a row that is not
 * declared can read as a path below it. What reads so and is no declared call is refused; what reads as a
 * declared call no statement can tell from it, so that a note names the row.
 */
export function refuseDecoded(context: Context, found: Found, others: readonly VerbRow[]): void {
  const { called, closed, deepest } = context;
  // A greedy call has no depth; a value can hold as many segments as stand before its parameter.
  const beside = called.filter((call) => call.segments.some(({ kind }) => kind === "greedy"));
  const more = Math.max(0, ...beside.map((call) => call.segments.length));
  const alike = new Set<string>();
  for (const other of others) {
    const { row, segments } = other;
    if (row.judged === false) continue;
    for (const shape of widened(
      segments,
      Math.max(deepest, more > 0 ? segments.length + more : 0),
    )) {
      for (const call of called) {
        for (const { paths } of overlaps(patternOf(call.segments), shape)) {
          if ([...closed, ...found.refused].some((outer) => covers(outer, paths))) continue;
          const isCall = called.some(({ segments: own }) => isWithin(paths, own));
          if (isCall || called.some(({ segments: own }) => hitsAtLarge(paths, own))) {
            alike.add(routeOf(row));
          } else {
            refuse(context, found, { paths, other });
          }
        }
      }
    }
  }
  if (alike.size === 0) return;
  found.notes.add(
    `A value with "%2F" of ${[...alike].sort().join(", ")} would read as a declared call if AWS decoded ` +
      `a path before it judges it, which it does not say. To rule that out, declare the row as a call, too.`,
  );
}

/** The shapes of a row, one of whose parameters or more holds slashes. */
function widened(segments: readonly Segment[], deepest: number): Pattern[] {
  const spare = deepest - segments.length;
  if (spare <= 0 || segments.every(({ kind }) => kind === "text")) return [];
  return spread(segments, spare).filter((shape) => shape.length > segments.length);
}

function spread(segments: readonly Segment[], spare: number): Pattern[] {
  const [segment, ...rest] = segments;
  if (!segment) return [[]];
  if (segment.kind === "text") {
    return spread(rest, spare).map((tail) => [segment.text, ...tail]);
  }
  const shapes: Pattern[] = [];
  for (let extra = 0; extra <= spare; extra++) {
    const own = Array<string>(extra + 1).fill(star);
    for (const tail of spread(rest, spare - extra)) shapes.push([...own, ...tail]);
  }
  return shapes;
}
