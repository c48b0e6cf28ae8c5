import assert from "node:assert/strict";
import { BoundedMap, memo } from "../../src/base/memo";

describe("BoundedMap", () => {
  it("forgets the oldest entry for a new one, and none for one that it has", () => {
    const map = new BoundedMap<string, number>(2);
    map.set("a", 1).set("b", 2).set("b", 3);
    assert.deepEqual(
      [...map],
      [
        ["a", 1],
        ["b", 3],
      ],
    );
    map.set("c", 4);
    assert.deepEqual(
      [...map],
      [
        ["b", 3],
        ["c", 4],
      ],
    );
  });
});

describe("memo", () => {
  it("makes each answer once, while it is kept", () => {
    const made: string[] = [];
    const answer = memo(1, (text) => ({ length: made.push(text) }));
    for (const text of ["a", "a", "b", "a"]) answer(text);
    assert.deepEqual(made, ["a", "b", "a"]);
  });
});
