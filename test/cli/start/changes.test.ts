import assert from "node:assert/strict";
import { readGraph } from "../../../src/graph/read/read-graph";
import { changesBetween } from "../../../src/local/start/changes";
import { smallGraph, type SmallRow } from "./small-graph";

const row = (name: string, code: string): SmallRow => ({
  ...{ name, code, verb: "GET", path: `/${name}`, access: "public" },
});
const good = "exports.handler = async () => ({ statusCode: 200 });";
/** As `src/pulumi/parts/code.ts` writes it. */
const broken = `exports.handler = async () => {\n  throw new Error(${JSON.stringify('menu.ts:1: Expected ";"\nsoup')});\n};\n`;
const changes = (before: SmallRow[], after: SmallRow[]) =>
  changesBetween(readGraph(smallGraph(before)), readGraph(smallGraph(after)));

describe("changesBetween", () => {
  const answers502 =
    "! code of getMenu: its handler does not build, so its row answers 502 until that is mended";

  it("names code that has changed", () => {
    const after = [row("getMenu", `${good} `)];
    assert.deepEqual(changes([row("getMenu", good)], after), ["~ code of getMenu"]);
  });

  it("says that a row answers 502 when its handler no longer builds", () => {
    assert.deepEqual(changes([row("getMenu", good)], [row("getMenu", broken)]), [answers502]);
  });

  it("says so of a new row", () => {
    const after = [row("getIndex", good), row("getMenu", broken)];
    assert.deepEqual(changes([row("getIndex", good)], after), [
      "+ GET /getMenu (public)",
      answers502,
    ]);
  });

  it("counts many functions, and still names what is broken", () => {
    const names = ["a", "b", "c", "d", "e", "f"];
    const before = ["getMenu", ...names].map((name) => row(name, good));
    const after = [row("getMenu", broken), ...names.map((name) => row(name, `${good} `))];
    assert.deepEqual(changes(before, after), ["~ code of 6 functions", answers502]);
  });

  it("says nothing of a handler that throws among other things", () => {
    const code = 'exports.handler = async () => { if (1) throw new Error("x"); };';
    assert.deepEqual(changes([row("getMenu", good)], [row("getMenu", code)]), [
      "~ code of getMenu",
    ]);
  });
});
