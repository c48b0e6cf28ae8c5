/** The last entries of something that never ends. */
export interface Ring<Entry> {
  add(entry: Entry): void;
  /** Oldest first. */
  entries(): Entry[];
}

/** Keeps the last `size` entries. */
export function createRing<Entry>(size: number): Ring<Entry> {
  const kept: Entry[] = [];
  let next = 0;
  return {
    add(entry) {
      kept[next] = entry;
      next = (next + 1) % size;
    },
    entries: () => [...kept.slice(next), ...kept.slice(0, next)],
  };
}
