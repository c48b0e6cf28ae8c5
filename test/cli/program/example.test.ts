import assert from "node:assert/strict";
import path from "node:path";
import type { ResourceGraph } from "../../../src/graph/resource";
import { runProgram } from "../../../src/cli/program/run-program";

describe("index.ts of this project", function () {
  this.timeout(300_000);
  let graph: ResourceGraph;
  before(async () => {
    graph = await runProgram({
      directory: path.join(__dirname, "../../.."),
      stack: "dev",
      seed: "a seed",
      showSecrets: false,
      print: () => {},
    });
  });

  it("wires the table of orders to the one function that writes into it", () => {
    const table = graph.find(({ type }) => type.endsWith(":Table"));
    const writes = graph.filter(({ inputs }) => String(inputs.policy).includes("dynamodb:PutItem"));
    assert.deepEqual(
      writes.map(({ name }) => name),
      ["putOrders"],
    );
    assert.ok(String(writes[0]?.inputs.policy).includes(String(table?.outputs.arn)));
    const { inputs } = graph.find(
      ({ type, name }) => type.endsWith(":Function") && name === "putOrders",
    )!;
    const { variables } = inputs.environment as { variables: Record<string, string> };
    assert.equal(variables.TABLE, table?.outputs.name);
  });

  it("has no value that only a deploy would know", () => {
    assert.equal(JSON.stringify(graph).includes("04da6b54-80e4-46f7-96ec-b56ff0331ba9"), false);
  });

  it("holds no secret that is not marked", () => {
    const values = JSON.stringify(graph);
    assert.doesNotMatch(values, /"GATEHOUSE_API_KEY"|"clientSecret":"/);
  });
});
