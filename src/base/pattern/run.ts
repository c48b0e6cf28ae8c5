import { type Program } from "./instructions";

/** Where groups of a match begin and end: twice as many numbers as there are groups, undefined where one took no part. */
export type Slots = readonly (number | undefined)[];

/** The steps that are left of those that one question may take. */
export interface Budget {
  steps: number;
}

/** A question's steps, some tenths of a second and a text of a megabyte with a simple expression; a text that needs more is not matched. */
export const newBudget = (): Budget => ({ steps: 4_000_000 });

/** A text that needs more steps than are given to one question. */
export class TooManySteps extends Error {
  constructor() {
    super("The text takes too many steps to be matched with the expression.");
  }
}

/** What is asked: a text, the places where a match may begin, and the steps that it may take. */
export interface Question {
  text: string;
  starts: Iterable<number>;
  budget: Budget;
}

const isWord = (sign: string | undefined): boolean => sign !== undefined && /^\w$/.test(sign);

/**
 * Matches as a backtracking engine does, with the same result, but asks each step at each place once: what has
 * failed there fails again. So its time is bounded by the product of both lengths, whatever they hold.
 */
export function run(program: Program, { text, starts, budget }: Question): Slots | undefined {
  const { instructions, unicode, multiline } = program;
  const looked = new Map<number, Map<number, boolean>>();

  const signAt = (at: number, by: 1 | -1): string | undefined => {
    if (by === 1) {
      if (at >= text.length) return undefined;
      return unicode ? String.fromCodePoint(text.codePointAt(at)!) : text[at];
    }
    if (at <= 0) return undefined;
    const low = unicode && at > 1 && /^[\uDC00-\uDFFF]$/.test(text[at - 1]!);
    const pair = low && /^[\uD800-\uDBFF]$/.test(text[at - 2]!);
    return pair ? text.slice(at - 2, at) : text[at - 1];
  };
  const isLineEnd = (at: number): boolean => /^[\n\r\u2028\u2029]$/.test(text[at] ?? "");
  const onEdge = (kind: "start" | "end" | "word", at: number): boolean => {
    if (kind === "word") return isWord(text[at - 1]) !== isWord(text[at]);
    if (kind === "start") return at === 0 || (multiline && isLineEnd(at - 1));
    return at === text.length || (multiline && isLineEnd(at));
  };
  const looks = (from: number, at: number): boolean => {
    const known = looked.get(from) ?? new Map<number, boolean>();
    looked.set(from, known);
    let found = known.get(at);
    if (found === undefined) known.set(at, (found = attempt(from, at, []) !== undefined));
    return found;
  };

  const attempt = (from: number, begin: number, seen: Uint8Array[]): Slots | undefined => {
    const slots: (number | undefined)[] = new Array<undefined>(program.slots).fill(undefined);
    slots[0] = begin;
    // What is still to be tried: a step and a place, or (as a negative number) a slot and what it held.
    const open: number[] = [from, begin];
    while (open.length > 0) {
      let at = open.pop()!;
      let step = open.pop()!;
      if (step < 0) {
        slots[-step] = at < 0 ? undefined : at;
        continue;
      }
      for (;;) {
        if ((budget.steps -= 1) < 0) throw new TooManySteps();
        const bits = (seen[step] ??= newBits());
        if ((bits[at >> 3]! >> (at & 7)) & 1) break;
        bits[at >> 3]! |= 1 << (at & 7);
        const now = instructions[step]!;
        if (now.op === "match") {
          slots[1] = at;
          return slots;
        }
        if (now.op === "split") {
          open.push(now.second, at);
          step = now.first;
          continue;
        }
        if (now.op === "take") {
          const sign = signAt(at, now.by);
          if (sign === undefined || !now.fits(sign)) break;
          at += now.by * sign.length;
        } else if (now.op === "save") {
          open.push(-now.slot, slots[now.slot] ?? -1);
          slots[now.slot] = at;
        } else if (now.op === "edge") {
          if (onEdge(now.kind, at) === now.negate) break;
        } else if (looks(now.from, at) === now.negate) break;
        step = now.next;
      }
    }
    return undefined;
  };
  const newBits = (): Uint8Array => {
    // Memory counts as work.
    budget.steps -= text.length >> 6;
    return new Uint8Array((text.length >> 3) + 1);
  };

  const seen: Uint8Array[] = [];
  for (const start of starts) {
    const found = attempt(program.start, start, seen);
    if (found) return found;
  }
  return undefined;
}
