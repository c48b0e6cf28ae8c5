import assert from "node:assert/strict";
import { secretKind, secretMark, unknownValue } from "../../src/base/marks";
import { holdsUnknown, reveal, textOf } from "../../src/base/values";

const secret = (rest: object): object => ({ [secretMark]: secretKind, ...rest });

describe("reveal", () => {
  const cases: readonly [name: string, value: unknown, expected: unknown][] = [
    ["plain text", "a", "a"],
    ["a secret with its value", secret({ value: "a" }), "a"],
    ["a secret of a secret", secret({ value: secret({ value: "a" }) }), "a"],
    ["a secret as a stack's export writes it", secret({ plaintext: '"a"' }), "a"],
    ["a secret whose value is left out", secret({}), unknownValue],
    ["a secret that is encrypted", secret({ ciphertext: "x" }), unknownValue],
    ["secrets inside lists and objects", { a: [secret({ value: 1 })] }, { a: [1] }],
    [
      "an output that is not known",
      { [secretMark]: "d0e6a833031e9bbcd3f4e8bde6ca49a4", secret: true },
      unknownValue,
    ],
    [
      "a reference to a resource",
      { [secretMark]: "5cf8f73096256a8f31e491e813e4eb8e", urn: "urn", id: "id1" },
      "id1",
    ],
    [
      "an archive, whose mark is another",
      { [secretMark]: "0def7320c3a5731c473e5ecbe6d01bc7", path: "dist" },
      { [secretMark]: "0def7320c3a5731c473e5ecbe6d01bc7", path: "dist" },
    ],
  ];
  for (const [name, value, expected] of cases)
    it(`opens ${name}`, () => assert.deepEqual(reveal(value), expected));
});

describe("holdsUnknown", () => {
  it("finds an unknown inside text", () => {
    assert.equal(holdsUnknown({ a: [`arn:${unknownValue}:b`] }), true);
    assert.equal(textOf(`arn:${unknownValue}:b`), undefined);
  });
});
