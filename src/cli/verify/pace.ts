/** The time, and waiting for it to pass. */
export interface Clock {
  now(): number;
  wait(milliseconds: number): Promise<void>;
}

/** The clock of this machine. */
export const clock: Clock = {
  now: () => Date.now(),
  wait: (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds)),
};

/** Resolves when the next request may begin, at most so many a second, evenly spread. */
export function createPace(rate: number, { now, wait }: Clock): () => Promise<void> {
  let next = 0;
  return async () => {
    const start = Math.max(next, now());
    next = start + 1000 / rate;
    const left = start - now();
    if (left > 0) await wait(left);
  };
}
