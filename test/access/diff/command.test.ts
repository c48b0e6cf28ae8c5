import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { runCommand } from "./run-command";
import { shopFolder, shopGraph, writeShop, type Edit } from "../../graph/shop";

const opened: Edit = {
  from: '"GET /stock/{shop}", { access: "iam" }',
  to: '"GET /stock/{shop}", { access: "public" }',
};

const git = (folder: string, ...args: string[]) =>
  execFileSync("git", ["-c", "user.name=a", "-c", "user.email=a@b.example", ...args], {
    cwd: folder,
    stdio: "pipe",
    encoding: "utf8",
  });

/** A repository with the shop on `main`, and an edit on a branch that is checked out. */
function repository(edits: readonly Edit[]): string {
  const folder = shopFolder();
  writeFileSync(path.join(folder, ".gitignore"), "node_modules\n.gatehouse\n");
  git(folder, "init", "--quiet", "--initial-branch", "main");
  git(folder, "add", ".");
  git(folder, "commit", "--quiet", "--message", "shop");
  git(folder, "checkout", "--quiet", "-b", "edit");
  writeShop(folder, edits);
  git(folder, "commit", "--quiet", "--all", "--allow-empty", "--message", "edit");
  return folder;
}

describe("npm run diff", function () {
  this.timeout(300_000);
  let folder: string;
  before(() => {
    folder = repository([opened]);
  });

  it("compares with a branch, each side from its own tree, and leaves no trace", () => {
    const before = readdirSync(tmpdir()).filter((name) => name.startsWith("gatehouse-base-"));
    const { status, stdout } = runCommand("diff", folder, "--base", "main");
    assert.equal(status, 0);
    assert.match(
      stdout,
      /^WIDER +GET \/stock\/\{shop\}\n +access: iam → public\n +gains: anyone\n/,
    );
    assert.match(stdout, /\n1 wider, 0 narrower, 0 other\.\n$/);
    assert.equal(git(folder, "worktree", "list").trim().split("\n").length, 1);
    assert.equal(git(folder, "status", "--porcelain"), "");
    const after = readdirSync(tmpdir()).filter((name) => name.startsWith("gatehouse-base-"));
    assert.deepEqual(after, before);
  });

  it("ends with 2 where it is to fail on what is wider, and writes every format", () => {
    const out = mkdtempSync(path.join(tmpdir(), "gatehouse-out-"));
    const { status, stdout, stderr } = runCommand(
      "diff",
      folder,
      ...["--base", "main", "--fail-on", "wider", "--json"],
      ...["--write", `markdown=${out}/comment.md`, "--write", `sarif=${out}/access.sarif`],
    );
    assert.equal(status, 2);
    assert.match(stderr, /Fails on wider/);
    assert.deepEqual(JSON.parse(stdout).counts, { WIDER: 1, NARROWER: 0, OTHER: 0 });
    const comment = readFileSync(path.join(out, "comment.md"), "utf8");
    assert.match(
      comment,
      /\| `GET \/stock\/\{shop\}` \| access \| `iam` → `public` \| `anyone` \|/,
    );
    const sarif = JSON.parse(readFileSync(path.join(out, "access.sarif"), "utf8"));
    assert.equal(sarif.version, "2.1.0");
    assert.equal(sarif.runs[0].results[0].ruleId, "wider/access");
    rmSync(out, { recursive: true });
  });

  it("says nothing where nobody may call more or less", () => {
    const { status, stdout } = runCommand(
      "diff",
      repository([]),
      "--base",
      "main",
      "--fail-on",
      "wider",
    );
    assert.deepEqual([status, stdout], [0, "Nobody may call more or less than before.\n"]);
  });

  it("marks a change of the program itself", () => {
    const edit = { file: "index.ts", from: "export const api", to: "export const it" };
    const { status, stdout } = runCommand(
      "diff",
      repository([edit]),
      ...["--base", "main", "--fail-on", "wider,owner"],
    );
    assert.equal(status, 2);
    assert.match(stdout, /NEEDS OWNER\n +index\.ts\n +is part of the program/);
  });

  it("marks a table that decides by more than rows, with the line, and a new file of rows not", () => {
    const disguised: Edit = {
      ...opened,
      to: opened.to.replace('"public"', 'process.env.OPEN ? ("public" as never) : "iam"'),
    };
    const args = ["--base", "main", "--fail-on", "wider,owner"];
    const marked = runCommand("diff", repository([disguised]), ...args);
    assert.equal(marked.status, 2);
    assert.match(marked.stdout, /NEEDS OWNER\n +api-spec\/index\.ts\n +line \d+ reads process/);
    const more: Edit = { file: "api-spec/more.ts", from: "", to: "export const more = 1;\n" };
    const rows = repository([
      more,
      { from: "", to: 'export * from "./more";\n', file: "api-spec/all.ts" },
    ]);
    const { status, stdout } = runCommand("diff", rows, ...args);
    assert.deepEqual([status, stdout], [0, "Nobody may call more or less than before.\n"]);
  });

  it("refuses a table that shows the engine other rows", () => {
    const monitor = 'process.env.PULUMI_NODEJS_MONITOR?.startsWith("127.0.0.1")';
    const to = opened.to.replace('"public"', `${monitor} ? ("public" as never) : "iam"`);
    const { status, stderr } = runCommand(
      "diff",
      repository([{ ...opened, to }]),
      ...["--base", "main", "--fail-on", "wider,owner"],
    );
    assert.equal(status, 1);
    assert.match(stderr, /registers one thing here and another/);
    assert.match(stderr, /gatehouse:index:Endpoint "GET \/stock\/\{shop\}": access/);
  });

  it("reads the files of two commits beside two graphs", () => {
    const disguised: Edit = {
      ...opened,
      to: opened.to.replace('"public"', "process.env.X as never"),
    };
    const place = repository([disguised]);
    const graph = path.join(place, ".gatehouse", "graph.json");
    mkdirSync(path.dirname(graph), { recursive: true });
    writeFileSync(graph, "[]");
    const files = path.join(place, ".gatehouse", "files.txt");
    writeFileSync(files, "api-spec/index.ts\n");
    const args = ["--base-graph", graph, "--head-graph", graph, "--changed-files", files];
    const told = runCommand(
      "diff",
      place,
      ...args,
      "--base-commit",
      "main",
      "--head-commit",
      "edit",
    );
    assert.match(told.stdout, /api-spec\/index\.ts\n +line \d+ reads process/);
    const same = runCommand(
      "diff",
      place,
      ...args,
      "--base-commit",
      "main",
      "--head-commit",
      "main",
    );
    assert.doesNotMatch(same.stdout, /NEEDS OWNER/);
    const blind = runCommand("diff", place, ...args, "--base-commit", "main");
    assert.match(blind.stdout, /api-spec\/index\.ts\n +cannot be read here: name both commits/);
  });

  it("says what is wrong with what it was given", () => {
    for (const [args, message] of [
      [[], /--base <branch, tag or commit>/],
      [["--base", "nowhere"], /no such branch, tag or commit[^]*fetch-depth/],
      [["--base", "main", "--format", "pdf"], /expected text, markdown, json, sarif/],
      [["--base", "main", "--fail-on", "everything"], /expected wider, owner/],
      [["--base-graph", "missing.json"], /missing\.json: it cannot be read/],
    ] as const) {
      const { status, stdout, stderr } = runCommand("diff", folder, ...args);
      assert.deepEqual([status, stdout], [1, ""]);
      assert.match(stderr, message);
    }
  });
});

