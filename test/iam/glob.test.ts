import assert from "node:assert/strict";
import fc from "fast-check";
import { matchesGlob, matchesText, patternOf } from "../../src/iam/language/glob";

const written = fc.string({ unit: fc.constantFrom("a", "b", ":", "/", "*", "?"), maxLength: 14 });
const text = fc.string({ unit: fc.constantFrom("a", "b", ":", "/", "😀"), maxLength: 14 });

describe("matchesText", () => {
  it("says what the plain reading of the pattern says, with every shortcut", () => {
    fc.assert(
      fc.property(written, text, fc.boolean(), (pattern, value, bySegment) => {
        const plain = matchesGlob(patternOf(pattern), value, { bySegment });
        assert.equal(matchesText(pattern, value, { bySegment }), plain);
      }),
      { numRuns: 5_000 },
    );
  });

  it("needs no more than the product of both lengths for many stars", () => {
    const stars = "*a".repeat(500);
    assert.equal(matchesText(`${stars}b`, "a".repeat(2_000)), false);
    assert.equal(matchesText(stars, "a".repeat(2_000)), true);
  });
});
