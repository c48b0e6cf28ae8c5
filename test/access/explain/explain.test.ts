import assert from "node:assert/strict";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import type { Check } from "../../../src/access/explain/checks";
import type { ResourceGraph } from "../../../src/graph/resource";
import { readGraph } from "../../../src/graph/read/read-graph";
import { readExplainArguments } from "../../../src/cli/explain/arguments";
import type { ExplainedStep, Explanation } from "../../../src/cli/explain/explanation";
import { explain } from "../../../src/cli/explain/run";
import { runProgram } from "../../../src/cli/program/run-program";
import { openStore } from "../../../src/local/store/store";
import { createTokens } from "../../../src/local/tokens/create-tokens";
import { foreignGraph, guardedGraph } from "./foreign-graph";

const project = path.join(__dirname, "../../..");

/** A request, who sends it, and what is said about that. */
interface ExplainCase {
  name: string;
  graph?: "foreign" | "guarded";
  request: string;
  as?: string;
  headers?: string[];
  body?: string;
  sourceIp?: string;
  allowed?: true;
  refusedBy?: Check;
  steps?: Partial<Record<Check, ExplainedStep["outcome"]>>;
  /** Parts of what is said. */
  because?: Partial<Record<Check, string>>;
  answer?: Explanation["answer"];
  mend?: string;
  passes?: string[];
  note?: string;
}

const casesOf = (name: string) =>
  JSON.parse(
    fs.readFileSync(path.join(project, `test/cases/explain/${name}.json`), "utf8"),
  ) as ExplainCase[];

const argumentsOf = ({ request, as, headers = [], body, sourceIp }: ExplainCase) => [
  request,
  ...(as === undefined ? [] : ["--as", as]),
  ...headers.flatMap((header) => ["--header", header]),
  ...(body === undefined ? [] : ["--body", body]),
  ...(sourceIp === undefined ? [] : ["--source-ip", sourceIp]),
];

describe("explain", function () {
  this.timeout(300_000);
  let folder: string;
  const graphs: Record<string, string> = {};

  const write = (name: string, graph: ResourceGraph) => {
    graphs[name] = path.join(folder, `${name}.json`);
    fs.writeFileSync(graphs[name], JSON.stringify(graph));
  };
  const ask = async (graph: string, ...words: string[]) => {
    const state = path.join(folder, "state");
    const args = readExplainArguments([...words, "--graph", graphs[graph]!, "--state", state]);
    if (typeof args === "string") throw new Error(args);
    return explain(args, { projectDirectory: project, print: () => {} });
  };
  const explained = async (graph: string, ...words: string[]) => {
    const found = await ask(graph, ...words);
    if ("explanations" in found) return found.explanations;
    throw new Error(found.join("\n"));
  };

  before(async () => {
    folder = fs.mkdtempSync(path.join(os.tmpdir(), "gatehouse-explained-"));
    const graph = await runProgram({
      ...{ directory: project, stack: "dev", seed: "a seed", showSecrets: true },
      print: () => {},
    });
    write("example", graph);
    write("foreign", foreignGraph);
    write("guarded", guardedGraph);
    // Signing keys, which would be made anew for every question.
    const store = openStore(path.join(folder, "state"));
    const tokens = createTokens({ store });
    await tokens.load(readGraph(graph));
    await tokens.close();
    await store.close();
  });
  after(() => fs.rmSync(folder, { recursive: true, force: true }));

  for (const file of ["example", "foreign"]) {
    describe(`the ${file} graph`, () => {
      for (const one of casesOf(file)) {
        it(one.name, async () => {
          const [found] = await explained(one.graph ?? file, ...argumentsOf(one));
          check(found!, one);
        });
      }
    });
  }

  it("compares several callers", async () => {
    const found = await explained(
      ...["example", "GET /stock/7", "--as", "role:billing", "--as", "role:getIndex"],
    );
    assert.deepEqual(
      found.map(({ as, allowed }) => [as, allowed]),
      [
        ["role:billing", true],
        ["role:getIndex", false],
      ],
    );
  });

  it("asks everybody, and with a key as well whoever lacks nothing else", async () => {
    const found = await explained("example", "GET /costs/7", "--as", "all");
    const allowed = found.filter((one) => one.allowed).map(({ as }) => as);
    assert.deepEqual(allowed, [
      "role:billing+key:paidKey",
      "role:billing+key:website@1",
      "role:billing+key:website@2",
    ]);
    assert.ok(found.some(({ as }) => as === "role:diners"));
  });

  it("lets one call not take from the next: nothing is counted", async () => {
    const plan = { type: "aws:apigateway/usagePlan:UsagePlan", name: "paid" };
    const limits = {
      quotaSettings: { limit: 1, period: "DAY" },
      throttleSettings: { burstLimit: 1, rateLimit: 1 },
    };
    write(
      "scarce",
      foreignGraph.map((one) =>
        one.type === plan.type ? { ...one, inputs: { ...one.inputs, ...limits } } : one,
      ),
    );
    const found = await explained(
      ...["scarce", "GET /list", "--as", "key:website", "--as", "key:website"],
    );
    assert.deepEqual(
      found.map((one) => one.allowed),
      [true, true],
    );
  });

  const wrong: [string, string[], RegExp][] = [
    [
      "a caller that nobody is",
      ["GET /", "--as", "role:nobody"],
      /unknown caller.*\n(.*\n)*  role:billing/,
    ],
    [
      "a scope that the pool lacks",
      ["GET /", "--as", "pool:customers+orders/read"],
      /no scope "orders\/read"; it has .*orders\/write/,
    ],
    ["a stage that the API lacks", ["GET /", "--stage", "prod"], /--stage prod: .*it has dev/],
    ["an API that the graph lacks", ["GET /", "--api", "shop"], /--api shop: .*it has restaurants/],
    [
      "two credentials in one header",
      ["GET /", "--as", "role:billing+pool:customers"],
      /one Authorization/,
    ],
    [
      "a header that is given twice",
      ["GET /", "--as", "key:paidKey", "--header", "x-api-key: another"],
      /leave one out/,
    ],
    ["a path with spaces", ["GET /a b"], /path without spaces/],
    ["no path", ["GET stock"], /begins with \//],
  ];
  for (const [what, words, message] of wrong) {
    it(`says what is wrong with ${what}`, async () => {
      const found = await ask("example", ...words);
      assert.ok(!("explanations" in found));
      assert.match(found.join("\n"), message);
    });
  }
});

function check(found: Explanation, expected: ExplainCase): void {
  const step = (name: string) => found.steps.find((one) => one.check === name);
  assert.equal(found.allowed, expected.allowed === true, JSON.stringify(found, null, 2));
  assert.equal(found.steps.find(({ outcome }) => outcome === "refused")?.check, expected.refusedBy);
  for (const [name, outcome] of Object.entries(expected.steps ?? {})) {
    assert.equal(step(name)?.outcome, outcome, name);
  }
  for (const [name, text] of Object.entries(expected.because ?? {})) {
    assert.ok(step(name)?.because.includes(text), `${name}: ${step(name)?.because}`);
  }
  if (expected.answer) assert.deepEqual(found.answer, expected.answer);
  if (expected.mend !== undefined) {
    assert.ok(found.mend?.includes(expected.mend), `${found.mend}`);
  }
  if (expected.refusedBy) assert.ok(found.mend, "a refusal says what would let it pass");
  if (expected.passes) assert.deepEqual(found.passes, expected.passes);
  if (expected.note !== undefined) {
    assert.ok(
      found.notes.some((note) => note.includes(expected.note!)),
      found.notes.join("\n"),
    );
  }
}
