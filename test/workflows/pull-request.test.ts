import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { fakeGitHub, type FakeGitHub } from "./fake-github";
import { pictureOf } from "./picture";
import { fakeNpm, runJob, type Ran, type Runner } from "./run-job";
import { root, workflow } from "./workflow";

const token = "a token of the job";
const parts = [
  ".github",
  "api-spec",
  "handlers",
  "scripts",
  "src",
  "index.ts",
  "access.md",
  "package.json",
  "package-lock.json",
  "tsconfig.json",
  "Pulumi.yaml",
  "Pulumi.dev.yaml",
];

describe("the workflows, run as CI runs them on a repository with two branches", function () {
  this.timeout(300_000);
  let folder: string;
  let origin: string;
  let github: FakeGitHub;
  let runner: Runner;
  const commits = { main: "", head: "" };
  const access = workflow("access");
  const comment = workflow("access-comment");

  const git = (...args: string[]): string => {
    const identity = ["-c", "user.name=Zoe", "-c", "user.email=zoe@example.com"];
    const { status, stdout, stderr } = spawnSync("git", ["-C", origin, ...identity, ...args], {
      encoding: "utf8",
    });
    assert.equal(status, 0, stderr);
    return stdout.trim();
  };
  const edit = (file: string, from: string, to: string) => {
    const at = path.join(origin, file);
    const text = readFileSync(at, "utf8");
    assert.ok(text.includes(from), `${file} has no ${from}`);
    writeFileSync(at, text.replace(from, to));
  };
  const succeeded = (ran: Ran) =>
    assert.ok(!ran.failed, ran.steps.map((s) => `${s.code} ${s.name}\n${s.output}`).join("\n"));

  before(async () => {
    folder = mkdtempSync(path.join(tmpdir(), "gatehouse-ci-"));
    origin = path.join(folder, "origin");
    for (const part of parts)
      cpSync(path.join(root, part), path.join(origin, part), { recursive: true });
    writeFileSync(path.join(origin, ".gitignore"), "node_modules\n.gatehouse\n");
    edit(".github/CODEOWNERS", "/access.md          @example-owner", "/access.md @ada");
    git("init", "--quiet", "--initial-branch=main");
    git("add", "--all");
    git("commit", "--quiet", "--message", "The base");
    git("checkout", "--quiet", "-b", "open-the-stock");
    edit(
      "api-spec/index.ts",
      'endpoint("GET /stock/{restaurant}", {\n  access: "iam"',
      'endpoint("GET /stock/{restaurant}", {\n  access: "public"',
    );
    git(
      "commit",
      "--quiet",
      "--all",
      "--message",
      "Nothing to see here: access approved, skip diff",
    );
    commits.head = git("rev-parse", "HEAD");
    git("checkout", "--quiet", "main");
    // The base has gone on meanwhile, in a file that would need an owner: that is none of the head's.
    writeFileSync(path.join(origin, "scripts/later.cjs"), "");
    git("add", "--all");
    git("commit", "--quiet", "--message", "Meanwhile");
    commits.main = git("rev-parse", "HEAD");

    github = await fakeGitHub(token);
    const event = path.join(folder, "event.json");
    writeFileSync(
      event,
      JSON.stringify({
        repository: { full_name: "ada/restaurants", default_branch: "main" },
        workflow_run: {
          event: "pull_request",
          path: ".github/workflows/access.yml",
          head_sha: commits.head,
          head_branch: "open-the-stock",
          // As for a fork.
          pull_requests: [],
          head_repository: { full_name: "zoe/restaurants", owner: { login: "zoe" } },
        },
      }),
    );
    const repository = "/repos/ada/restaurants";
    Object.assign(github.answers, {
      [`${repository}/pulls`]: [
        {
          number: 7,
          state: "open",
          user: { login: "zoe" },
          head: { sha: commits.head, repo: { full_name: "zoe/restaurants" } },
          base: { sha: commits.main, ref: "main" },
        },
      ],
      [`${repository}/compare/${commits.main}...${commits.head}`]: {
        merge_base_commit: { sha: git("merge-base", commits.main, commits.head) },
      },
      [`${repository}/pulls/7/files`]: [{ filename: "api-spec/index.ts" }],
      [`${repository}/pulls/7/reviews`]: [],
    });
    runner = {
      folder,
      origin,
      values: {
        "github.event.pull_request.head.sha": commits.head,
        "github.event.pull_request.base.sha": commits.main,
        "github.event.workflow_run.id": "1",
        "github.event_name == 'pull_request'": "true",
        "github.token": token,
      },
      env: {
        PATH: `${fakeNpm(folder)}:${process.env["PATH"]}`,
        GITHUB_EVENT_PATH: event,
        GITHUB_API_URL: github.url,
        GITHUB_REPOSITORY: "ada/restaurants",
        GITHUB_SERVER_URL: "https://github.com",
        GITHUB_RUN_ID: "99",
      },
    };
  });
  after(() => {
    github?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  it("makes the head's graph, and ends where access.md is not up to date", async () => {
    const ran = await runJob(access.jobs["head"]!, { runner, name: "head" });
    assert.ok(existsSync(path.join(folder, "artifacts/access-head/dev.json")));
    const last = ran.steps.at(-1);
    assert.equal(last?.name, "Is access.md up to date?", last?.output);
    assert.equal(last?.code, 2);
    assert.match(last?.output ?? "", /access\.md is out of date/);
  });

  it("shows the difference in the job's summary and as an artifact", async () => {
    const ran = await runJob(access.jobs["judge"]!, { runner, name: "judge" });
    succeeded(ran);
    assert.match(ran.summary, /^<!-- gatehouse: access diff -->\n## Who may call what: \d+ wider/);
    assert.match(ran.summary, /`GET \/stock\/\{restaurant\}`.*`iam`.*`public`/);
    assert.doesNotMatch(ran.summary, /NEEDS OWNER/);
    const diff = JSON.parse(
      readFileSync(path.join(folder, "artifacts/access-diff/diff.json"), "utf8"),
    );
    assert.ok(diff.counts.WIDER > 0);
    assert.deepEqual(diff.needsOwner, []);
  });

  it("writes one comment, by the judge of the default branch, and a status that refuses", async () => {
    succeeded(await runJob(comment.jobs["judge"]!, { runner, name: "comment-judge" }));
    succeeded(await runJob(comment.jobs["comment"]!, { runner, name: "comment" }));
    assert.equal(github.comments.length, 1);
    assert.match(github.comments[0]!.body, /wider/);
    assert.match(github.comments[0]!.body, /needs an owner of access\.md/);
    assert.deepEqual(
      github.statuses.map(({ sha, state, context }) => ({ sha, state, context })),
      [{ sha: commits.head, state: "failure", context: "access" }],
    );
    const found = github.requests.find((one) => one.includes("/pulls?"));
    assert.match(found ?? "", /head=zoe%3Aopen-the-stock/);
  });

  it("updates that comment when an owner has approved the commit", async () => {
    github.answers["/repos/ada/restaurants/pulls/7/reviews"] = [
      {
        user: { login: "ada" },
        state: "APPROVED",
        commit_id: commits.head,
        submitted_at: "2026-01-01",
      },
    ];
    succeeded(await runJob(comment.jobs["judge"]!, { runner, name: "comment-judge-2" }));
    succeeded(await runJob(comment.jobs["comment"]!, { runner, name: "comment-2" }));
    assert.equal(github.comments.length, 1);
    assert.match(github.comments[0]!.body, /approved by ada/);
    assert.equal(github.statuses.at(-1)?.state, "success");
  });

  it("treats the artifact as data: a graph that is none ends the job, a huge or hostile one does no more", async () => {
    const file = path.join(folder, "artifacts/access-head/dev.json");
    const right = readFileSync(file, "utf8");
    writeFileSync(file, "not a graph");
    const ran = await runJob(comment.jobs["judge"]!, { runner, name: "comment-judge-3" });
    assert.ok(ran.failed);
    assert.match(ran.steps.at(-1)?.output ?? "", /it is not JSON/);

    const hostile = "x`](javascript:1)<img src=x onerror=1> @everyone | a\n\n# b";
    const graph = JSON.parse(right);
    for (const one of graph) if (one.type.endsWith(":Role")) one.name = hostile;
    writeFileSync(file, JSON.stringify(graph));
    succeeded(await runJob(comment.jobs["judge"]!, { runner, name: "comment-judge-4" }));
    const text = readFileSync(path.join(folder, "artifacts/access-comment/7/comment.md"), "utf8");
    const outside = text.replace(/`[^`\n]*`/g, "");
    assert.match(text, /onerror=1/);
    assert.doesNotMatch(outside, /<img|javascript:|@everyone|^# b/m);
    writeFileSync(file, right);
  });

  it("keeps a picture of the comment where Chromium is at hand", async function () {
    const picture = await pictureOf(github.comments[0]!.body);
    if (picture === undefined) {
      console.log("    skipped: there is no Chromium");
      this.skip();
    }
    assert.ok(picture.headings.some((one) => one.includes("Who may call what")));
    assert.ok(picture.cells.some((one) => one.includes("GET /stock/{restaurant}")));
    assert.ok(picture.width >= 400 && picture.bytes > 5_000);
    const shots = process.env["GATEHOUSE_PICTURES"];
    if (shots) {
      mkdirSync(shots, { recursive: true });
      writeFileSync(path.join(shots, "comment.png"), picture.png);
    }
  });
});
