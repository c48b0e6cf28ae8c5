/** Runs work of one key after the other, in the order of the calls; different keys run beside each other. */
export type InTurn = <Result>(key: string, work: () => Promise<Result>) => Promise<Result>;

/** Makes an `InTurn`. */
export function createInTurn(): InTurn {
  const waiting = new Map<string, Promise<unknown>>();
  return (key, work) => {
    const before = waiting.get(key) ?? Promise.resolve();
    const mine = before.then(work, work);
    const settled = mine.catch(() => {});
    waiting.set(key, settled);
    void settled.then(() => {
      if (waiting.get(key) === settled) waiting.delete(key);
    });
    return mine;
  };
}
