import assert from "node:assert/strict";
import type { Resource } from "../../src/graph/resource";
import { readGraph } from "../../src/graph/read/read-graph";
import { readCase } from "./graphs";

interface Table {
  base: Resource[];
  cases: { name: string; add: Resource[]; remove: string[]; problems: string[] }[];
}

const { base, cases } = readCase("problems") as Table;

function isLeft(resource: Resource, remove: readonly string[]): boolean {
  if (remove.includes("api-only") && resource.type.endsWith(":RestApi")) return false;
  return !remove.includes(resource.name);
}

describe("the problems of readGraph", () => {
  for (const { name, add, remove, problems } of cases)
    it(`${problems.length === 0 ? "takes" : "refuses"} ${name}`, () => {
      const graph = [...add, ...base.filter((resource) => isLeft(resource, remove))];
      const found = readGraph(graph).problems;
      assert.equal(found.length, problems.length, found.join("\n"));
      for (const problem of problems)
        assert.ok(
          found.some((text) => text.includes(problem)),
          `${problem}\nis not among\n${found.join("\n")}`,
        );
    });
});
