import assert from "node:assert/strict";
import path from "node:path";
import { diffAccess } from "../../../src/access/diff/diff-access";
import { accessOf } from "../../../src/access/who/access-of";
import { decidingOf } from "../../../src/access/diff/deciding";
import type { ResourceGraph } from "../../../src/graph/resource";
import { noAccessOfType, treeOfType } from "../../../src/graph/inputs/known-inputs";
import { below, type InputNode } from "../../../src/graph/inputs/input-tree";
import { readUnchecked } from "../../../src/graph/read/read-graph";
import { runProgram } from "../../../src/cli/program/run-program";
import { everyFieldGraph, type EveryFieldStack } from "../../support/every-field";
import { leafEdits, type LeafEdit } from "./edits";

const root = path.join(__dirname, "../../..");
/** What a graph before has had already. */
const seen = new Set<string>();
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

interface Given {
  graphOf: () => Promise<ResourceGraph>;
  /** Of three changes of each place one, by turns: all of them take minutes. */
  isSampled?: boolean;
}

const everyField = (stack: EveryFieldStack): Given => ({
  graphOf: () => everyFieldGraph(stack),
  isSampled: true,
});

const graphs: Readonly<Record<string, Given>> = {
  "the example": { graphOf: exampleGraph },
  "every field": everyField("every"),
  "every field of a private API": everyField("private"),
  "every field with client certificates": everyField("mutual"),
};

for (const [name, { graphOf, isSampled = false }] of Object.entries(graphs))
  describe(`diffAccess over every leaf of ${name}`, function () {
    this.timeout(600_000);

    it("is silent only about those that are named as concerning no access", async () => {
      const graph = await graphOf();
      const text = JSON.stringify(graph);
      const base = readUnchecked(graph);
      const notKnown = base.unread.filter(({ why }) => !why.endsWith("before a deploy"));
      assert.deepEqual(notKnown, []);
      const deciding = decidingOf(base, accessOf(base)).map(({ fn }) => fn.name);
      const edits = leafEdits(graph, deciding, seen);
      const silent = edits.filter((one, at) => {
        if (isSampled && at % 3 !== Math.floor(at / 3) % 3) return false;
        if (reasonOf(one) !== undefined) return false;
        const draft = JSON.parse(text);
        one.edit(draft);
        if (JSON.stringify(draft) === text) return false;
        return diffAccess(base, readUnchecked(draft)).changes.length === 0;
      });
      assert.deepEqual(
        silent.map((one) => one.name),
        [],
      );
      assert.ok(edits.length > 0);
    });
  });
