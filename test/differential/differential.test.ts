import assert from "node:assert/strict";
import { baseGraphs } from "./graphs";
import { foundText, runDifferential } from "./run";

describe("what report, diff and verify hold, and what the gateway decides", () => {
  it("is the same for every graph of the cases, and for edits of them", async function () {
    this.timeout(600_000);
    const options = { graphs: 2_200, seed: 1, questions: 12, most: 3 };
    const { graphs, asked, found } = await runDifferential(baseGraphs(), options);
    assert.deepEqual(found.map(foundText), []);
    assert.ok(graphs >= 2_000 && asked > 20_000, `${graphs} graphs, ${asked} questions`);
  });
});
