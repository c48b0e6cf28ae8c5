import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { foreignGraph } from "./foreign-graph";

const project = path.join(__dirname, "../../..");
const command = path.join(project, "src/cli/explain.ts");
const main = `require(${JSON.stringify(command)}).main(process.argv.slice(1)).then((code) => { process.exitCode = code; });`;

interface Ended {
  code: number;
  out: string;
  problems: string;
}

describe("npm run explain", function () {
  this.timeout(300_000);
  let folder: string;
  before(() => {
    folder = fs.mkdtempSync(path.join(os.tmpdir(), "gatehouse-explain-command-"));
    fs.writeFileSync(path.join(folder, "graph.json"), JSON.stringify(foreignGraph));
  });
  after(() => fs.rmSync(folder, { recursive: true, force: true }));

  const run = (...words: string[]) =>
    new Promise<Ended>((resolve) => {
      const node = ["--require", require.resolve("tsx/cjs"), "-e", main, "--", ...words];
      execFile(process.execPath, node, { cwd: folder }, (error, out, problems) =>
        resolve({ code: error ? Number(error.code) : 0, out, problems }),
      );
    });
  const graph = ["--graph", "graph.json"];

  it("explains a refusal and exits with 0", async () => {
    const { code, out, problems } = await run("GET /list", ...graph);
    assert.equal(problems, "");
    assert.equal(code, 0);
    assert.equal(
      out,
      `GET /dev/list  as nobody: refused

  stage and route     ok       routed to GET /list
  resource policy     -        the API has none
  credential          -        the endpoint asks for none
  key and plan        REFUSED  no API key: the header x-api-key is missing or empty
  not reached: quota and throttle, validation, integration

AWS answers 403 {"message":"Forbidden"}  (ForbiddenException, INVALID_API_KEY)
To let it pass: send x-api-key: a key of the plan paid (website)
Who passes: key:website
`,
    );
  });

  it("has a line for everybody", async () => {
    const { code, out } = await run("GET /reports", "--as", "all", ...graph);
    assert.equal(code, 0);
    assert.match(out, /^ {2}role:caller +allowed$/m);
    assert.match(out, /^ {2}user:barred +refused 403 {2}policies: an explicit deny/m);
    // A clause with an ARN is left out rather than cut.
    assert.doesNotMatch(out, /arn:[^ ]*…/);
  });

  it("prints JSON for programs, and leaves no state behind", async () => {
    const { code, out } = await run("GET /list", "--as", "key:website", "--json", ...graph);
    assert.equal(code, 0);
    const [found] = JSON.parse(out);
    assert.equal(found.allowed, true);
    assert.equal(found.route, "GET /list");
    assert.deepEqual(
      found.steps.map((step: { check: string; outcome: string }) => [step.check, step.outcome]),
      [
        ["route", "passed"],
        ["resourcePolicy", "notAsked"],
        ["credential", "notAsked"],
        ["key", "passed"],
        ["limits", "notAsked"],
        ["validation", "notAsked"],
        ["integration", "passed"],
      ],
    );
    assert.deepEqual(fs.readdirSync(folder), ["graph.json"]);
  });

  it("explains itself when nothing is given", async () => {
    const { code, out } = await run();
    assert.equal(code, 0);
    assert.match(out, /^npm run explain -- "GET \/stock\/7"/);
  });

  const wrong: [string, string[], RegExp][] = [
    ["a caller that nobody is", ["GET /list", "--as", "role:x", ...graph], /role:caller/],
    ["a flag that does not exist", ["GET /list", "--who", "x"], /--who/],
    ["a graph that is not there", ["GET /list", "--graph", "nowhere.json"], /nowhere\.json/],
  ];
  for (const [what, words, message] of wrong) {
    it(`exits with 1 when given ${what}`, async () => {
      const { code, out, problems } = await run(...words);
      assert.equal(code, 1);
      assert.equal(out, "");
      assert.match(problems, message);
    });
  }
});
