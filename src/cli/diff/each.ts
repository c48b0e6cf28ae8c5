import os from "node:os";

/** Does the same for each, several side by side but no more than there are processors. */
export async function each<Item, Result>(
  items: readonly Item[],
  work: (item: Item) => Promise<Result>,
): Promise<readonly Result[]> {
  const results: Result[] = [];
  const queue = items.map((item, index) => ({ item, index }));
  const worker = async () => {
    for (let next = queue.shift(); next !== undefined; next = queue.shift())
      results[next.index] = await work(next.item);
  };
  const count = Math.min(items.length, Math.max(2, os.availableParallelism()));
  await Promise.all(Array.from({ length: count }, worker));
  return results;
}
