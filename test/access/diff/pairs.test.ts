import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import path from "node:path";
import { diffAccess } from "../../../src/access/diff/diff-access";
import { mirrored } from "../../../src/graph/inputs/properties";
import type { Deployed } from "../../../src/graph/deployed";
import { readGraph } from "../../../src/graph/read/read-graph";
import { shopGraph, type Edit } from "../../graph/shop";

interface Pair {
  name: string;
  edit: readonly Edit[];
  expected: readonly string[];
}

const file = path.join(__dirname, "../../cases/diff/pairs.json");
const pairs: readonly Pair[] = JSON.parse(readFileSync(file, "utf8"));

const lines = (base: Deployed, head: Deployed) =>
  diffAccess(base, head).changes.map(
    ({ verdict, property, where, who }) => `${verdict} ${property} ${where.join(", ")}: ${who}`,
  );

describe("diffAccess over edits of a table", function () {
  this.timeout(300_000);
  let base: Deployed;
  const heads = new Map<string, Deployed>();
  before(async () => {
    // Two programs at a time: each is a process that loads the Pulumi runtime.
    const waiting = [{ name: "base", edit: [] as readonly Edit[] }, ...pairs];
    const work = async () => {
      for (let next = waiting.shift(); next; next = waiting.shift())
        heads.set(next.name, readGraph(await shopGraph(next.edit)));
    };
    await Promise.all([work(), work()]);
    base = heads.get("base")!;
    assert.deepEqual(base.problems, []);
  });

  for (const { name, expected } of pairs)
    it(name, () => {
      const head = heads.get(name)!;
      assert.deepEqual(head.problems, []);
      assert.deepEqual(lines(base, head).sort(), [...expected].sort());
      const back = diffAccess(head, base).changes.map((one) => mirrored(one.verdict));
      const forth = diffAccess(base, head).changes.map((one) => one.verdict);
      assert.deepEqual(back.sort(), forth.sort());
    });
});
