import { compileInstructions } from "./instructions";
import { type Budget, newBudget, run, type Slots, TooManySteps } from "./run";

/** An expression that a stranger may have written, asked of a text that a stranger may have sent. */
export interface Pattern {
  /** Whether it fits; false where the text would take too long. */
  test: (text: string) => boolean;
  /** The first match at or behind a place. Throws where the text would take too long. */
  find: (text: string, from: number, budget?: Budget) => Slots | undefined;
}

/** How an expression is read. */
export interface PatternOptions {
  /** JavaScript's flags `i`, `m`, `s` and `u`. */
  flags?: string;
  /** It must fit the whole text. */
  whole?: boolean;
}

/**
 * Compiles JavaScript's expressions for texts of others: no text takes more than linear time for a given
 * expression, and none more than a fixed number of steps. Undefined where it is no expression, refers back
 * to a group (`\1`), or is too large.
 */
export function compilePattern(source: string, options: PatternOptions = {}): Pattern | undefined {
  const { flags = "", whole = false } = options;
  let program: ReturnType<typeof compileInstructions>;
  try {
    program = compileInstructions(source, flags, { whole });
  } catch {
    return undefined;
  }
  const find = (text: string, from: number, budget = newBudget()): Slots | undefined => {
    const places = function* (): Generator<number> {
      for (let at = from; at <= text.length; at += 1) yield at;
    };
    return run(program, { text, starts: whole ? [0] : places(), budget });
  };
  const test = (text: string): boolean => {
    try {
      return find(text, 0) !== undefined;
    } catch (error) {
      if (error instanceof TooManySteps) return false;
      throw error;
    }
  };
  return { test, find };
}

/** `String.replace` with a pattern: `by` gets the match and its groups. */
export function replacePattern(
  text: string,
  pattern: Pattern,
  options: { all: boolean; by: (groups: readonly string[]) => string },
): string {
  let made = "";
  let from = 0;
  for (const slots of matchesIn(text, pattern)) {
    const [start, end] = slots as readonly [number, number];
    made += text.slice(from, start) + options.by(groupsOf(text, slots));
    from = end;
    if (!options.all) break;
  }
  return made + text.slice(from);
}

/** `String.split` of Java: an empty match at the start cuts nothing off. */
export function splitByPattern(text: string, pattern: Pattern): string[] {
  const parts: string[] = [];
  let from = 0;
  for (const slots of matchesIn(text, pattern)) {
    const [start, end] = slots as readonly [number, number];
    if (end === 0 || (start === end && start === text.length)) continue;
    parts.push(text.slice(from, start));
    from = end;
  }
  return [...parts, text.slice(from)];
}

function* matchesIn(text: string, pattern: Pattern): Generator<Slots> {
  const budget = newBudget();
  for (let at = 0; at <= text.length;) {
    const slots = pattern.find(text, at, budget);
    if (!slots) return;
    yield slots;
    at = slots[1]! > slots[0]! ? slots[1]! : slots[1]! + 1;
  }
}

function groupsOf(text: string, slots: Slots): string[] {
  return slots.flatMap((start, index) =>
    index % 2 === 1
      ? []
      : [start === undefined ? "" : text.slice(start, slots[index + 1] ?? start)],
  );
}
