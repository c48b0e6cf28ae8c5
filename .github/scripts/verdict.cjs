// Whether the pull requests of a commit may be merged as far as access goes; the status is the commit's, so the worst counts:
//   verdict.cjs <folder with pulls.json and <number>/diff.json for each> <CODEOWNERS>, writes verdict.json there
// What is wider, and what changes the judge, needs an approving review of the head commit by an owner of access.md
// other than the author. No text, label or description counts.
"use strict";
const fs = require("node:fs");
const path = require("node:path");

const sameUser = (a, b) => a.toLowerCase() === b.toLowerCase();

/** Whether a pattern of CODEOWNERS covers access.md at the root; the forms that may. */
const coversAccess = (pattern) =>
  [
    "access.md",
    "/access.md",
    "*",
    "/*",
    "**",
    "/**",
    "*.md",
    "/*.md",
    "**/access.md",
    "**/*.md",
  ].includes(pattern);

/** The people who own access.md: those of the last line that covers it, as GitHub reads the file. Teams are not seen. */
function ownersOf(codeowners) {
  const lines = codeowners.split("\n").map((line) => line.split(/(?:^|\s)#/, 1)[0].trim());
  const last = lines.filter((line) => coversAccess(line.split(/\s+/)[0] ?? "")).at(-1) ?? "";
  const [, ...owners] = last.split(/\s+/);
  return owners.filter((one) => /^@[\w-]+$/.test(one)).map((one) => one.slice(1));
}

/** Each reviewer's last word; a comment takes nothing back. */
function lastWords(reviews) {
  const words = new Map();
  const inOrder = [...reviews].sort((a, b) => String(a.at).localeCompare(String(b.at)));
  for (const review of inOrder)
    if (["APPROVED", "CHANGES_REQUESTED", "DISMISSED"].includes(review.state))
      words.set(review.user.toLowerCase(), review);
  return [...words.values()];
}

/** The owner who approved this very commit, if no other owner asks for changes. */
function approver({ reviews, owners, author, head }) {
  const words = lastWords(reviews).filter(
    ({ user }) => owners.some((owner) => sameUser(owner, user)) && !sameUser(user, author),
  );
  if (words.some(({ state }) => state === "CHANGES_REQUESTED")) return undefined;
  return words.find(({ state, commit }) => state === "APPROVED" && commit === head)?.user;
}

/** State and description of the commit's status. */
function verdictOf({ diff, pull, owners }) {
  if (pull.refusal !== undefined)
    return { state: "failure", description: pull.refusal.slice(0, 140) };
  const { WIDER } = diff.counts;
  const reasons = [
    ...(WIDER > 0 ? [`${WIDER} wider`] : []),
    ...(diff.needsOwner.length > 0 ? ["changes what judges"] : []),
  ];
  if (diff.problems.length > 0)
    return { state: "failure", description: "AWS would refuse this: see the comment" };
  if (reasons.length === 0) return { state: "success", description: "Nobody may call more" };
  const by = approver({ ...pull, owners });
  return by === undefined
    ? { state: "failure", description: `${reasons.join(", ")}: needs an owner of access.md` }
    : { state: "success", description: `${reasons.join(", ")}: approved by ${by}` };
}

/** The worst of several verdicts; a commit that no pull request was judged for has none. */
function worstOf(verdicts) {
  const [first] = verdicts;
  if (first === undefined) return { state: "failure", description: "No pull request was judged" };
  const bad = verdicts.find(({ state }) => state !== "success") ?? first;
  const where = verdicts.length > 1 ? `pull request ${bad.number}: ` : "";
  return { state: bad.state, description: `${where}${bad.description}`.slice(0, 140) };
}

function main([folder, ownersFile]) {
  const read = (...names) => fs.readFileSync(path.join(folder, ...names), "utf8");
  const owners = ownersOf(fs.readFileSync(ownersFile, "utf8"));
  const { head, pulls } = JSON.parse(read("pulls.json"));
  const verdicts = pulls.map((pull) => {
    const diff = JSON.parse(read(String(Number(pull.number)), "diff.json"));
    const verdict = verdictOf({ diff, pull: { ...pull, head }, owners });
    return { number: pull.number, ...verdict };
  });
  const verdict = { ...worstOf(verdicts), pulls: verdicts };
  fs.writeFileSync(path.join(folder, "verdict.json"), JSON.stringify(verdict));
  console.log(`${verdict.state}: ${verdict.description}`);
}

module.exports = { approver, ownersOf, verdictOf, worstOf };
if (require.main === module) main(process.argv.slice(2));
