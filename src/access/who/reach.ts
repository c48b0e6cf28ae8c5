/**
 * The requests with which somebody passes: for each verb and path that was tried, a bit for each context.
 * Two of the same probes can be compared.
 */
export type Reach = ReadonlyMap<string, bigint>;

/** No request passes. */
export const nowhere: Reach = new Map();

/** What passes in one or the other. */
export function either(a: Reach, b: Reach): Reach {
  if (a.size === 0) return b;
  if (b.size === 0) return a;
  const made = new Map(a);
  for (const [where, bits] of b) made.set(where, (made.get(where) ?? 0n) | bits);
  return made;
}

/** What passes in the first and not in the second. */
export function beyond(a: Reach, b: Reach): Reach {
  const made = new Map<string, bigint>();
  for (const [where, bits] of a) {
    const left = bits & ~(b.get(where) ?? 0n);
    if (left !== 0n) made.set(where, left);
  }
  return made;
}

/** What passes in both. */
export function both(a: Reach, b: Reach): Reach {
  const made = new Map<string, bigint>();
  for (const [where, bits] of a) {
    const left = bits & (b.get(where) ?? 0n);
    if (left !== 0n) made.set(where, left);
  }
  return made;
}
