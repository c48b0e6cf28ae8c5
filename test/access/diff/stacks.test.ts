import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { diffStacks } from "../../../src/access/diff/diff-stacks";
import type { Deployed } from "../../../src/graph/deployed";
import { readGraph } from "../../../src/graph/read/read-graph";
import { joinReports } from "../../../src/access/report/of-stacks";
import { editBody, find, type Draft } from "./rows";
import { runCommand } from "./run-command";
import { shopFolder, shopGraph, type Edit } from "../../graph/shop";

const git = (folder: string, ...args: string[]) =>
  execFileSync("git", ["-c", "user.name=a", "-c", "user.email=a@b.example", ...args], {
    cwd: folder,
    stdio: "pipe",
    encoding: "utf8",
  });

const privately = `  gatehouse:private:
    vpcEndpointIds: [vpce-0a1b2c3d4e5f60718]
    subnetIds: [subnet-0a1b2c3d4e5f60718]
    securityGroupIds: [sg-0a1b2c3d4e5f60718]
`;
/** A stack that is private, with a value that nobody here can read. */
const prod = `encryptionsalt: v1:abcdefgh=:v1:abc:def==
config:
  aws:region: eu-west-1
  gatehouse:disposable: false
  shop:token:
    secure: v1:abcdefgh:ijklmnop==
`;

/** A repository of two stacks; what is done next is on a branch. */
function repository(edits: readonly Edit[] = []): string {
  const folder = shopFolder([
    ...edits,
    { file: "Pulumi.prod.yaml", from: "", to: prod + privately },
    { file: ".gitignore", from: "", to: "node_modules\n.gatehouse\n" },
  ]);
  git(folder, "init", "--quiet", "--initial-branch", "main");
  git(folder, "add", ".");
  git(folder, "commit", "--quiet", "--message", "shop");
  git(folder, "checkout", "--quiet", "-b", "edit");
  return folder;
}

describe("npm run diff of several stacks, as somebody would try to get past it", function () {
  this.timeout(600_000);
  let folder: string;
  before(() => {
    folder = repository();
  });
  afterEach(() => {
    git(folder, "reset", "--quiet", "--hard", "main");
    git(folder, "clean", "--quiet", "--force", "-d");
  });
  const diff = (...args: string[]) =>
    runCommand("diff", folder, "--base", "main", "--fail-on", "wider,owner", ...args);

  it("finds what a stack loses that is not the laptop's, and says in which", () => {
    writeFileSync(path.join(folder, "Pulumi.prod.yaml"), prod);
    const { status, stdout, stderr } = diff();
    assert.equal(status, 2, stderr);
    assert.match(stdout, /WIDER +GET .*\(stack prod\)\n +network: .*private/);
    assert.doesNotMatch(stdout, /stack dev/);
    assert.match(stdout, /NEEDS OWNER\n +Pulumi\.prod\.yaml\n +configures a stack/);
    const narrowed = diff("--stack", "dev");
    assert.match(narrowed.stdout, /\nNobody may call more or less than before; NEEDS OWNER\.\n$/);
  });

  it("compares a new stack with nothing, and counts a stack without its file as wider", () => {
    renameSync(path.join(folder, "Pulumi.prod.yaml"), path.join(folder, "Pulumi.live.yaml"));
    const { status, stdout, stderr } = diff("--json");
    assert.equal(status, 2, stderr);
    const { changes, stacks, needsOwner } = JSON.parse(stdout);
    assert.deepEqual(stacks, ["dev", "live", "prod"]);
    assert.deepEqual(needsOwner, ["Pulumi.live.yaml", "Pulumi.prod.yaml", "handlers/partners.ts"]);
    const of = (stack: string) => changes.filter((one: any) => one.stacks?.includes(stack));
    assert.ok(of("prod").some((one: any) => one.verdict === "WIDER" && one.property === "stack"));
    assert.ok(
      of("live").some((one: any) => one.verdict === "WIDER" && one.property === "endpoint"),
    );
    assert.deepEqual(of("dev"), []);
  });

  it("tells once what is the same in all: another authorizer's code, with its file", () => {
    const file = path.join(folder, "handlers/partners.ts");
    writeFileSync(
      file,
      'import { principal } from "./data/who";\nexport const handler = async () => ({ principal });\n',
    );
    mkdirSync(path.join(folder, "handlers/data"), { recursive: true });
    writeFileSync(
      path.join(folder, "handlers/data/who.ts"),
      'export const principal = "anyone";\n',
    );
    // The code of a row that decides nothing.
    writeFileSync(
      path.join(folder, "handlers/get-home.ts"),
      "export const handler = async () => ({ statusCode: 201 });\n",
    );
    const { status, stdout, stderr } = diff();
    assert.equal(status, 2, stderr);
    assert.match(stdout, /^OTHER +authorizer shop\/partners\n +code that decides: /);
    assert.match(stdout, /\n +concerns: callers of GET \/deals\n/);
    assert.match(stdout, /NEEDS OWNER\n +handlers\/data\/who\.ts\n[^]*handlers\/partners\.ts\n/);
    assert.match(stdout, /\n0 wider, 0 narrower, 1 other; NEEDS OWNER\.\n$/);
  });

  it("writes a graph of each stack, and compares folders of them", () => {
    const made = runCommand("graph", folder, "--all", "--out", ".gatehouse/base");
    assert.equal(made.status, 0, made.stderr);
    writeFileSync(path.join(folder, "Pulumi.prod.yaml"), prod);
    writeFileSync(path.join(folder, "Pulumi.odd.yaml"), "config:\n  gatehouse:private: nonsense\n");
    const head = runCommand("graph", folder, "--all", "--out", ".gatehouse/head");
    assert.equal(head.status, 0, head.stderr);
    assert.match(head.stderr, /stack odd: /);
    const { status, stdout } = runCommand(
      "diff",
      folder,
      ...["--base-graph", ".gatehouse/base", "--head-graph", ".gatehouse/head", "--json"],
    );
    assert.equal(status, 1);
    const { changes, problems } = JSON.parse(stdout);
    assert.ok(changes.some((one: any) => one.property === "network" && one.stacks[0] === "prod"));
    assert.match(problems.join("\n"), /^stack odd: /);
  });

  it("reports all stacks: the same text once, and what differs for each", () => {
    const made = runCommand("report", folder);
    assert.equal(made.status, 0, made.stderr);
    const text = readFileSync(path.join(folder, "access.md"), "utf8");
    const [main = "", others = ""] = text.split("\n## Stack prod\n");
    assert.match(main, /\| GET \| `\/` \| public \| \*\*anyone\*\* \|/);
    assert.match(others, /from inside the VPC/);
    assert.equal(runCommand("report", folder, "--check").status, 0);
    writeFileSync(path.join(folder, "Pulumi.prod.yaml"), prod);
    const { status, stderr } = runCommand("report", folder, "--check");
    assert.equal(status, 2);
    assert.match(stderr, /access\.md is out of date/);
    rmSync(path.join(folder, "access.md"));
  });
});

