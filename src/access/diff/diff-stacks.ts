import type { Deployed } from "../../graph/deployed";
import { readGraph } from "../../graph/read/read-graph";
import { inOrder, type Change } from "./change";
import { diffAccess, type Diff } from "./diff-access";
import { inOrderOfFiles } from "./needs-owner";

/** One stack at both sides: absent where it has no file there, an error where its program has problems. */
export interface StackPair {
  stack: string;
  base: Deployed | Error | undefined;
  head: Deployed | Error | undefined;
}

/** A change of the stack as a whole that nobody can judge: it counts as the worst. */
function unknown(stack: string, from: string, to: string): Diff {
  const change: Change = {
    verdict: "WIDER",
    property: "stack",
    where: [`stack ${stack}`],
    who: "anyone, as far as can be told",
    from,
    to,
  };
  return { changes: [change], problems: [], ownersFiles: [], unread: [], owners: [] };
}

const broken = ({ message }: Error) => `does not run here: ${message}`;

function diffOne({ stack, base, head }: StackPair): Diff {
  if (head instanceof Error) {
    if (base instanceof Error) return unknown(stack, broken(base), broken(head));
    const { message } = head;
    return {
      changes: [],
      problems: [`stack ${stack}: ${message}`],
      ownersFiles: [],
      unread: [],
      owners: [],
    };
  }
  if (head === undefined)
    return unknown(stack, "has a file", "has none: what a deploy makes of it then is not known");
  if (base instanceof Error) return unknown(stack, broken(base), "not compared");
  if (base !== undefined) return diffAccess(base, head);
  const found = diffAccess(readGraph([]), head);
  const change: Change = {
    verdict: "OTHER",
    property: "stack",
    where: [`stack ${stack}`],
    who: "all its callers",
    from: "no such stack",
    to: "new: all of it is compared with nothing",
  };
  return { ...found, changes: [change, ...found.changes] };
}

const distinct = <Item>(items: readonly Item[]): readonly Item[] => [
  ...new Map(items.map((one) => [JSON.stringify(one), one])).values(),
];

const keyOf = ({ stacks: _, ...change }: Change): string => JSON.stringify(change);

/** What is different in any of several stacks; what is the same in all is told once. */
export function diffStacks(pairs: readonly StackPair[]): Diff {
  const found = pairs.map((pair) => ({ stack: pair.stack, ...diffOne(pair) }));
  const [only] = found;
  if (found.length === 1 && only !== undefined) {
    const { stack: _stack, ...diff } = only;
    return diff;
  }
  const stacksOf = new Map<string, { change: Change; stacks: string[] }>();
  for (const { stack, changes } of found)
    for (const change of changes) {
      const known = stacksOf.get(keyOf(change));
      if (known) known.stacks.push(stack);
      else stacksOf.set(keyOf(change), { change, stacks: [stack] });
    }
  const changes = [...stacksOf.values()].map(({ change, stacks }): Change =>
    stacks.length === found.length ? change : { ...change, stacks },
  );
  const texts = found.flatMap(({ stack, problems }) => problems.map((text) => ({ stack, text })));
  const problems = [...new Set(texts.map(({ text }) => text))].map((text) => {
    const stacks = texts.filter((one) => one.text === text).map(({ stack }) => stack);
    const isEverywhere = stacks.length === found.length || text.startsWith(`stack ${stacks[0]}: `);
    return isEverywhere ? text : `stack ${stacks.join(", ")}: ${text}`;
  });
  return {
    changes: inOrder(changes),
    problems,
    ownersFiles: inOrderOfFiles(found.flatMap((one) => one.ownersFiles)),
    unread: distinct(found.flatMap((one) => one.unread)),
    owners: distinct(found.flatMap((one) => one.owners)),
    stacks: found.map(({ stack }) => stack),
  };
}
