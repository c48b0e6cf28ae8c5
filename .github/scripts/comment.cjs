// Writes the one comment of each pull request of a commit, or updates it, and sets the commit's status:
//   comment.cjs <folder with pulls.json, verdict.json and <number>/comment.md for each>
// Runs in the only job that may write, which checks out and installs nothing of the pull request. The folder was made
// by the base's judge; its text is bounded here all the same.
"use strict";
const fs = require("node:fs");
const path = require("node:path");
const { github, listed } = require("./github.cjs");

/** By this the comment finds itself again. */
const mark = "<!-- gatehouse: access diff -->";
/** GitHub takes 65,536 characters. */
const longest = 65_000;
const bot = "github-actions[bot]";

/** The text of a file, no longer than a limit. */
function boundedText(file, most = longest) {
  const handle = fs.openSync(file, "r");
  try {
    const content = Buffer.alloc(4 * most);
    const read = fs.readSync(handle, content, 0, content.length, 0);
    return content.subarray(0, read).toString("utf8").slice(0, most);
  } finally {
    fs.closeSync(handle);
  }
}

/** The comment's body: it begins with the mark, or it is none of ours. */
function bodyOf(text, verdict) {
  if (!text.startsWith(mark)) throw new Error("comment.md does not begin with its mark.");
  const lines = text.trimEnd().split("\n");
  return [...lines, "", `Status \`access\`: ${verdict.state}. ${verdict.description}.`].join("\n");
}

/** Puts the body into our comment, where there is one, else into a new one. */
async function put(repository, number, body) {
  const comments = await listed(`/repos/${repository}/issues/${number}/comments`);
  const own = comments.find((one) => one.user?.login === bot && one.body?.startsWith(mark));
  if (own === undefined)
    return github(`/repos/${repository}/issues/${number}/comments`, {
      method: "POST",
      body: { body },
    });
  if (own.body === body) return own;
  return github(`/repos/${repository}/issues/comments/${own.id}`, {
    method: "PATCH",
    body: { body },
  });
}

/**
 * What has happened since the judge looked: another head needs no word of this one, and where a pull request has come,
 * has another base or another word of a reviewer, nothing is green that was not judged so.
 */
async function changedSince({ repository, head, pulls }) {
  const known = new Map(pulls.map((pull) => [pull.number, pull]));
  const now = (await listed(`/repos/${repository}/pulls?state=open`)).filter(
    (pull) => pull.head.sha === head,
  );
  const other = now.find(({ number, base }) => known.get(number)?.base !== base.ref);
  if (other !== undefined) return { now, reason: `pull request ${other.number} has changed` };
  for (const { number } of now) {
    const reviews = await listed(`/repos/${repository}/pulls/${number}/reviews`);
    const text = (list) => JSON.stringify(list.map((one) => [one.state, one.commit]));
    const found = reviews.map(({ state, commit_id }) => ({ state, commit: commit_id }));
    if (text(found) !== text(known.get(number).reviews))
      return { now, reason: `pull request ${number} has other reviews` };
  }
  return { now };
}

/** The status of a commit. */
function setStatus(head, { state, description }) {
  const { GITHUB_REPOSITORY, GITHUB_SERVER_URL, GITHUB_RUN_ID } = process.env;
  return github(`/repos/${GITHUB_REPOSITORY}/statuses/${head}`, {
    method: "POST",
    body: {
      state: state === "success" ? "success" : "failure",
      context: "access",
      description: description.slice(0, 140),
      target_url: `${GITHUB_SERVER_URL}/${GITHUB_REPOSITORY}/actions/runs/${GITHUB_RUN_ID}`,
    },
  });
}

async function main([folder]) {
  const { GITHUB_REPOSITORY, GITHUB_EVENT_PATH } = process.env;
  const event = JSON.parse(fs.readFileSync(GITHUB_EVENT_PATH, "utf8"));
  const wanted = event.workflow_run.head_sha;
  // An older word of another run must not stay where this one has come to none.
  if (!fs.existsSync(path.join(folder, "verdict.json")))
    return setStatus(wanted, { state: "failure", description: "Could not be judged: see the run" });
  const read = (name) => JSON.parse(boundedText(path.join(folder, name), 5_000_000));
  const { head, pulls } = read("pulls.json");
  const verdict = read("verdict.json");
  if (head !== wanted) throw new Error("pulls.json is of another commit.");
  if (!/^[0-9a-f]{40}$/.test(head) || !pulls.every(({ number }) => Number.isSafeInteger(number)))
    throw new Error("pulls.json names no pull request.");
  const { now, reason } = await changedSince({ repository: GITHUB_REPOSITORY, head, pulls });
  const isStale = reason !== undefined && verdict.state === "success";
  const status = isStale
    ? { state: "failure", description: `${reason} meanwhile: it is judged again, or run it again` }
    : verdict;
  // Before the comments: where one of them fails, the commit is none the greener.
  await setStatus(head, status);
  for (const { number } of pulls.filter((one) => now.some((pull) => pull.number === one.number))) {
    const text = boundedText(path.join(folder, String(number), "comment.md"));
    await put(GITHUB_REPOSITORY, number, bodyOf(text, status));
  }
}

module.exports = { bodyOf, mark };
if (require.main === module)
  main(process.argv.slice(2)).catch((error) => {
    console.error(error.message);
    process.exit(1);
  });
