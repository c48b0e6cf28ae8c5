import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { fakeGitHub, type FakeGitHub } from "./fake-github";
import { root } from "./workflow";

const token = "a token of the job";
const head = "a".repeat(40);
const older = "b".repeat(40);
const main = "c".repeat(40);
const fork = "d".repeat(40);
const repository = "/repos/ada/shop";

const wider = { counts: { WIDER: 1, NARROWER: 0, OTHER: 0 }, needsOwner: [], problems: [] };
const nothing = { counts: { WIDER: 0, NARROWER: 0, OTHER: 0 }, needsOwner: [], problems: [] };

/** A pull request as GitHub knows it, and what its judge finds. */
interface Pull {
  number: number;
  author?: string;
  base?: string;
  /** The repository of its head; null where that is deleted. */
  from?: string | null;
  sha?: string;
  state?: string;
  diff?: object;
  reviews?: { user: string; state: string; commit?: string }[];
}

interface Run {
  head_sha?: string;
  path?: string;
  event?: string;
  pull_requests?: object[];
}

interface Case {
  title: string;
  pulls: Pull[];
  run?: Run;
  /** What happens between the judge's look and its word. */
  meanwhile?: Pull[];
  /** The status of the commit; `none`: the run ends before there is a word. */
  state: "success" | "failure" | "none";
  says?: RegExp;
  /** The pull requests that get a comment. */
  commented?: number[];
}

const approval = (commit = head) => [{ user: "ada", state: "APPROVED", commit }];

const cases: Case[] = [
  { title: "one that opens nothing", pulls: [{ number: 7 }], state: "success", commented: [7] },
  { title: "one that opens something", pulls: [{ number: 7, diff: wider }], state: "failure" },
  {
    title: "the harmless one of two comes first",
    pulls: [{ number: 6 }, { number: 7, diff: wider }],
    state: "failure",
    says: /pull request 7: 1 wider/,
    commented: [6, 7],
  },
  {
    title: "the harmless one of two comes last",
    pulls: [
      { number: 7, diff: wider },
      { number: 8, from: "zoe/shop" },
    ],
    state: "failure",
    says: /pull request 7: 1 wider/,
  },
  {
    title: "the other one goes into another branch, in which all of it is already",
    pulls: [
      { number: 7, diff: wider },
      { number: 8, base: "open-already" },
    ],
    state: "failure",
  },
  {
    title: "the only one goes into another branch",
    pulls: [{ number: 8, base: "open-already" }],
    state: "failure",
    says: /pull request 8 of this commit is not into main/,
  },
  {
    // unsure: the one into main is harmless, yet the graph may be of the other's workflow.
    title: "one of two goes into another branch, both harmless",
    pulls: [{ number: 7 }, { number: 8, base: "release" }],
    state: "failure",
    says: /not into main/,
  },
  {
    title: "the approval stands in the other one",
    pulls: [
      { number: 7, diff: wider, author: "ada" },
      { number: 8, diff: wider, author: "zoe", reviews: approval() },
    ],
    state: "failure",
    says: /pull request 7/,
  },
  {
    title: "both are approved",
    pulls: [
      { number: 7, diff: wider, reviews: approval() },
      { number: 8, diff: wider, reviews: approval() },
    ],
    state: "success",
  },
  {
    title: "an approval of an older commit",
    pulls: [{ number: 7, diff: wider, reviews: approval(older) }],
    state: "failure",
  },
  {
    title: "a comment that says approved",
    pulls: [{ number: 7, diff: wider, reviews: [{ user: "ada", state: "COMMENTED" }] }],
    state: "failure",
  },
  {
    title: "a fork of the same commit, whose repository is gone",
    pulls: [{ number: 7 }, { number: 8, from: null, diff: wider }],
    state: "failure",
  },
  {
    title: "a closed one of the same commit counts nothing",
    pulls: [{ number: 7 }, { number: 8, state: "closed", diff: wider }],
    state: "success",
  },
  {
    title: "one of another commit counts nothing",
    pulls: [{ number: 7 }, { number: 8, sha: older, diff: wider }],
    state: "success",
  },
  { title: "none is open", pulls: [{ number: 7, state: "closed" }], state: "none" },
  {
    title: "the base is changed to main after the verdict",
    pulls: [{ number: 7 }],
    meanwhile: [{ number: 7, base: "release" }],
    state: "failure",
    says: /pull request 7 has changed meanwhile/,
  },
  {
    title: "another one comes while the judge works",
    pulls: [{ number: 7 }],
    meanwhile: [{ number: 7 }, { number: 8, diff: wider }],
    state: "failure",
    says: /pull request 8 has changed meanwhile/,
  },
  {
    title: "the approval is taken back while the judge works",
    pulls: [{ number: 7, diff: wider, reviews: approval() }],
    meanwhile: [
      {
        number: 7,
        diff: wider,
        reviews: [...approval(), { user: "ada", state: "CHANGES_REQUESTED" }],
      },
    ],
    state: "failure",
    says: /other reviews meanwhile/,
  },
  {
    title: "somebody pushes while the judge works: the new commit gets no word of this one",
    pulls: [{ number: 7 }],
    meanwhile: [{ number: 7, sha: older }],
    state: "success",
    commented: [],
  },
  {
    title: "a workflow of the same name in another file",
    pulls: [{ number: 7 }],
    run: { path: ".github/workflows/access-too.yml" },
    state: "none",
    says: /expected \.github\/workflows\/access\.yml/,
  },
  {
    title: "a run that a push started",
    pulls: [{ number: 7 }],
    run: { event: "push" },
    state: "none",
  },
  {
    title: "a graph that was made for another base",
    pulls: [{ number: 7 }],
    run: { pull_requests: [{ number: 7, base: { ref: "release" } }] },
    state: "failure",
    says: /made for a base other than main/,
  },
  {
    title: "an event whose number is another's",
    pulls: [
      { number: 7, diff: wider },
      { number: 9, sha: older },
    ],
    run: { pull_requests: [{ number: 9, base: { ref: "main" } }] },
    state: "failure",
    says: /1 wider/,
    commented: [7],
  },
];

