import { refuseDecoded } from "./close-decoded";
import { refuse, type Closing, type Context, type Found } from "./closing";
import { isReserved, reservedSpellings } from "./encoding";
import { hitsAtLarge } from "./hits";
import { covers, isWithin, overlaps, patternOf, star, type Pattern } from "./pattern";
import { comesFirst, routeOf, type Segment, type VerbRow } from "./segments";

/** Refuses, one by one, the rows that are not declared and that a pattern of a declared call would open. */
export function refuseRows(context: Context): Closing {
  const found: Found = {
    refused: [],
    letters: new Set(),
    notes: new Set(),
    problems: new Set(),
  };
  const declared = new Set(context.called.map(({ row }) => row));
  const others = context.rows.filter(({ row }) => !declared.has(row));
  for (const other of others) {
    for (const shape of shapesOf(other.segments, context.deepest)) {
      for (const call of context.called) refuseShape(context, found, { other, shape, call });
    }
  }
  refuseDecoded(context, found, others);
  return { ...found, notes: [...found.notes], problems: [...found.problems] };
}

interface Meeting {
  other: VerbRow;
  /** Paths of the row that is not declared, one entry a segment. */
  shape: Pattern;
  call: VerbRow;
}

function refuseShape(context: Context, found: Found, meeting: Meeting): void {
  const { called, closed } = context;
  const { other, shape, call } = meeting;
  for (const { paths, swallowed } of overlaps(patternOf(call.segments), shape)) {
    const routedToCall = called.some(
      ({ segments }) => isWithin(paths, segments) && comesFirst(segments, other.segments),
    );
    if (routedToCall) continue;
    const loose = paths.map((text, i) => (swallowed.includes(i) ? star : text));
    const covered = (pattern: Pattern): boolean =>
      [...closed, ...found.refused].some((outer) => covers(outer, pattern));
    if (!covered(loose)) {
      for (const i of swallowed) {
        const text = paths[i] ?? "";
        for (const letter of text) if (!isReserved(letter)) found.letters.add(letter);
        for (const spelling of reservedSpellings(text)) {
          found.refused.push(paths.toSpliced(i, 1, spelling));
        }
      }
    }
    if (covered(paths)) continue;
    const lost = called.filter(({ segments }) => hitsAtLarge(paths, segments));
    if (lost.length > 0) {
      reportConflict(found, { other, call, lost });
      continue;
    }
    refuse(context, found, { paths, other });
  }
}

function reportConflict(
  found: Found,
  { other, call, lost }: { other: VerbRow; call: VerbRow; lost: readonly VerbRow[] },
): void {
  const declared = [...new Set([call, ...lost].map(({ row }) => routeOf(row)))].sort();
  if (other.row.judged === false) {
    found.notes.add(
      `The statements for ${declared.join(" and ")} also match ${routeOf(other.row)}, which does not ask them.`,
    );
    return;
  }
  found.problems.add(
    `no IAM statements allow ${declared.join(" and ")} and refuse ${routeOf(other.row)}, since a "*" ` +
      `in a resource also matches slashes. Declare ${other.row.name} as a call, too, or rename a ` +
      `segment of its path so that a fixed text tells it from the others.`,
  );
}

/** The shapes that paths of a row have: one, or for a greedy parameter one for each depth. */
function shapesOf(segments: readonly Segment[], deepest: number): Pattern[] {
  const pattern = patternOf(segments);
  if (segments[segments.length - 1]?.kind !== "greedy") return [pattern];
  const shapes = [pattern];
  for (let length = pattern.length + 1; length <= deepest; length++) {
    shapes.push([...pattern, ...Array<string>(length - pattern.length).fill(star)]);
  }
  return shapes;
}
