import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import path from "node:path";
import { parse } from "yaml";
import { accessOf } from "../../src/access/who/access-of";
import { codeOf } from "../../src/access/diff/code-of";
import { decidingOf } from "../../src/access/diff/deciding";
import { needsOwner } from "../../src/access/diff/needs-owner";
import { readGraph } from "../../src/graph/read/read-graph";
import { runProgram } from "../../src/cli/program/run-program";
import { codeowners, ownedBy } from "./codeowners";
import { files, root, stepsOf, textOf, workflow } from "./workflow";

const actionlint = () =>
  spawnSync("actionlint", ["-no-color", ...files.map((name) => `.github/workflows/${name}.yml`)], {
    cwd: root,
    encoding: "utf8",
  });

describe("the workflows", () => {
  for (const name of files) {
    describe(`${name}.yml`, () => {
      const read = workflow(name);

      it("never runs with the base's rights on a pull request's event", () => {
        assert.ok(!Object.hasOwn(read.on, "pull_request_target"));
      });

      it("pins each action by commit, and says its version", () => {
        for (const { step } of stepsOf(read).filter(({ step: { uses } }) => uses !== undefined)) {
          assert.match(step.uses ?? "", /^[\w-]+\/[\w-]+@[0-9a-f]{40}$/);
          assert.match(textOf(name), new RegExp(`${step.uses} # v\\d+\\.\\d+\\.\\d+`));
        }
      });

      it("keeps what an event says out of its scripts: it comes through the environment", () => {
        for (const { step } of stepsOf(read)) assert.doesNotMatch(step.run ?? "", /\$\{\{/);
      });

      it("uses no secret and keeps no credentials in a checkout", () => {
        assert.doesNotMatch(textOf(name), /\{\{[^}]*secrets/);
        for (const { step } of stepsOf(read))
          if (step.uses?.startsWith("actions/checkout"))
            assert.equal(step.with?.["persist-credentials"], false);
      });

      it("gives no job more than it needs", () => {
        const allowed: Record<string, Record<string, string>> = {
          "access-comment/judge": { contents: "read", actions: "read", "pull-requests": "read" },
          "access-comment/comment": {
            contents: "read",
            "pull-requests": "write",
            statuses: "write",
          },
          "preview/preview": { contents: "read", "id-token": "write" },
          "deploy/up": { contents: "read", "id-token": "write" },
        };
        for (const [id, job] of Object.entries(read.jobs))
          assert.deepEqual(
            job.permissions ?? read.permissions,
            allowed[`${name}/${id}`] ?? { contents: "read" },
          );
      });
    });
  }

  it("pass actionlint", function () {
    const { error, status, stdout } = actionlint();
    if (error) {
      console.log("    skipped: actionlint is not on the PATH");
      this.skip();
    }
    assert.equal(status, 0, stdout);
  });
});

describe("the workflow that may write", () => {
  const read = workflow("access-comment");

  it("checks out nothing of the pull request", () => {
    for (const { step } of stepsOf(read))
      if (step.uses?.startsWith("actions/checkout")) {
        assert.equal(step.with?.["ref"], undefined);
        assert.equal(step.with?.["repository"], undefined);
      }
  });

  it("installs and runs nothing but its own scripts in the job with rights", () => {
    const runs = read.jobs["comment"]?.steps.flatMap(({ run }) => run ?? []);
    assert.deepEqual(runs, ['node base/.github/scripts/comment.cjs "$RUNNER_TEMP/comment"']);
  });

  it("hands its token to no step that runs a judge over the graph", () => {
    for (const { step } of stepsOf(read))
      if (/npm|judge\.sh/.test(step.run ?? "")) assert.equal(step.env, undefined);
  });
});

describe("what runs with AWS credentials", () => {
  it("is a preview of branches of this repository only, in an environment", () => {
    const { preview } = workflow("preview").jobs;
    assert.equal(preview?.if, "github.event.pull_request.head.repo.full_name == github.repository");
    assert.equal(preview?.environment, "preview");
  });

  it("is a deploy of the main branch only, in an environment of its own", () => {
    const read = workflow("deploy");
    assert.deepEqual(read.on, { push: { branches: ["main"] } });
    assert.equal(read.jobs["up"]?.environment, "production");
  });
});

/** A file for each kind that is called an owner's, by its place alone. */
const ownersPlaces = [
  ".github/CODEOWNERS",
  ".github/scripts/verdict.cjs",
  ".github/workflows/new.yml",
  ".gitlab-ci.yaml",
  ".gitlab/CODEOWNERS",
  ".node-version",
  ".nvmrc",
  ".tool-versions",
  "CODEOWNERS",
  "binding.gyp",
  "bunfig.toml",
  "docs/CODEOWNERS",
  "handlers/common.gypi",
  "mise.toml",
  ".gitlab-ci.yml",
  ".npmrc",
  "Pulumi.dev.yaml",
  "Pulumi.eu-prod.yml",
  "Pulumi.json",
  "Pulumi.yaml",
  ".gitattributes",
  ".gitmodules",
  ".pnp.cjs",
  ".pnpmfile.cjs",
  ".yarn/releases/yarn.cjs",
  ".yarnrc.yml",
  "bun.lock",
  "bun.lockb",
  "handlers/node_modules/x/index.js",
  "handlers/package.json",
  "handlers/tsconfig.json",
  "jsconfig.json",
  "npm-shrinkwrap.json",
  "patches/zod.patch",
  "pnpm-lock.yaml",
  "pnpm-workspace.yaml",
  "yarn.lock",
  "gatehouse.local.json",
  "index.js",
  "index.mts",
  "index.ts",
  "package-lock.json",
  "package.json",
  "scripts/run.cjs",
  "src/pulumi/parts/role.ts",
  "stacks/Pulumi.prod.yaml",
  "tsconfig.build.json",
  "tsconfig.json",
];

describe("CODEOWNERS", function () {
  this.timeout(300_000);
  const isOwned = ownedBy(codeowners);

  for (const file of ownersPlaces)
    it(`names ${file}, which a pull request's judge calls an owner's`, () => {
      assert.deepEqual(
        needsOwner([file]).map((one) => one.file),
        [file],
      );
      assert.ok(isOwned(file));
    });

  it("names access.md and the table", () => {
    assert.deepEqual(["access.md", "api-spec/index.ts"].map(isOwned), [true, true]);
  });

  it("names every file in the code of authorizers, triggers and what grants", async () => {
    const graph = await runProgram({ directory: root, stack: "dev", showSecrets: false });
    const definition = readGraph(graph);
    const files = decidingOf(definition, accessOf(definition)).flatMap(({ fn }) => [
      ...codeOf(fn, definition).sources.keys(),
    ]);
    const own = [...new Set(files)].filter((file) => !file.startsWith("node_modules/"));
    assert.ok(own.includes("handlers/partners.ts") && own.includes("handlers/data/partners.json"));
    assert.deepEqual(
      own.filter((file) => !isOwned(file)),
      [],
    );
    assert.ok(!isOwned("handlers/get-index.ts"));
  });
});

describe(".gitlab-ci.yml", () => {
  const read = parse(readFileSync(path.join(root, ".gitlab-ci.yml"), "utf8"));

  it("gives tokens of AWS to preview and deploy only", () => {
    const withToken = Object.entries<any>(read).flatMap(([name, job]) =>
      job?.extends === ".pulumi" ? name : [],
    );
    assert.deepEqual(withToken, ["preview", "deploy"]);
    assert.equal(read.head.id_tokens, undefined);
    assert.equal(read.judge.id_tokens, undefined);
  });

  it("judges with the target's tree", () => {
    const lines: string[] = read.judge.script;
    const tree = lines.findIndex((line) => line.includes("worktree add"));
    assert.ok(tree > 0);
    assert.ok(
      lines.slice(tree).some((line) => line.startsWith("bash base/.github/scripts/judge.sh")),
    );
    assert.ok(!lines.slice(0, tree).some((line) => /^(npm|node|bash) /.test(line)));
  });
});
