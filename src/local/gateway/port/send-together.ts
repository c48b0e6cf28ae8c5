let waiting: (() => void)[] = [];

/**
 * Sends answers at the end of this turn of the event loop, together with all others that are ready by then.
 * The system wakes a caller that sleeps for each answer that it gets; sent in one go, the first one wakes it
 * and the rest find it awake.
 */
export function sendTogether(send: () => void): void {
  if (waiting.length === 0) setImmediate(sendAll);
  waiting.push(send);
}

function sendAll(): void {
  const now = waiting;
  waiting = [];
  for (const send of now) send();
}
