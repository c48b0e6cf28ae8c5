import assert from "node:assert/strict";
import { readGraph } from "../../../src/graph/read/read-graph";
import type { ResourceGraph } from "../../../src/graph/resource";
import { caveats } from "../../../src/cli/start/build-deployed";

describe("caveats", () => {
  const of = (graph: unknown[]) => caveats(readGraph(graph as ResourceGraph));

  it("says that a graph without an API refuses everything", () =>
    assert.deepEqual(of([]), ["The graph has no API, so every request is refused."]));

  it("names an API without a stage", () => {
    const type = "aws:apigateway/restApi:RestApi";
    const api = { type, name: "shop", urn: "urn:shop", inputs: {}, outputs: {} };
    const said = of([api]).filter((text) => text.startsWith("RestApi"));
    assert.equal(said.length, 1);
    assert.match(said[0]!, /the graph has no stage of it, so every request is refused/);
  });
});
