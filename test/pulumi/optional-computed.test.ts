import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import path from "node:path";
import type { Resource } from "../../src/graph/resource";
import { runProgram } from "../../src/cli/program/run-program";
import cases from "../cases/deploy/optional-computed.json";
import { everyFieldGraph, everyFieldStacks } from "../support/every-field";
import { deploy } from "./deploy";
import { optionalComputed } from "./provider-schema";

const root = path.join(__dirname, "../..");

interface Row {
  type: string;
  source: string;
  /** By input: what is said, or why nothing is. */
  inputs: Record<string, { said?: string; left?: string }>;
}
const table: Row[] = cases;

/** The smallest tables. */
const minimal = {
  public: `export const getIndex = endpoint("GET /", { access: "public" });`,
  cognito: `
    export const customers = userPool({ signUp: "invited", scopes: ["orders/read"] });
    export const getMe = endpoint("GET /me", { access: "cognito", userPool: customers });`,
};

describe("inputs that the provider keeps where they are left out", function () {
  this.timeout(240_000);

  it("are those of the installed provider", () => {
    const written = table.map(({ type, inputs }) => [type, Object.keys(inputs).sort()]);
    const found = [...optionalComputed()].map(([type, inputs]) => [type, inputs]);
    assert.deepEqual(written, found);
  });

  it("stand in docs/provider-facts.md", () => {
    const page = readFileSync(path.join(root, "docs/provider-facts.md"), "utf8");
    const listed = page
      .split("\n")
      .filter((line) => line.startsWith("| `aws:"))
      .map((line) => line.split("|").map((cell) => cell.trim().replace(/^`|`$/g, "")))
      .map(([, type, input, what, source]) => [type, input, what, source]);
    const written = table.flatMap(({ type, source, inputs }) => {
      const rows = Object.entries(inputs).map(([input, { said, left }]) => {
        const what = said ?? `not said: ${String(left)}`;
        return [type, input, what.replace(/^`|`$/g, ""), source];
      });
      return rows.length > 0 ? rows : [[type, "none", "", source]];
    });
    assert.deepEqual(listed, written);
  });

  for (const stack of everyFieldStacks) {
    it(`are said by the program with every field on the stack ${stack}`, async () => {
      assert.deepEqual(silent(await everyFieldGraph(stack)), []);
    });
  }

  it("are said by the example", async () => {
    const graph = await runProgram({
      directory: root,
      stack: "dev",
      seed: "a",
      showSecrets: false,
      print: () => {},
    });
    assert.deepEqual(silent(graph), []);
  });

  for (const [name, spec] of Object.entries(minimal)) {
    it(`are said by a small table, ${name}`, async () => {
      const { graph } = await deploy({ spec });
      assert.deepEqual(silent(graph), []);
    });
  }

  it("sees an input that is left out, and a type without a row", () => {
    const type = "aws:apigateway/restApi:RestApi";
    const missing = silent([resource(type, {}), resource("aws:sqs/queue:Queue", {})]);
    assert.ok(missing.includes(`${type} x: description`));
    assert.ok(missing.includes("aws:sqs/queue:Queue x: no row for its type"));
  });
});

/** The inputs of a graph's resources that are said by none. */
function silent(graph: readonly Resource[]): string[] {
  return (
    graph
      // A program may make others beside those of its API.
      .filter(({ type, urn }) => type.startsWith("aws:") && urn.includes("gatehouse:index:"))
      .flatMap(({ type, name, inputs }) => {
        const row = table.find((one) => one.type === type);
        if (!row) return [`${type} ${name}: no row for its type`];
        return Object.entries(row.inputs)
          .filter(([input, { said }]) => said !== undefined && !says(inputs, input.split(".")))
          .map(([input]) => `${type} ${name}: ${input}`);
      })
  );
}

/** Whether a value stands at a path; a block that is optional itself may be missing as a whole. */
function says(value: unknown, [first = "", ...rest]: readonly string[]): boolean {
  const found = (value as Record<string, unknown>)[first];
  if (rest.length === 0) return found !== undefined && found !== null;
  if (found === undefined) return true;
  return says(Array.isArray(found) ? found[0] : found, rest);
}

const resource = (type: string, inputs: Record<string, unknown>) =>
  ({ type, name: "x", urn: "gatehouse:index:Api", inputs, outputs: {} }) as unknown as Resource;
