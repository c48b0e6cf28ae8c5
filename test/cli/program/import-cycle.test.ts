import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { importCycle } from "../../../src/cli/program/import-cycle";

describe("importCycle", () => {
  it("names both files, and the row that waits, where imports are live", () => {
    assert.throws(
      () => createRequire(__filename)("../../model/cycle/stock"),
      (error) => {
        const text = importCycle(error, (file) => readFileSync(file, "utf8")) ?? "";
        assert.match(text, /^getOrders \(.*orders\.ts:\d+\): it needs getStock of .*stock\.ts/);
        return true;
      },
    );
  });

  it("says which line to move where, where one file uses a constant above its declaration", () => {
    const text = [
      'export const getIndex = endpoint("GET /", {',
      "  calls: [getStock],",
      "});",
      "",
      'export const getStock = endpoint("GET /stock", {});',
    ].join("\n");
    const error = new ReferenceError("Cannot access 'getStock' before initialization");
    // Below it stand the files that load it, which have no part in it.
    error.stack = `${String(error)}\n    at /shop/api-spec/index.ts:2:11\n    at Object.<anonymous> (/shop/index.ts:1:1)`;
    assert.equal(
      importCycle(error, (file) => (file === "/shop/api-spec/index.ts" ? text : "")),
      "getIndex (/shop/api-spec/index.ts:2): it uses getStock, which is declared further down, at /shop/api-spec/index.ts:5. Expected getStock above line 2. Move its declaration above getIndex.",
    );
  });

  it("blames no other error on it", () => {
    assert.equal(importCycle(new ReferenceError("x is not defined")), undefined);
    assert.equal(importCycle(new Error("Cannot access 'x' before initialization")), undefined);
  });
});
