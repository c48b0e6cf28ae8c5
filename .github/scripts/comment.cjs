// Writes the one comment of a pull request, or updates it, and sets the status of its head commit:
//   comment.cjs <folder with pull.json, comment.md and verdict.json>
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

async function main([folder]) {
  const { GITHUB_REPOSITORY, GITHUB_SERVER_URL, GITHUB_RUN_ID } = process.env;
  const read = (name) => JSON.parse(boundedText(path.join(folder, name), 1_000_000));
  const pull = read("pull.json");
  const verdict = read("verdict.json");
  if (!Number.isSafeInteger(pull.number) || !/^[0-9a-f]{40}$/.test(pull.head))
    throw new Error("pull.json names no pull request.");
  const body = bodyOf(boundedText(path.join(folder, "comment.md")), verdict);
  await put(GITHUB_REPOSITORY, pull.number, body);
  await github(`/repos/${GITHUB_REPOSITORY}/statuses/${pull.head}`, {
    method: "POST",
    body: {
      state: verdict.state,
      context: "access",
      description: verdict.description.slice(0, 140),
      target_url: `${GITHUB_SERVER_URL}/${GITHUB_REPOSITORY}/actions/runs/${GITHUB_RUN_ID}`,
    },
  });
}

module.exports = { bodyOf, mark };
if (require.main === module)
  main(process.argv.slice(2)).catch((error) => {
    console.error(error.message);
    process.exit(1);
  });
