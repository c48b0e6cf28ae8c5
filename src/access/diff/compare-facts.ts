import type { Change } from "./change";
import { valueText, type Fact } from "./fact";
import { judge, properties } from "../../graph/inputs/properties";

function indexed(facts: readonly Fact[]): ReadonlyMap<string, Fact> {
  return new Map(facts.map((fact) => [`${fact.property} ${fact.id ?? fact.where}`, fact]));
}

function changesOf(from: Fact, to: Fact): readonly Change[] {
  const { property, where } = from;
  // A plan's own limits are told once, and not again for each of its keys.
  if (property === "keyLimits" && from.text === to.text) return [];
  const found = judge(
    properties[property].direction,
    { from: from.value, to: to.value },
    from.covers,
  );
  return found.map(({ verdict, members }) => {
    const isMember = from.value instanceof Set && members.length > 0 && verdict !== "OTHER";
    return {
      verdict,
      property,
      where: [where],
      who:
        isMember && properties[property].direction === "members"
          ? memberText(from, members)
          : from.who,
      from: valueText(from),
      to: valueText(to),
    };
  });
}

/** Those who are members themselves are named; other members belong to somebody. */
function memberText({ property, who, show = String }: Fact, members: readonly string[]): string {
  const list = [...members].sort().map(show).join(", ");
  return property === "becomes" || property === "clients" ? list : `${who} (${list})`;
}

/** What is different between the facts of two graphs; a thing that only one of them has is judged by who reaches it. */
export function compareFacts(base: readonly Fact[], head: readonly Fact[]): readonly Change[] {
  const before = indexed(base);
  const after = indexed(head);
  return [...before].flatMap(([key, from]) => {
    const to = after.get(key);
    return to === undefined ? [] : changesOf(from, to);
  });
}
