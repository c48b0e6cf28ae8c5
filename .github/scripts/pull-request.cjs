// Finds the pull request of a workflow_run event and writes what its judge must know, as JSON:
//   pull-request.cjs <event.json> <pull.json>
// The number comes from the event, or, for a fork, whose events name none, from GitHub by commit and branch. Nothing
// is read from an artifact.
"use strict";
const fs = require("node:fs");
const { github, listed } = require("./github.cjs");

const isCommit = (text) => typeof text === "string" && /^[0-9a-f]{40}$/.test(text);

/** The one open pull request whose head is this run's commit. */
function matching(run, pulls) {
  const found = pulls.filter(
    ({ head, state }) =>
      state === "open" &&
      head.sha === run.head_sha &&
      head.repo?.full_name === run.head_repository.full_name,
  );
  if (found.length !== 1)
    throw new Error(
      `${found.length} open pull requests have the head ${run.head_sha}; expected one.`,
    );
  return found[0];
}

/** The number of the pull request of a run, by the event or by GitHub's list. */
async function findPull(repository, run) {
  if (!isCommit(run.head_sha)) throw new Error("The event names no commit.");
  const [named] = run.pull_requests ?? [];
  if (named) {
    const pull = await github(`/repos/${repository}/pulls/${Number(named.number)}`);
    return matching(run, [pull]);
  }
  const head = `${run.head_repository.owner.login}:${run.head_branch}`;
  const pulls = await listed(
    `/repos/${repository}/pulls?state=open&head=${encodeURIComponent(head)}`,
  );
  return matching(run, pulls);
}

async function main([eventFile, out]) {
  const { workflow_run: run, repository } = JSON.parse(fs.readFileSync(eventFile, "utf8"));
  const name = repository.full_name;
  const pull = await findPull(name, run);
  const path = `/repos/${name}/pulls/${pull.number}`;
  const [comparison, files, reviews] = await Promise.all([
    github(`/repos/${name}/compare/${pull.base.sha}...${run.head_sha}`),
    listed(`${path}/files`),
    listed(`${path}/reviews`),
  ]);
  const fork = comparison.merge_base_commit.sha;
  if (!isCommit(fork)) throw new Error("GitHub names no commit at which the branches part.");
  const result = {
    number: pull.number,
    head: run.head_sha,
    fork,
    author: pull.user.login,
    // A rename changes two files.
    files: files.flatMap((file) => [file.filename, file.previous_filename ?? []].flat()).sort(),
    reviews: reviews.map(({ user, state, commit_id, submitted_at }) => ({
      user: user?.login ?? "",
      state,
      commit: commit_id,
      at: submitted_at,
    })),
  };
  fs.writeFileSync(out, JSON.stringify(result, null, 2));
}

module.exports = { findPull, matching };
if (require.main === module)
  main(process.argv.slice(2)).catch((error) => {
    console.error(error.message);
    process.exit(1);
  });
