import type { Deployed } from "../deployed";
import type { ReadApi } from "../read/apis";
import type { Reading } from "../read/reading";

/** What the rules look at. */
export interface Judged {
  definition: Omit<Deployed, "warnings" | "problems">;
  apis: readonly ReadApi[];
  reading: Reading;
}

/** One rule: what AWS would refuse, each as a sentence. */
export type Rule = (judged: Judged) => readonly string[];

/** Values that occur more than once, each with everything that has it. */
export function repeated<Item>(
  items: readonly Item[],
  keyOf: (item: Item) => string | undefined,
): readonly { key: string; items: readonly Item[] }[] {
  const found = new Map<string, Item[]>();
  for (const item of items) {
    const key = keyOf(item);
    if (key === undefined) continue;
    const same = found.get(key);
    if (same) same.push(item);
    else found.set(key, [item]);
  }
  return [...found]
    .filter(([, same]) => same.length > 1)
    .map(([key, same]) => ({ key, items: same }));
}

/** `"a", "b" and "c"` */
export function quoted(names: readonly string[]): string {
  const texts = names.map((name) => `"${name}"`);
  const last = texts.pop() ?? "";
  return texts.length === 0 ? last : `${texts.join(", ")} and ${last}`;
}

/** AWS's own text for a refusal, as messages quote it. */
export function inAwsWords(text: string): string {
  return `AWS answers "${text}"`;
}
