import assert from "node:assert/strict";
import path from "node:path";
import { diffAccess } from "../../../src/access/diff/diff-access";
import { accessOf } from "../../../src/access/access-of";
import { decidingOf } from "../../../src/access/diff/deciding";
import type { ResourceGraph } from "../../../src/access/graph";
import { noAccessOfType, treeOfType } from "../../../src/access/inputs/known-inputs";
import { below, type InputNode } from "../../../src/access/inputs/input-tree";
import { readGraph } from "../../../src/access/read-graph";
import { runProgram } from "../../../src/local/program/run-program";
import { leafEdits, type LeafEdit } from "./edits";

const root = path.join(__dirname, "../../..");
const exampleGraph = () =>
  runProgram({ directory: root, stack: "dev", seed: "leaves", showSecrets: true, print: () => {} });

/** Why a place concerns no access; undefined where it may. */
function reasonOf({ type, isDeciding, place }: LeafEdit): string | undefined {
  const ofType = noAccessOfType(type);
  if (ofType !== undefined) return ofType;
  let node: InputNode | undefined = treeOfType(type, isDeciding);
  let reason: string | undefined;
  for (const name of place) {
    node = below(node, name);
    if (node?.meaning !== undefined) reason = node.meaning.noAccess;
  }
  return reason;
}

const graphs: Readonly<Record<string, () => Promise<ResourceGraph>>> = {
  "the example": exampleGraph,
};

for (const [name, graphOf] of Object.entries(graphs))
  describe(`diffAccess over every leaf of ${name}`, function () {
    this.timeout(600_000);

    it("is silent only about those that are named as concerning no access", async () => {
      const graph = await graphOf();
      const text = JSON.stringify(graph);
      const base = readGraph(graph);
      assert.deepEqual(base.unread, []);
      const edits = leafEdits(
        graph,
        decidingOf(base, accessOf(base)).map(({ fn }) => fn.name),
      );
      const silent = edits.filter((one) => {
        if (reasonOf(one) !== undefined) return false;
        const draft = JSON.parse(text);
        one.edit(draft);
        if (JSON.stringify(draft) === text) return false;
        return diffAccess(base, readGraph(draft)).changes.length === 0;
      });
      assert.deepEqual(
        silent.map((one) => one.name),
        [],
      );
      assert.ok(edits.length > 300, String(edits.length));
    });
  });
