import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { budgetOf } from "../../../src/access/budget/budget-of";
import { limits } from "../../../src/access/budget/limits";
import { checksOf } from "../../../src/access/notes/checks-of";
import { toText } from "../../../src/access/budget/to-text";
import type { ResourceGraph } from "../../../src/graph/resource";
import { readGraph } from "../../../src/graph/read/read-graph";
import { main } from "../../../src/cli/budget";
import { behind, resource, shop } from "../notes/case";

const paths = (count: number) =>
  Object.fromEntries(
    Array.from({ length: count }, (_, at) => [`/p${at}`, { get: behind("fn", { security: [] }) }]),
  );
const plans = (count: number) =>
  Array.from({ length: count }, (_, at) =>
    resource("aws:apigateway/usagePlan:UsagePlan", `plan${at}`, { name: `plan${at}` }),
  );
const budget = (graph: ResourceGraph) => budgetOf(readGraph(graph));
const used = (graph: ResourceGraph, limit: keyof typeof limits) =>
  budget(graph).uses.find((one) => one.limit === limit);

describe("the budget of a deploy", () => {
  it("counts calls by operation, a body's import among them", () => {
    const { calls } = budget(shop(paths(3)));
    const counts = Object.fromEntries(calls.map(({ operation, count }) => [operation, count]));
    assert.equal(counts["CreateRestApi (regional or private)"], 1);
    assert.equal(counts["PutRestApi"], 1);
    assert.equal(counts["CreateDeployment"], 1);
    assert.equal(counts["AddPermission"], 1);
  });

  it("takes an edge-optimized API for what it costs, which is the provider's default", () => {
    const { calls, seconds } = budget(
      shop(paths(1), { api: { endpointConfiguration: undefined } }),
    );
    assert.ok(calls.some(({ operation }) => operation === "CreateRestApi (edge)"));
    assert.equal(seconds, 30);
  });

  it("takes 20 seconds for each plan that changes", () => {
    assert.equal(budget(shop(paths(1), { resources: plans(4) })).updateSeconds, 80);
  });

  it("takes 5 seconds for each deployment", () => {
    const second = resource("aws:apigateway/deployment:Deployment", "b", { restApi: "api1234567" });
    assert.equal(budget(shop(paths(1), { resources: [second] })).seconds, 10);
  });

  it("counts what stands in no component's own name", () => {
    const component = resource("gatehouse:index:Endpoint", "GET /", {});
    assert.equal(budget([...shop(paths(1)), component]).total, budget(shop(paths(1))).total);
  });
});

describe("the distance to a limit", () => {
  it("counts resources of an API, the root among them", () => {
    assert.equal(used(shop(paths(299)), "resources")?.used, 300);
  });

  it("counts characters of policies as IAM does, white space left out", () => {
    const statement = { Effect: "Allow", Action: "s3:GetObject", Resource: "*" };
    const document = { Version: "2012-10-17", Statement: [statement] };
    const role = resource("aws:iam/role:Role", "r", { assumeRolePolicy: "{}" }, { name: "r" });
    const policies = [0, 1].map((at) =>
      resource("aws:iam/rolePolicy:RolePolicy", `p${at}`, {
        role: "r",
        policy: JSON.stringify(document, null, 2),
      }),
    );
    const found = used(shop(paths(1), { resources: [role, ...policies] }), "inlinePolicies");
    assert.equal(found?.used, 2 * JSON.stringify(document).length);
  });

  it("counts the bytes of a function's policy", () => {
    const found = used(shop(paths(1)), "functionPolicy");
    assert.ok(found && found.used > 200 && found.percent <= 3, JSON.stringify(found));
  });

  it("gives each limit its source", () => {
    for (const { source, most } of Object.values(limits)) {
      assert.match(source, /^https:\/\/docs\.aws\.amazon\.com\//);
      assert.ok(most > 0);
    }
  });
});

describe("a check of limits", () => {
  const noted = (graph: ResourceGraph) =>
    checksOf(readGraph(graph)).flatMap(({ code, text }) => (code === "GH039" ? [text] : []));

  it("says nothing while limits are far", () => {
    assert.deepEqual(noted(shop(paths(200))), []);
  });

  it("says when a limit is near, how near, and whether AWS raises it", () => {
    const [text] = noted(shop(paths(249)));
    assert.match(text ?? "", /^250 of 300 resources of an API are taken \(84 %\)\. AWS raises it/);
  });
});

describe("npm run budget", () => {
  const folder = mkdtempSync(path.join(tmpdir(), "gatehouse-budget-"));
  const file = path.join(folder, "graph.json");
  before(() => writeFileSync(file, JSON.stringify(shop(paths(275)))));
  after(() => rmSync(folder, { recursive: true, force: true }));

  const run = async (...args: string[]) => {
    const { log, error } = console;
    const [out, err]: [string[], string[]] = [[], []];
    console.log = (text: string) => out.push(text);
    console.error = (text: string) => err.push(text);
    try {
      return {
        code: await main(["--graph", file, ...args]),
        out: out.join("\n"),
        err: err.join("\n"),
      };
    } finally {
      Object.assign(console, { log, error });
    }
  };

  it("shows a table", async () => {
    const { code, out } = await run();
    assert.equal(code, 0);
    assert.equal(out, toText(budget(shop(paths(275)))));
    assert.match(out, /resources of an API +shop +276 +300 +92/);
    assert.match(out, /apigateway\/latest\/developerguide\/limits\.html/);
  });

  it("prints JSON", async () => {
    const { out } = await run("--json");
    assert.equal(JSON.parse(out).uses[0].limit, "resources");
  });

  for (const [percent, code] of [
    ["90", 2],
    ["91", 2],
    ["92", 0],
    ["100", 0],
  ] as const)
    it(`ends with ${code} over ${percent} percent`, async () => {
      const ran = await run("--fail-over", percent);
      assert.equal(ran.code, code);
      if (code === 2) assert.match(ran.err, /shop has 276 of 300 resources of an API/);
    });

  it("refuses a percentage that is none", async () => {
    assert.equal((await run("--fail-over", "much")).code, 1);
    assert.equal((await run("--fail-ovr", "9")).code, 1);
  });
});
