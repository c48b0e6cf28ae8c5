import type { Pool } from "./pool";

/** Idle sandboxes of all functions together; each holds some ten megabytes. */
const idleLimit = 24;
/** A function's last sandbox stays as long as it may on AWS, so that its module state does. */
const lastIdleMilliseconds = 15 * 60_000;
/** The others were for a rush. */
const extraIdleMilliseconds = 30_000;

/** Closes idle sandboxes: those nobody used for long, and the oldest of too many. */
export function closeSuperfluous(pools: readonly Pool[], now = Date.now()): void {
  const entries = pools.flatMap((pool) =>
    pool.idleSandboxes().map((entry, at) => ({ ...entry, extra: at > 0 })),
  );
  entries.sort((one, other) => other.since - one.since);
  entries.forEach((entry, at) => {
    const allowed = entry.extra ? extraIdleMilliseconds : lastIdleMilliseconds;
    if (at >= idleLimit || now - entry.since > allowed) entry.close();
  });
}
