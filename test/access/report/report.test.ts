import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { accessOf, answerOf } from "../../../src/access/who/access-of";
import { readGraph } from "../../../src/graph/read/read-graph";
import { toMarkdown } from "../../../src/access/report/markdown";
import { reportOf } from "../../../src/access/report/report-of";
import { code } from "../../../src/access/report/text";
import { find, type Draft } from "../diff/rows";
import { runCommand } from "../diff/run-command";
import { shopFolder, shopGraph } from "../../graph/shop";

describe("the report", function () {
  this.timeout(300_000);
  let text: string;
  before(async () => {
    text = JSON.stringify(await shopGraph());
  });
  const markdownOf = (edit: (graph: Draft) => void = () => {}) => {
    const graph = JSON.parse(text);
    edit(graph);
    return toMarkdown(reportOf(readGraph(graph)));
  };

  it("says who exactly, row by row", () => {
    const rows = markdownOf()
      .split("\n")
      .filter((line) => /^\| (GET|PUT) \|/.test(line));
    assert.deepEqual(rows, [
      "| GET | `/` | public | **anyone** |  |",
      "| GET | `/deals` | custom | callers that authorizer `partners` allows (`header.Authorization`, `header.X-Partner`; answers kept 300 s) |  |",
      "| GET | `/orders` | cognito | access token of pool `staff` with scope `orders/read` (clients: `staff-scopes`) |  |",
      "| GET | `/prices` | apiKey | anyone with a key of plan `paid`: `customer` |  |",
      "| GET | `/stock/{shop}` | iam | role `billing` (`arn:aws:iam::111122223333:role/billing` where `StringEquals sts:ExternalId shop-billing`)<br>role `diners` (people of `staff` who signed in, through identity pool `diners`)<br>role `getHome` (function of `GET /`)<br>role `getOrders` (function of `GET /orders`) |  |",
      "| PUT | `/stock/{shop}` | iam | nobody of this program |  |",
    ]);
  });

  it("changes no line for an edit that changes nobody's access", () => {
    const edited = markdownOf((graph) => {
      find(graph, "function:Function", "getHome").inputs.memorySize = 1024;
      find(graph, "role:Role", "billing").inputs.description = "other words";
    });
    assert.equal(edited, markdownOf());
  });

  it("does not depend on the order in which things are registered", () => {
    assert.equal(
      markdownOf((graph) => graph.reverse()),
      markdownOf(),
    );
  });

  it("changes the lines of a row that is opened, and of those who had it", () => {
    const before = new Set(markdownOf().split("\n"));
    const now = markdownOf((graph) => {
      const { inputs } = find(graph, "restApi:RestApi", "shop");
      const body = JSON.parse(inputs.body);
      body.paths["/stock/{shop}"].put.security = [];
      inputs.body = JSON.stringify(body);
    });
    const changed = now.split("\n").filter((line) => !before.has(line));
    assert.ok(
      changed.length > 0 && changed.every((line) => line.includes("/stock/{shop}")),
      changed.join("\n"),
    );
  });

  it("draws the calls for Mermaid", () => {
    const drawn = /```mermaid\n([^]*?)```/.exec(markdownOf())?.[1] ?? "";
    assert.match(drawn, /^flowchart LR\n/);
    assert.match(drawn, /n_GET_orders -->\|signs\| n_GET_stock_shop/);
    assert.match(drawn, /n_authorizer_partners --o\|decides\| n_GET_deals/);
  });

  it("answers for each endpoint and principal what the gateway would", () => {
    const { endpoints, principals, probes } = accessOf(readGraph(JSON.parse(text)));
    const opened = (id: string) =>
      endpoints
        .filter((one) => answerOf(one, id, probes) === "yes")
        .map(({ endpoint }) => endpoint.label);
    assert.deepEqual(opened("anyone"), ["GET /"]);
    assert.deepEqual(opened("role:billing"), ["GET /", "GET /stock/{shop}"]);
    assert.ok(principals.some(({ id }) => id === "pool:staff orders/read"));
  });

  it("lets nothing of a graph out of its code span", () => {
    assert.equal(code("a|b`c\n<img src=x>@you\u202e"), "`a\\|b'c <img src=x>@you`");
    assert.equal(code(""), "(empty)");
    assert.equal([...code("x".repeat(5000))].length, 303);
  });
});

describe("npm run report", function () {
  this.timeout(300_000);

  it("writes access.md, finds it up to date, and ends with 2 when it is not", () => {
    const folder = shopFolder();
    const file = path.join(folder, "access.md");
    assert.equal(runCommand("report", folder, "--check").status, 2);
    assert.equal(runCommand("report", folder).status, 0);
    assert.equal(runCommand("report", folder, "--check").status, 0);
    writeFileSync(file, readFileSync(file, "utf8").replace("**anyone**", "nobody"));
    const { status, stderr } = runCommand("report", folder, "--check");
    assert.equal(status, 2);
    assert.match(
      stderr,
      /access\.md is out of date\. Line \d+:\n.*nobody[^]*\*\*anyone\*\*[^]*Run npm run report and commit access\.md/,
    );
  });

  it("prints JSON and explains itself", () => {
    const { stdout } = runCommand("report", shopFolder(), "--json");
    assert.equal(JSON.parse(stdout).endpoints.length, 6);
    assert.match(runCommand("report", shopFolder(), "--help").stdout, /--check/);
    assert.equal(runCommand("report", shopFolder(), "--chek").status, 1);
  });
});
