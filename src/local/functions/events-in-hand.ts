import type { Job, Outcome } from "./sandbox";
import { turnsOfProcess, type Turns } from "./process/turns";

/** Events that a process with a quick handler may hold, so that it need not wait for the next. */
export const eventsAhead = 32;

/** An event that was given to a process. */
export interface Handed {
  number: number;
  job: Job;
  done: (outcome: Outcome) => void;
}

/** The events of one process, in the order in which it runs them: the first one is under way, as far as is known. */
export interface EventsInHand {
  first(): Handed | undefined;
  /** The first one has ended. */
  shift(): Handed | undefined;
  /** Gives the event its number. */
  add(job: Job, done: Handed["done"]): number;
  /** Takes back those that have not begun; the last one is told first. */
  takeBack(): void;
  /** Whether the process has no turns left for more. */
  used(): boolean;
}

/** Numbers the events that are handed to a process by its turns. */
export function holdEvents(turns: Turns): EventsInHand {
  const handed: Handed[] = [];
  let next = 0;
  /** Events before this number are known to have begun. */
  let begun = 0;
  return {
    first: () => handed[0],
    shift: () => handed.shift(),
    add(job, done) {
      handed.push({ number: next, job, done });
      return next++;
    },
    takeBack() {
      const first = handed[0];
      // All that it has is known to have begun: turns of later events may be the process's already.
      if (!first || handed.at(-1)!.number < begun) return;
      begun = turns.take(first.number, next - 1);
      next = begun + (next - first.number);
      while ((handed.at(-1)?.number ?? -1) >= begun) handed.pop()!.done({ kind: "notBegun" });
    },
    used: () => next >= turnsOfProcess - 2 * eventsAhead,
  };
}
