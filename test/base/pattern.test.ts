import assert from "node:assert/strict";
import fc from "fast-check";
import { compilePattern, replacePattern, splitByPattern } from "../../src/base/pattern/pattern";
import { compileWholePattern } from "../../src/base/pattern/whole-pattern";

/** Expressions that take a backtracking engine years, or at least minutes, and a text that shows it. */
const evil: readonly (readonly [pattern: string, text: string, fits: boolean])[] = [
  ["^(a+)+$", `${"a".repeat(5_000)}!`, false],
  ["^(a|a)*$", `${"a".repeat(5_000)}!`, false],
  ["^(a*)*b", "a".repeat(5_000), false],
  ["^(\\w+\\s?)*$", `${"word ".repeat(2_000)}!`, false],
  ["(x+x+)+y", "x".repeat(5_000), false],
  ["\\s+$", `${" ".repeat(200_000)}x`, false],
  ["^\\s*([^,]+?)\\s*(?:,\\s*'([^']*)'\\s*)?$", " ".repeat(20_000) + ",", false],
  ["^(([a-z])+.)+[A-Z]([a-z])+$", "a".repeat(5_000), false],
  [".*Error.*Error.*Error.*!", "Error".repeat(2_000), false],
  ["^(?=(a+)+$)a", `${"a".repeat(5_000)}!`, false],
  ["(?:a{0,50}){0,50}b", "a".repeat(5_000), false],
];

const fits = (pattern: string, text: string, flags = ""): boolean | undefined =>
  compilePattern(pattern, { flags })?.test(text);

describe("patterns of others", () => {
  for (const [pattern, text, expected] of evil)
    it(`answer for /${pattern}/ and ${text.length} characters`, () => {
      assert.equal(fits(pattern, text), expected);
      assert.equal(compileWholePattern(pattern).test(text), expected);
    });

  it("refuse what cannot be linear, or is too large", () => {
    for (const pattern of [
      "(a)\\1",
      "(?<n>a)\\k<n>",
      "((a{1000}){1000}){1000}",
      "(",
      "a".repeat(20_000),
    ])
      assert.equal(compilePattern(pattern), undefined, pattern.slice(0, 40));
    assert.equal(compileWholePattern("(a+)\\1").test("aa"), false);
  });

  it("refuse a text that takes too many steps", () => {
    assert.equal(fits("(?:a{0,2000}){0,4}b", "a".repeat(50_000)), false);
  });

  const atom = fc.constantFrom("a", "b", "[ab]", "[^a]", ".", "\\w", "\\n");
  const edge = fc.constantFrom("^", "$", "\\b", "\\B");
  const quantifier = fc.constantFrom("*", "+", "?", "*?", "+?", "{2}", "{0,2}", "{1,}");
  const text = fc.string({ unit: fc.constantFrom("a", "b", " ", "\n", "A"), maxLength: 8 });
  const flags = fc.constantFrom("", "i", "s", "m", "u", "imsu");
  /** Expressions; `repeated` says what a quantifier may follow. */
  const expressions = (repeated: "anything" | "atoms"): fc.Arbitrary<string> =>
    fc.letrec<{ expression: string }>((tie) => ({
      expression: fc.oneof(
        { maxDepth: 3, withCrossShrink: true },
        atom,
        edge,
        fc.tuple(tie("expression"), tie("expression")).map(([a, b]) => a + b),
        fc.tuple(tie("expression"), tie("expression")).map(([a, b]) => `(?:${a}|${b})`),
        fc
          .tuple(fc.constantFrom("", "?=", "?!", "?<=", "?<!"), tie("expression"))
          .map(([kind, a]) => `(${kind}${a})`),
        fc
          .tuple(repeated === "atoms" ? atom : tie("expression").map((a) => `(?:${a})`), quantifier)
          .map(([a, many]) => `${a}${many}`),
      ),
    })).expression;

  it("fit what fits for the platform's own engine", () => {
    fc.assert(
      fc.property(expressions("anything"), text, flags, (source, sent, flag) => {
        assert.equal(fits(source, sent, flag), new RegExp(source, flag).test(sent));
        const alone = flag.replace("m", "");
        assert.equal(
          compilePattern(source, { flags: alone, whole: true })?.test(sent),
          new RegExp(`^(?:${source})$`, alone).test(sent),
        );
      }),
      { numRuns: 3_000 },
    );
  });

  it("match where the platform's own engine matches", () => {
    fc.assert(
      fc.property(expressions("atoms"), text, flags, (source, sent, flag) => {
        const native = new RegExp(source, flag).exec(sent);
        const slots = compilePattern(source, { flags: flag })?.find(sent, 0);
        assert.deepEqual(
          slots && [slots[0], sent.slice(slots[0], slots[1])],
          native ? [native.index, native[0]] : undefined,
        );
      }),
      { numRuns: 3_000 },
    );
  });

  it("replace and split as templates ask", () => {
    const pattern = compilePattern("(a)(b)?")!;
    const by = (groups: readonly string[]): string => `<${groups.join("|")}>`;
    assert.equal(replacePattern("abca", pattern, { all: true, by }), "<ab|a|b>c<a|a|>");
    assert.equal(replacePattern("abca", pattern, { all: false, by }), "<ab|a|b>ca");
    assert.deepEqual(splitByPattern("a1b22c", compilePattern("\\d+")!), ["a", "b", "c"]);
    assert.deepEqual(splitByPattern("abc", compilePattern("")!), ["a", "b", "c"]);
  });
});
