import assert from "node:assert/strict";
import fc from "fast-check";
import { diffAccess } from "../../../src/access/diff/diff-access";
import { mirrored, properties } from "../../../src/graph/inputs/properties";
import type { Deployed } from "../../../src/graph/deployed";
import { readGraph } from "../../../src/graph/read/read-graph";
import { rows } from "./rows";
import { shopGraph } from "../../graph/shop";

const flipped = (changes: ReturnType<typeof diffAccess>["changes"]) =>
  changes
    .map((one) =>
      JSON.stringify({ ...one, verdict: mirrored(one.verdict), from: one.to, to: one.from }),
    )
    .sort();

describe("diffAccess over every property", function () {
  this.timeout(300_000);
  let text: string;
  before(async () => {
    text = JSON.stringify(await shopGraph());
  });

  for (const [name, { values, set, gains }] of Object.entries(rows)) {
    const { label, direction } = properties[name as keyof typeof rows];
    const graphOf = (value: unknown): Deployed => {
      const graph = JSON.parse(text);
      set(graph, value);
      return readGraph(graph);
    };
    it(`finds WIDER by the ${label} just where somebody gains`, () => {
      fc.assert(
        fc.property(values, values, (from, to) => {
          const [base, head] = [graphOf(from), graphOf(to)];
          const { changes } = diffAccess(base, head);
          const found = new Set(changes.map(({ verdict }) => verdict));
          const said = JSON.stringify(changes, null, 1);
          assert.equal(found.has("WIDER"), gains(from, to), said);
          assert.equal(found.has("NARROWER"), gains(to, from), said);
          const differs = JSON.stringify(from) !== JSON.stringify(to);
          if (!differs) assert.deepEqual(changes, []);
          const counts = direction === "change" ? differs : gains(from, to) || gains(to, from);
          if (counts)
            assert.ok(
              changes.some(({ property }) => property === name),
              said,
            );
          if (direction === "change" && differs) assert.ok(found.has("OTHER"), said);
          const back = diffAccess(head, base).changes.map((one) => JSON.stringify(one));
          assert.deepEqual(back.sort(), flipped(changes));
        }),
        { numRuns: 25 },
      );
    });
  }

  it("compares every property that there is", () => {
    assert.deepEqual(
      [...Object.keys(rows), "size", "stack"].sort(),
      Object.keys(properties).sort(),
    );
  });
});
