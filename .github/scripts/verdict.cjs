// Whether a pull request may be merged as far as access goes:
//   verdict.cjs <pull.json> <diff.json> <CODEOWNERS> <verdict.json>
// What is wider, and what changes the judge, needs an approving review of the head commit by an owner of access.md
// other than the author. No text, label or description counts.
"use strict";
const fs = require("node:fs");

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

function main([pullFile, diffFile, ownersFile, out]) {
  const read = (file) => fs.readFileSync(file, "utf8");
  const verdict = verdictOf({
    pull: JSON.parse(read(pullFile)),
    diff: JSON.parse(read(diffFile)),
    owners: ownersOf(read(ownersFile)),
  });
  fs.writeFileSync(out, JSON.stringify(verdict));
  console.log(`${verdict.state}: ${verdict.description}`);
}

module.exports = { approver, ownersOf, verdictOf };
if (require.main === module) main(process.argv.slice(2));
