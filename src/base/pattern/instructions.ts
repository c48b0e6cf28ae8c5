import { type AST, RegExpParser } from "@eslint-community/regexpp";

/** One step of a compiled expression; steps are named by their place in the list. */
export type Instruction =
  | { op: "take"; fits: (sign: string) => boolean; by: 1 | -1; next: number }
  | { op: "split"; first: number; second: number }
  | { op: "save"; slot: number; next: number }
  | { op: "edge"; kind: "start" | "end" | "word"; negate: boolean; next: number }
  | { op: "look"; from: number; negate: boolean; next: number }
  | { op: "match" };

/** A compiled expression. */
export interface Program {
  instructions: readonly Instruction[];
  start: number;
  /** Twice the number of groups, the whole match among them. */
  slots: number;
  unicode: boolean;
  multiline: boolean;
}

/** Longer expressions, or those that repeat to more steps, are refused. */
const longest = { source: 10_000, instructions: 20_000 };

type Leaf = AST.Character | AST.CharacterSet | AST.CharacterClass;

/** Whether one character fits, asked of the platform's own engine, which needs no backtracking for one. */
function fitting({ raw }: Leaf, flags: string): (sign: string) => boolean {
  // eslint-disable-next-line gatehouse/linear -- one character, or a set of them
  const own = new RegExp(`^(?:${raw})$`, flags.replace(/[^ius]/g, ""));
  const known = new Map<string, boolean>();
  return (sign) => {
    let fits = known.get(sign);
    if (fits === undefined) {
      fits = own.test(sign);
      if (known.size < 512) known.set(sign, fits);
    }
    return fits;
  };
}

/** Compiles an expression of JavaScript. Throws where it is none, is too large, or refers back to a group. */
export function compileInstructions(
  source: string,
  flags: string,
  { whole }: { whole: boolean },
): Program {
  if (source.length > longest.source) throw new RangeError("The expression is too long.");
  const parser = new RegExpParser({ ecmaVersion: 2024 });
  const { unicode, multiline } = parser.parseFlags(flags);
  const pattern = parser.parsePattern(source, 0, source.length, { unicode });
  const instructions: Instruction[] = [];
  let groups = 1;

  const put = (instruction: Instruction): number => {
    if (instructions.length >= longest.instructions)
      throw new RangeError("The expression repeats too much.");
    return instructions.push(instruction) - 1;
  };

  /** The step that begins one of the alternatives and goes on with `next`. */
  const either = (alternatives: readonly AST.Alternative[], next: number, by: 1 | -1): number =>
    alternatives
      .map(({ elements }) => {
        const order = by === 1 ? [...elements].reverse() : elements;
        return order.reduce((at, element) => one(element, at, by), next);
      })
      .reduceRight((second, first) => put({ op: "split", first, second }));

  const repeat = (node: AST.Quantifier, next: number, by: 1 | -1): number => {
    const { element, min, max, greedy } = node;
    const choice = (again: number): Instruction =>
      greedy
        ? { op: "split", first: again, second: next }
        : { op: "split", first: next, second: again };
    let at = next;
    if (max === Infinity) {
      at = put({ op: "match" });
      instructions[at] = choice(one(element, at, by));
    } else for (let count = min; count < max; count += 1) at = put(choice(one(element, at, by)));
    for (let count = 0; count < min; count += 1) at = one(element, at, by);
    return at;
  };

  const assertion = (node: AST.Assertion, next: number): number => {
    if (node.kind === "lookahead" || node.kind === "lookbehind") {
      const match = put({ op: "match" });
      const from = either(node.alternatives, match, node.kind === "lookahead" ? 1 : -1);
      return put({ op: "look", from, negate: node.negate, next });
    }
    const negate = node.kind === "word" && node.negate;
    return put({ op: "edge", kind: node.kind, negate, next });
  };

  const one = (node: AST.Element, next: number, by: 1 | -1): number => {
    switch (node.type) {
      case "Character":
      case "CharacterSet":
      case "CharacterClass":
        return put({ op: "take", fits: fitting(node, flags), by, next });
      case "Group":
        if (node.modifiers) throw new SyntaxError("The expression changes its own flags.");
        return either(node.alternatives, next, by);
      case "CapturingGroup": {
        const slot = 2 * numberOf(node);
        const [before, behind] = by === 1 ? [slot, slot + 1] : [slot + 1, slot];
        const end = put({ op: "save", slot: behind, next });
        return put({ op: "save", slot: before, next: either(node.alternatives, end, by) });
      }
      case "Quantifier":
        return repeat(node, next, by);
      case "Assertion":
        return assertion(node, next);
      default:
        throw new SyntaxError("The expression refers back to a group.");
    }
  };

  const numbers = new Map<AST.CapturingGroup, number>();
  const numberOf = (group: AST.CapturingGroup): number => {
    const known = numbers.get(group);
    if (known !== undefined) return known;
    numbers.set(group, groups);
    return groups++;
  };
  // Groups are counted as they open, not as they are compiled.
  visit(pattern.alternatives, numberOf);

  const match = put({ op: "match" });
  const end = whole ? put({ op: "edge", kind: "end", negate: false, next: match }) : match;
  const start = either(pattern.alternatives, end, 1);
  return { instructions, start, slots: 2 * groups, unicode, multiline: multiline && !whole };
}

function visit(
  alternatives: readonly AST.Alternative[],
  open: (group: AST.CapturingGroup) => void,
): void {
  const inside = (node: AST.Element): void => {
    if (node.type === "CapturingGroup") open(node);
    if (node.type === "Quantifier") inside(node.element);
    else if ("alternatives" in node) visit(node.alternatives, open);
  };
  for (const { elements } of alternatives) elements.forEach(inside);
}
