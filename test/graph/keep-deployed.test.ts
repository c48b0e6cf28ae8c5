import assert from "node:assert/strict";
import type { Resource, ResourceGraph } from "../../src/graph/resource";
import { keepDeployed } from "../../src/graph/keep-deployed";
import { readGraph } from "../../src/graph/read/read-graph";
import { definitionOf, methodOf, readCase } from "./graphs";

const graph = readCase("single-resources") as ResourceGraph;

function changed(type: string, name: string, inputs: Record<string, unknown>): ResourceGraph {
  return graph.map((resource): Resource => {
    if (!resource.type.endsWith(`:${type}`) || resource.name !== name) return resource;
    return { ...resource, inputs: { ...resource.inputs, ...inputs } };
  });
}

describe("keepDeployed", () => {
  const before = definitionOf("single-resources");
  const opened = changed("Method", "any", { authorization: "NONE" });

  it("keeps serving what was deployed while the deployment stays", () => {
    const kept = keepDeployed(before, readGraph(opened));
    assert.equal(methodOf(kept, "ANY /{proxy+}", 1).authorizationType, "AWS_IAM");
    assert.match(
      kept.warnings.join("\n"),
      /RestApi "other": it changed and its Deployment did not/,
    );
  });

  it("serves the change once the deployment has new triggers", () => {
    const triggers = opened.map((resource): Resource =>
      resource.type.endsWith(":Deployment") && resource.name === "other"
        ? { ...resource, inputs: { ...resource.inputs, triggers: { api: "2" } } }
        : resource,
    );
    const kept = keepDeployed(before, readGraph(triggers));
    assert.equal(methodOf(kept, "ANY /{proxy+}", 1).authorizationType, "NONE");
    assert.deepEqual(kept.warnings, []);
  });

  it("takes changes that need no deployment", () => {
    const settings = { stageName: "renamed" };
    const kept = keepDeployed(before, readGraph(changed("Stage", "other", settings)));
    assert.equal(kept.apis[1]?.stages[0]?.stageName, "renamed");
    assert.deepEqual(kept.warnings, []);
  });
});
