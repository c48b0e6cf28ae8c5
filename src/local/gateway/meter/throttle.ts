import type { ThrottleDefinition } from "../../../graph/deployed";

/** A token bucket: what is left and when that was reckoned. */
export interface Bucket {
  tokens: number;
  at: number;
}

/** Token buckets by name; they outlive a new graph, so that a reload gives nobody a fresh burst. */
export interface Buckets {
  /** Takes one token; false where there is none. */
  take(name: string, limits: ThrottleDefinition, now: number): boolean;
}

/** How much a bucket holds: AWS's burst limit, or the rate where no burst is set. */
function capacityOf(limits: ThrottleDefinition): number {
  return limits.burstLimit ?? Math.max(1, limits.rateLimit ?? Infinity);
}

/** Takes one token after the refill since the last look; a rate of 0 lets nothing through, whatever the burst. */
function takeToken(bucket: Bucket, limits: ThrottleDefinition, now: number): boolean {
  if (limits.rateLimit === 0) return false;
  const capacity = capacityOf(limits);
  const elapsed = Math.max(0, now - bucket.at);
  const refill = limits.rateLimit === undefined ? capacity : (elapsed / 1000) * limits.rateLimit;
  bucket.tokens = Math.min(capacity, bucket.tokens + refill);
  bucket.at = now;
  if (bucket.tokens < 1) return false;
  bucket.tokens -= 1;
  return true;
}

/** Makes an empty set of buckets. */
export function createBuckets(): Buckets {
  const buckets = new Map<string, Bucket>();
  return {
    take(name, limits, now) {
      let bucket = buckets.get(name);
      if (!bucket) buckets.set(name, (bucket = { tokens: capacityOf(limits), at: now }));
      return takeToken(bucket, limits, now);
    },
  };
}

/** Whether a setting limits anything. */
export function isLimited(limits: ThrottleDefinition): boolean {
  return limits.rateLimit !== undefined || limits.burstLimit !== undefined;
}

/** What a limit says, for the log. */
export function describeLimits(limits: ThrottleDefinition): string {
  return `${limits.rateLimit ?? "any number of"} requests a second, burst ${limits.burstLimit ?? "not set"}`;
}
