/** Numbers of a seeded sequence: the same on every machine. */
export interface Random {
  /** A whole number from 0 to below `end`. */
  below(end: number): number;
  /** One of these. */
  pick<T>(items: readonly T[]): T;
}

/** A sequence (mulberry32) that a seed decides. */
export function randomOf(seed: number): Random {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed);
    return (mixed ^ (mixed >>> 14)) >>> 0;
  };
  const below = (end: number) => Math.floor((next() / 2 ** 32) * end);
  return {
    below,
    pick: <T>(items: readonly T[]): T => {
      if (items.length === 0) throw new Error("Nothing to pick from.");
      return items[below(items.length)] as T;
    },
  };
}
