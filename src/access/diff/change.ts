import { compareText } from "../who/order";
import { properties, type PropertyName, type Verdict } from "../../graph/inputs/properties";

/** One difference between two graphs, and what it means for callers. */
export interface Change {
  verdict: Verdict;
  property: PropertyName;
  /** Where: an endpoint, a plan, a pool … Several where all else is the same. */
  where: readonly string[];
  /** The stacks in which it is so, where several are compared and it is not so in all. */
  stacks?: readonly string[];
  /** Who gains, loses or is another. */
  who: string;
  /** The value at the base and at the head, as people read them. */
  from: string;
  to: string;
}

const order: Readonly<Record<Verdict, number>> = { WIDER: 0, NARROWER: 1, OTHER: 2 };
const names = Object.keys(properties);

function keyOf({ verdict, property, who, from, to, stacks }: Change): string {
  return JSON.stringify([verdict, property, who, from, to, stacks]);
}

/** Joins changes that differ in their place alone, and puts them in order: WIDER first, then by property and place. */
export function inOrder(changes: readonly Change[]): readonly Change[] {
  const joined = new Map<string, Change>();
  for (const change of changes) {
    const key = keyOf(change);
    const known = joined.get(key);
    const where = [...(known?.where ?? []), ...change.where];
    joined.set(key, { ...change, where: [...new Set(where)].sort(compareText) });
  }
  return [...joined.values()].sort(
    (a, b) =>
      order[a.verdict] - order[b.verdict] ||
      names.indexOf(a.property) - names.indexOf(b.property) ||
      compareText(a.where[0] ?? "", b.where[0] ?? "") ||
      compareText(keyOf(a), keyOf(b)),
  );
}
