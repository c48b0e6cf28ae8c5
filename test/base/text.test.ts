import assert from "node:assert/strict";
import { counted, shorten } from "../../src/base/text";

describe("shorten", () => {
  const cases: [text: string, longest: number, expected: string][] = [
    ["short", 5, "short"],
    ["one two three", 8, "one two…"],
    ["one two three", 7, "one two…"],
    ["one two three", 6, "one…"],
    ["one, two", 5, "one…"],
    ["x".repeat(100), 60, `${"x".repeat(60)}…`],
    [`a ${"x".repeat(100)}`, 60, `a ${"x".repeat(58)}…`],
    ["a😀b", 2, "a…"],
    ["", 0, ""],
  ];
  for (const [text, longest, expected] of cases) {
    it(`makes ${JSON.stringify(expected)} of ${JSON.stringify(text)} at ${longest}`, () => {
      assert.equal(shorten(text, longest), expected);
    });
  }
});

describe("counted", () => {
  it("keeps each line once, in its first place", () => {
    assert.deepEqual(counted(["a", "b", "a"]), ["a (2 times)", "b"]);
  });
});
