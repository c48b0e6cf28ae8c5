import assert from "node:assert/strict";
import { readGraph } from "../../../src/graph/read/read-graph";
import { changesBetween } from "../../../src/local/start/changes";
import { smallGraph, type SmallRow } from "./small-graph";

const row = (name: string, code: string): SmallRow => ({
  ...{ name, code, verb: "GET", path: `/${name}`, access: "public" },
});
const good = "exports.handler = async () => ({ statusCode: 200 });";
const changes = (before: SmallRow[], after: SmallRow[]) =>
  changesBetween(readGraph(smallGraph(before)), readGraph(smallGraph(after)));

describe("changesBetween", () => {
  it("names code that has changed", () => {
    const after = [row("getMenu", `${good} `)];
    assert.deepEqual(changes([row("getMenu", good)], after), ["~ code of getMenu"]);
  });

  it("says nothing of the code of a new row", () => {
    const after = [row("getIndex", good), row("getMenu", good)];
    assert.deepEqual(changes([row("getIndex", good)], after), ["+ GET /getMenu (public)"]);
  });

  it("counts many functions", () => {
    const names = ["a", "b", "c", "d", "e", "f"];
    const before = names.map((name) => row(name, good));
    const after = names.map((name) => row(name, `${good} `));
    assert.deepEqual(changes(before, after), ["~ code of 6 functions"]);
  });
});
