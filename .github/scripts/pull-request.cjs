// Finds the pull requests of a workflow_run event and writes what their judge must know, as JSON:
//   pull-request.cjs <event.json> <folder: pulls.json, and <number>/files.txt for each, names ended by NUL>
// A status belongs to a commit: every open pull request with this head is judged, from whatever repository it comes, and
// the worst counts. Numbers come from the event and from GitHub's list. Nothing is read from an artifact.
"use strict";
const fs = require("node:fs");
const path = require("node:path");
const { github, listed } = require("./github.cjs");

/** The file whose runs make graphs. Another one may call itself by the same name. */
const workflow = ".github/workflows/access.yml";

const isCommit = (text) => typeof text === "string" && /^[0-9a-f]{40}$/.test(text);

/** Every open pull request whose head is this run's commit. */
function matching(run, pulls) {
  const found = new Map();
  for (const pull of pulls)
    if (pull.state === "open" && pull.head.sha === run.head_sha) found.set(pull.number, pull);
  if (found.size === 0)
    throw new Error(`0 open pull requests have the head ${run.head_sha}; expected one or more.`);
  return [...found.values()].sort((a, b) => a.number - b.number);
}

/** Refuses runs that are not of the workflow that makes graphs. */
function checkRun(run) {
  if (!isCommit(run.head_sha)) throw new Error("The event names no commit.");
  const [file] = String(run.path ?? workflow).split("@");
  if (file !== workflow)
    throw new Error(`The run is of ${file.slice(0, 100)}; expected ${workflow}.`);
  if (!["pull_request", "pull_request_review"].includes(run.event))
    throw new Error(`The run is of the event ${String(run.event).slice(0, 40)}.`);
}

/** The pull requests of a run: those that the event names, those of its branch, and all others with its commit. */
async function findPulls(repository, run) {
  checkRun(run);
  const root = `/repos/${repository}/pulls`;
  const head = `${run.head_repository.owner.login}:${run.head_branch}`;
  const own = await listed(`${root}?state=open&head=${encodeURIComponent(head)}`);
  const all = await listed(`${root}?state=open`);
  return matching(run, [...own, ...all]);
}

/** Why a pull request is not judged: what is deployed is the default branch alone. */
function refusalOf(pull, run, branch) {
  if (pull.base.ref !== branch)
    return `pull request ${pull.number} of this commit is not into ${branch}`;
  const bases = (run.pull_requests ?? []).map(({ base }) => base?.ref).filter(Boolean);
  // The graph was made by the workflow of the run's base.
  if (bases.some((ref) => ref !== branch))
    return `the graph was made for a base other than ${branch}`;
  return undefined;
}

async function readPull(pull, { run, name, branch }) {
  const at = `/repos/${name}/pulls/${pull.number}`;
  const [comparison, files, reviews] = await Promise.all([
    github(`/repos/${name}/compare/${pull.base.sha}...${run.head_sha}`),
    listed(`${at}/files`),
    listed(`${at}/reviews`),
  ]);
  const fork = comparison.merge_base_commit.sha;
  if (!isCommit(fork)) throw new Error("GitHub names no commit at which the branches part.");
  // GitHub lists no more than this: what is not listed could be anything.
  if (files.length >= 3000) throw new Error("The pull request changes 3,000 files or more.");
  const refusal = refusalOf(pull, run, branch);
  return {
    number: pull.number,
    head: run.head_sha,
    base: pull.base.ref,
    fork,
    author: pull.user.login,
    ...(refusal === undefined ? {} : { refusal }),
    // A rename changes two files.
    files: files.flatMap((file) => [file.filename, file.previous_filename ?? []].flat()).sort(),
    reviews: reviews.map(({ user, state, commit_id, submitted_at }) => ({
      user: user?.login ?? "",
      state,
      commit: commit_id,
      at: submitted_at,
    })),
  };
}

async function main([eventFile, out]) {
  const { workflow_run: run, repository } = JSON.parse(fs.readFileSync(eventFile, "utf8"));
  const { full_name: name, default_branch: branch } = repository;
  const pulls = [];
  for (const pull of await findPulls(name, run))
    pulls.push(await readPull(pull, { run, name, branch }));
  fs.mkdirSync(out, { recursive: true });
  for (const { number, files } of pulls) {
    fs.mkdirSync(path.join(out, String(number)), { recursive: true });
    fs.writeFileSync(
      path.join(out, String(number), "files.txt"),
      files.map((file) => `${file}\0`).join(""),
    );
  }
  fs.writeFileSync(
    path.join(out, "pulls.json"),
    JSON.stringify({ head: run.head_sha, branch, pulls }, null, 2),
  );
}

module.exports = { checkRun, findPulls, matching, refusalOf };
if (require.main === module)
  main(process.argv.slice(2)).catch((error) => {
    console.error(error.message);
    process.exit(1);
  });