describe("the status of a commit", function () {
  this.timeout(300_000);
  let folder: string;
  let github: FakeGitHub;
  beforeEach(async () => {
    folder = mkdtempSync(path.join(tmpdir(), "gatehouse-commit-"));
    github = await fakeGitHub(token);
    writeFileSync(path.join(folder, "CODEOWNERS"), "/access.md @ada\n");
  });
  afterEach(() => {
    github.close();
    rmSync(folder, { recursive: true, force: true });
  });

  const serve = (pulls: Pull[]) => {
    const all = pulls.map(
      ({ number, author = "zoe", base = "main", from = "ada/shop", ...one }) => ({
        number,
        state: one.state ?? "open",
        user: { login: author },
        head: {
          sha: one.sha ?? head,
          repo: from === null ? null : { full_name: from },
        },
        base: { ref: base, sha: main },
      }),
    );
    github.answers[`${repository}/pulls`] = all.filter(({ state }) => state === "open");
    github.answers[`${repository}/compare/${main}...${head}`] = {
      merge_base_commit: { sha: fork },
    };
    for (const { number, reviews = [] } of pulls) {
      github.answers[`${repository}/pulls/${number}/files`] = [{ filename: "api-spec/index.ts" }];
      github.answers[`${repository}/pulls/${number}/reviews`] = reviews.map((one) => ({
        user: { login: one.user },
        state: one.state,
        commit_id: one.commit ?? head,
        submitted_at: "2026-01-01",
      }));
    }
  };
  const script = (name: string, ...args: string[]) =>
    new Promise<{ code: number | null; output: string }>((resolve, reject) => {
      const file = path.join(root, ".github/scripts", `${name}.cjs`);
      const child = spawn(process.execPath, [file, ...args], {
        env: {
          PATH: process.env["PATH"],
          GITHUB_TOKEN: token,
          GITHUB_API_URL: github.url,
          GITHUB_REPOSITORY: "ada/shop",
          GITHUB_SERVER_URL: "https://github.com",
          GITHUB_RUN_ID: "9",
          GITHUB_EVENT_PATH: path.join(folder, "event.json"),
        },
      });
      let output = "";
      for (const stream of [child.stdout, child.stderr])
        stream.on("data", (text) => (output += String(text)));
      child.once("error", reject);
      child.once("close", (code) => resolve({ code, output }));
    });
  const event = (run: Run = {}) =>
    writeFileSync(
      path.join(folder, "event.json"),
      JSON.stringify({
        repository: { full_name: "ada/shop", default_branch: "main" },
        workflow_run: {
          event: "pull_request",
          path: ".github/workflows/access.yml",
          head_sha: head,
          head_branch: "edit",
          head_repository: { full_name: "ada/shop", owner: { login: "ada" } },
          pull_requests: [],
          ...run,
        },
      }),
    );

  for (const { title, pulls, run, meanwhile, state, says, commented } of cases)
    it(`is ${state}: ${title}`, async () => {
      event(run);
      serve(pulls);
      const found = path.join(folder, "found");
      const looked = await script("pull-request", path.join(folder, "event.json"), found);
      if (state === "none") {
        assert.equal(looked.code, 1, looked.output);
        if (says) assert.match(looked.output, says);
        assert.deepEqual(github.statuses, []);
        return;
      }
      assert.equal(looked.code, 0, looked.output);
      // What judge.sh leaves.
      for (const { number, diff = nothing } of pulls) {
        const place = path.join(found, String(number));
        if (!existsSync(place)) continue;
        assert.equal(readFileSync(path.join(place, "files.txt"), "utf8"), "api-spec/index.ts\0");
        writeFileSync(path.join(place, "diff.json"), JSON.stringify(diff));
        const mark = "<!-- gatehouse: access diff -->";
        writeFileSync(path.join(place, "comment.md"), `${mark}\nof ${number}\n`);
      }
      const judged = await script("verdict", found, path.join(folder, "CODEOWNERS"));
      assert.equal(judged.code, 0, judged.output);
      if (meanwhile) serve(meanwhile);
      const told = await script("comment", found);
      assert.equal(told.code, 0, told.output);
      assert.deepEqual(
        github.statuses.map(({ sha, context }) => ({ sha, context })),
        [{ sha: head, context: "access" }],
      );
      const [status] = github.statuses;
      assert.equal(status?.state, state, status?.description);
      if (says) assert.match(status?.description ?? "", says);
      if (commented) {
        const issues = github.comments.map(({ issue }) => issue);
        assert.deepEqual(issues.sort(), commented);
      }
      for (const { issue, body } of github.comments)
        assert.match(body, new RegExp(`of ${issue}\\n`));
    });

  it("is failure where the judge came to nothing", async () => {
    event();
    serve([{ number: 7 }]);
    const { code, output } = await script("comment", path.join(folder, "nothing"));
    assert.equal(code, 0, output);
    assert.equal(github.statuses[0]?.state, "failure");
    assert.equal(github.statuses[0]?.sha, head);
  });

  it("is nothing where what was judged is of another commit", async () => {
    event({ head_sha: older });
    serve([{ number: 7 }]);
    const found = path.join(folder, "found");
    mkdirSync(found);
    writeFileSync(path.join(found, "pulls.json"), JSON.stringify({ head, pulls: [] }));
    writeFileSync(path.join(found, "verdict.json"), '{"state":"success","description":""}');
    const { code } = await script("comment", found);
    assert.equal(code, 1);
    assert.deepEqual(github.statuses, []);
  });
});
