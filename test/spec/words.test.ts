import assert from "node:assert/strict";
import * as spec from "../../src/spec";
import { words } from "../../src/spec/words";

describe("the words of the table", () => {
  it("are all that the package exports to write one", () => {
    assert.deepEqual(Object.keys(spec).sort(), [...words].sort());
  });
});
