import { RegExpParser, visitRegExpAST } from "@eslint-community/regexpp";
import { getConsumedChars, toUnicodeSet } from "regexp-ast-analysis";

/** More ways through an expression than this are not followed: the expression is too hard to judge. */
const mostPaths = 2000;

/** The ways through a list of alternatives, each a list of steps. */
function waysThrough(alternatives, flags) {
  return alternatives.flatMap((alternative) => {
    let ways = [[]];
    for (const element of alternative.elements) {
      const further = waysOf(element, flags);
      if (ways.length * further.length > mostPaths) throw new Error("too many alternatives");
      ways = ways.flatMap((way) => further.map((steps) => [...way, ...steps]));
    }
    return ways;
  });
}

/** One step: what it may take, whether it must take something, whether it may take any number. */
const step = (element, flags, more = {}) => ({
  kind: "takes",
  element,
  chars: getConsumedChars(element, flags).chars,
  required: true,
  endless: false,
  text: element.raw,
  ...more,
});

function waysOf(element, flags) {
  switch (element.type) {
    case "Group":
    case "CapturingGroup":
      return waysThrough(element.alternatives, flags);
    case "Assertion":
      return [[{ kind: "asserts", assertion: element }]];
    case "Quantifier": {
      const { min, max, element: inner } = element;
      if (max === 0) return [[]];
      if (max === Infinity)
        return [[step(inner, flags, { required: min > 0, endless: true, text: element.raw })]];
      const once = waysOf(inner, flags);
      const repeated =
        max === 1 ? once : once.flatMap((a) => once.map((b) => [...a, ...b])).slice(0, mostPaths);
      return min === 0 ? [[], ...repeated] : repeated;
    }
    default:
      return [[step(element, flags)]];
  }
}

const isStart = ({ kind, assertion }) => kind === "asserts" && assertion.kind === "start";

/** Whether what follows can turn down a text that the endless step before it has taken. */
function canReject(rest, chars, flags) {
  const [first] = rest;
  const reachesEnd = chars.isAll && first?.kind === "asserts" && first.assertion.kind === "end";
  const follows = reachesEnd && !flags.multiline ? rest.slice(1) : rest;
  return follows.some(({ kind, required }) => kind === "asserts" || required);
}

/** Whether a run that starts in its own middle is turned down at once: `(?<!x)x+`. */
function beginsAtItsEdge([first], { chars }, flags) {
  if (first?.kind !== "asserts") return false;
  const { assertion } = first;
  if (assertion.kind !== "lookbehind" || !assertion.negate) return false;
  return assertion.alternatives.some(
    ({ elements }) =>
      elements.length === 1 &&
      ["Character", "CharacterSet", "CharacterClass"].includes(elements[0].type) &&
      toUnicodeSet(elements[0], flags).chars.isSupersetOf(chars),
  );
}

/** Whether a step that repeats can take a text of these characters alone: `(?:a\\.)+` takes none without a point. */
function repeatsWithin({ element }, chars, flags) {
  const ways = element.alternatives ? waysThrough(element.alternatives, flags) : [];
  return (
    ways.length === 0 ||
    ways.some((way) =>
      way.every(
        (one) => one.kind === "asserts" || !one.required || !one.chars.isDisjointWith(chars),
      ),
    )
  );
}

/** Two endless steps that can share a text, so that each way of sharing is tried before the expression fails. */
function pairOf(way, flags) {
  const start = way.findLastIndex((one) => isStart(one) && !flags.multiline);
  const steps = way.slice(start + 1);
  for (const [second, taker] of steps.entries()) {
    if (!taker.endless || !canReject(steps.slice(second + 1), taker.chars, flags)) continue;
    // An expression that may begin anywhere has an endless step before it.
    const givers = [
      ...(start >= 0 || flags.sticky ? [] : [-1]),
      ...[...steps.keys()].filter((index) => index < second && steps[index].endless),
    ];
    for (const first of givers) {
      const between = steps.slice(first + 1, second);
      if (first === -1 && beginsAtItsEdge(between, taker, flags)) continue;
      const chars = first === -1 ? taker.chars : steps[first].chars.intersect(taker.chars);
      const shared = between.every(
        (one) => one.kind === "asserts" || !one.required || !one.chars.isDisjointWith(chars),
      );
      const repeated = [taker, ...(first === -1 ? [] : [steps[first]])].every((one) =>
        repeatsWithin(one, chars, flags),
      );
      if (shared && repeated && !chars.isEmpty)
        return { first: first === -1 ? undefined : steps[first].text, second: taker.text };
    }
  }
  return undefined;
}

/** Every list of alternatives that is matched as one: the expression, its lookarounds, and what is repeated. */
function bodies(pattern) {
  const found = [{ alternatives: pattern.alternatives, anywhere: true }];
  visitRegExpAST(pattern, {
    onAssertionEnter(node) {
      if (node.alternatives) found.push({ alternatives: node.alternatives, anywhere: false });
    },
    onQuantifierEnter({ element, max }) {
      if (max === Infinity && element.alternatives)
        found.push({ alternatives: element.alternatives, anywhere: false });
    },
  });
  return found;
}

/** Why an expression may need more than linear time; undefined where none is found. */
export function superLinear(source, flagText) {
  const parser = new RegExpParser({ ecmaVersion: 2025 });
  const flags = parser.parseFlags(flagText);
  const pattern = parser.parsePattern(source, 0, source.length, flags);
  for (const { alternatives, anywhere } of bodies(pattern)) {
    const within = anywhere ? flags : { ...flags, sticky: true };
    let ways;
    try {
      ways = waysThrough(alternatives, flags);
    } catch {
      return "it has too many alternatives to be judged";
    }
    for (const way of ways) {
      const pair = pairOf(way, within);
      if (pair?.first !== undefined)
        return `"${pair.first}" and "${pair.second}" share a text in many ways`;
      if (pair) return `it may begin anywhere, and "${pair.second}" is read again from each place`;
    }
  }
  return undefined;
}

/** Refuses expressions whose time grows faster than the text, and those that are made of texts not known here. */
export const linear = {
  meta: {
    type: "problem",
    schema: [],
    messages: {
      slow: "/{{source}}/ takes more than linear time: {{why}}. Expected one way to match each text. Anchor it, exclude the separator, or write a loop.",
      made: "This expression is made of a text that is not known here. Expected a literal, or compilePattern of src/base/pattern, which is linear for any text.",
    },
  },
  create(context) {
    const judge = (node, source, flags) => {
      let why;
      try {
        why = superLinear(source, flags);
      } catch {
        return; // No expression: the compiler or the run says so.
      }
      if (why) context.report({ node, messageId: "slow", data: { source, why } });
    };
    const construct = (node) => {
      if (node.callee.type !== "Identifier" || node.callee.name !== "RegExp") return;
      const [source, flags] = node.arguments;
      if (source?.type === "Literal" && source.regex) return;
      if (source?.type !== "Literal") context.report({ node, messageId: "made" });
      else judge(node, String(source.value), String(flags?.value ?? ""));
    };
    return {
      Literal: (node) => {
        if (node.regex) judge(node, node.regex.pattern, node.regex.flags);
      },
      NewExpression: construct,
      CallExpression: construct,
    };
  },
};
