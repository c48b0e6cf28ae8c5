/** An event that waits this long for a sandbox gets a new one; longer where a start takes long. */
const [shortest, longest] = [25, 250];
/** Of what a start costs, an event waits this part before one begins. */
const partOfStart = 1 / 4;
/** To wake an idle sandbox costs as much as to wait this long for one at work. */
const wakeMilliseconds = 1;
/** Each event counts for so much in the mean. */
const weight = 1 / 8;

/** What a pool has learnt of its function: how long a start takes, and how long an event. */
export interface Patience {
  started(milliseconds: number): void;
  ended(milliseconds: number): void;
  /** How long an event waits before the pool looks for another sandbox. */
  milliseconds(): number;
  /** Whether the last of so many events would wait longer than a start takes. */
  isWaitLong(waiting: number, sandboxes: number): boolean;
  /** Whether an event behind so many others begins as soon as an idle sandbox would wake. */
  isWaitShort(ahead: number): boolean;
}

/** Learns from a pool's starts and events. */
export function createPatience(): Patience {
  let start = 0;
  let event = 0;
  return {
    started: (milliseconds) => void (start = milliseconds),
    ended: (milliseconds) => void (event += (milliseconds - event) * weight),
    milliseconds: () => Math.min(longest, Math.max(shortest, start * partOfStart)),
    isWaitLong: (waiting, sandboxes) => (waiting * event) / Math.max(1, sandboxes) > start,
    isWaitShort: (ahead) => ahead * event < wakeMilliseconds,
  };
}