describe("npm run diff of graphs that nobody has vouched for", function () {
  this.timeout(300_000);
  let out: string;
  let graph: any[];
  before(async () => {
    out = mkdtempSync(path.join(tmpdir(), "gatehouse-out-"));
    graph = JSON.parse(JSON.stringify(await shopGraph()));
    writeFileSync(path.join(out, "base.json"), JSON.stringify(graph));
  });
  after(() => rmSync(out, { recursive: true, force: true }));

  const diff = (head: unknown, ...args: string[]) => {
    const file = path.join(out, "head.json");
    writeFileSync(file, typeof head === "string" ? head : JSON.stringify(head));
    const base = path.join(out, "base.json");
    return runCommand("diff", out, "--base-graph", base, "--head-graph", file, ...args);
  };

  it("refuses what is no graph", () => {
    const deep = `${"[".repeat(50_000)}${"]".repeat(50_000)}`;
    for (const text of ["", "{}", "[1]", "[null]", deep, '[{"type":1,"name":"a"}]']) {
      const { status, stderr } = diff(text);
      assert.equal(status, 1, text.slice(0, 50));
      assert.match(stderr, /head\.json: /);
      assert.ok(!stderr.includes("    at "), stderr);
    }
  });

  it("survives inputs of every wrong kind", () => {
    const odd = [null, 7, "text", [], [[]], { a: { b: [] } }, true];
    const head = graph.map((one, index) => ({
      ...one,
      inputs: Object.fromEntries(
        Object.keys(one.inputs).map((key, at) => [key, odd[(index + at) % odd.length]]),
      ),
    }));
    const { status, stderr } = diff(head);
    assert.ok([0, 1].includes(status ?? -1), stderr);
    assert.ok(!stderr.includes("    at "), stderr);
  });

  it("keeps a hostile name inside its code span, and the comment bounded", () => {
    const evil =
      "x`|\n## Approved\n<img src=https://evil.example>@everyone[a](https://evil.example)";
    const roles = Array.from({ length: 600 }, (_, index) => ({
      type: "aws:iam/role:Role",
      name: `${evil}${index}`,
      urn: `role${index}`,
      inputs: {
        assumeRolePolicy: "{}",
        inlinePolicies: [
          {
            policy: JSON.stringify({
              Version: "2012-10-17",
              Statement: [{ Effect: "Allow", Action: "*", Resource: "*" }],
            }),
          },
        ],
      },
      outputs: { arn: `arn:aws:iam::000000000000:role/evil${index}` },
    }));
    const { stdout } = diff([...graph, ...roles], "--format", "markdown");
    assert.ok(stdout.length < 65_000, String(stdout.length));
    assert.ok(stdout.includes("evil.example"));
    assert.ok(!stdout.includes("\n## Approved"));
    for (const line of stdout.split("\n").filter((one) => one.includes("evil.example"))) {
      const outside = line.replace(/`[^`]*`/g, "");
      assert.ok(!outside.includes("evil.example"), line);
    }
  });

  it("ends with 1 for a program that AWS would refuse, and says why", () => {
    const inPlan = graph.find((one) => /UsagePlanKey$/.test(one.type) && one.name === "customer-1");
    const other = graph.find((one) => /UsagePlanKey$/.test(one.type) && one.name === "trial-1");
    const inputs = { ...inPlan.inputs, usagePlanId: other.inputs.usagePlanId };
    const { status, stdout } = diff([...graph, { ...inPlan, name: "again", urn: "again", inputs }]);
    assert.equal(status, 1);
    assert.match(stdout, /AWS would refuse the head:\n.*customer/);
  });

  it("says that there is too much to compare, as wider, instead of running on", () => {
    const statement = {
      Effect: "Allow",
      Action: "execute-api:Invoke",
      Resource: Array.from({ length: 4_000 }, (_, index) => `arn:aws:execute-api:*:*:*${index}*`),
    };
    const policy = JSON.stringify({ Version: "2012-10-17", Statement: [statement] });
    const roles = Array.from({ length: 60 }, (_, index) => ({
      type: "aws:iam/role:Role",
      name: `r${index}`,
      urn: `r${index}`,
      inputs: { inlinePolicies: [{ policy }] },
      outputs: { arn: `arn:aws:iam::000000000000:role/r${index}` },
    }));
    const conditions = Array.from({ length: 400 }, (_, index) => ({
      ...statement,
      Resource: "*",
      Condition: { StringLike: { [`aws:PrincipalTag/t${index}`]: `${index}*` } },
    }));
    const many = {
      ...roles[0],
      name: "many",
      urn: "many",
      inputs: {
        inlinePolicies: [
          { policy: JSON.stringify({ Version: "2012-10-17", Statement: conditions }) },
        ],
      },
    };
    const { stdout } = diff([...graph, ...roles, many], "--json");
    const { changes } = JSON.parse(stdout);
    assert.ok(changes.some((one: any) => one.property === "size" && one.verdict === "WIDER"));
  });
});
