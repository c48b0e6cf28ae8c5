import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { importCycle } from "../../src/local/program/import-cycle";

describe("importCycle", () => {
  it("names both files, and the row that waits, where imports are live", () => {
    assert.throws(
      () => createRequire(__filename)("../model/cycle/stock"),
      (error) => {
        const text = importCycle(error, (file) => readFileSync(file, "utf8")) ?? "";
        assert.match(text, /^getOrders \(.*orders\.ts:\d+\): it needs getStock of .*stock\.ts/);
        return true;
      },
    );
  });

  it("blames no other error on it", () => {
    assert.equal(importCycle(new ReferenceError("x is not defined")), undefined);
    assert.equal(importCycle(new Error("Cannot access 'x' before initialization")), undefined);
  });
});
