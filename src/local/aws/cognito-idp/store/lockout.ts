/** Wrong tries in a row, and until when none is looked at. Times in milliseconds since 1970. */
export interface Attempts {
  count: number;
  lastAt: number;
  lockedUntil: number;
}

const quarterHour = 15 * 60 * 1000;
const freeTries = 5;

/** Whether tries are not looked at for now. */
export function isLocked(attempts: Attempts | undefined): boolean {
  return attempts !== undefined && Date.now() < attempts.lockedUntil;
}

/** Whether the tries were so long ago that they count no more. */
export function isOver({ lastAt }: Attempts): boolean {
  return Date.now() - lastAt >= quarterHour;
}

/**
 * Counts a wrong try: after five, one second of lockout, doubled by each further one up to about
 * 15 minutes; 15 minutes without a try start anew.
 * https://docs.aws.amazon.com/cognito/latest/developerguide/authentication.html#authentication-flow-lockout-behavior
 */
export function countAttempt(before: Attempts | undefined): Attempts {
  const now = Date.now();
  const count = before && !isOver(before) ? before.count + 1 : 1;
  const seconds = count < freeTries ? 0 : 2 ** Math.min(count - freeTries, 10);
  return { count, lastAt: now, lockedUntil: now + Math.min(seconds * 1000, quarterHour) };
}