describe("diffStacks", function () {
  this.timeout(300_000);
  let text: string;
  before(async () => {
    text = JSON.stringify(await shopGraph());
  });
  const graph = (change: (draft: Draft) => void = () => {}): Deployed => {
    const draft: Draft = JSON.parse(text);
    change(draft);
    return readGraph(draft);
  };
  const mfaOff = (draft: Draft) => {
    find(draft, "userPool:UserPool", "staff").inputs.mfaConfiguration = "OFF";
  };
  const mfaOn = (draft: Draft) => {
    find(draft, "userPool:UserPool", "staff").inputs.mfaConfiguration = "ON";
  };
  const pairOf = (stack: string, base: Deployed, head: Deployed) => ({
    stack,
    base,
    head,
  });

  it("names no stack where there is one, or where all agree", () => {
    const pair = pairOf("dev", graph(mfaOn), graph(mfaOff));
    for (const pairs of [[pair], [pair, { ...pair, stack: "prod" }]]) {
      const { changes } = diffStacks(pairs);
      assert.equal(changes.length, 1);
      assert.equal(changes[0]?.stacks, undefined);
    }
  });

  it("names the stack in which it is so", () => {
    const pairs = [pairOf("dev", graph(), graph()), pairOf("prod", graph(mfaOn), graph(mfaOff))];
    assert.deepEqual(
      diffStacks(pairs).changes.map(({ stacks, property }) => ({ stacks, property })),
      [{ stacks: ["prod"], property: "mfa" }],
    );
  });

  it("counts what does not run as the worst, beside the others", () => {
    const broken = new Error("shop:token is no number");
    const same = pairOf("dev", graph(), graph());
    const both = diffStacks([same, { stack: "prod", base: broken, head: broken }]);
    assert.deepEqual(
      both.changes.map(({ verdict, property }) => [verdict, property]),
      [["WIDER", "stack"]],
    );
    const atHead = diffStacks([same, { stack: "prod", base: graph(), head: broken }]);
    assert.deepEqual(atHead.problems, ["stack prod: shop:token is no number"]);
    const atBase = diffStacks([same, { stack: "prod", base: broken, head: graph() }]);
    assert.equal(atBase.changes[0]?.verdict, "WIDER");
  });

  it("tells problems of one stack with its name", () => {
    const odd = graph((draft) => editBody(draft, (body) => (body.paths["/x"] = { get: 7 })));
    const { problems } = diffStacks([
      pairOf("dev", graph(), { ...graph(), problems: ["eleven authorizers"] }),
      pairOf("prod", graph(), odd),
    ]);
    assert.ok(problems.includes("stack dev: eleven authorizers"), problems.join("\n"));
  });
});

describe("joinReports", () => {
  const table = (...rows: string[]) =>
    [
      "# Who",
      "",
      "## Endpoints",
      "",
      "| a | b |",
      "| --- | --- |",
      ...rows,
      "",
      "## Notes",
      "",
      "- n",
      "",
    ].join("\n");

  it("is the one report where there is one stack", () => {
    assert.equal(joinReports([{ stack: "dev", markdown: table("| 1 | 2 |") }]), table("| 1 | 2 |"));
  });

  it("says that a stack is the same", () => {
    const markdown = table("| 1 | 2 |");
    const text = joinReports([
      { stack: "dev", markdown },
      { stack: "prod", markdown },
    ]);
    assert.match(text, /- n\n\n## Stack prod\n\nAs dev, line by line\.\n$/);
  });

  it("shows the rows that a stack has and those that it has not, with the table's head", () => {
    const text = joinReports([
      { stack: "dev", markdown: table("| 1 | 2 |", "| 3 | 4 |") },
      { stack: "prod", markdown: table("| 1 | 2 |", "| 5 | 6 |") },
    ]);
    const [, others = ""] = text.split("## Stack prod\n");
    assert.equal(
      others,
      "\nAs dev, but for these lines:\n\n### Endpoints\n\n| a | b |\n| --- | --- |\n| 5 | 6 |\n\nNot in this stack:\n\n| a | b |\n| --- | --- |\n| 3 | 4 |\n",
    );
  });
});
