import assert from "node:assert/strict";
import { createRequire } from "node:module";
import path from "node:path";
import { root } from "./workflow";

const load = createRequire(__filename);
const { ownersOf, verdictOf } = load(path.join(root, ".github/scripts/verdict.cjs"));
const { matching } = load(path.join(root, ".github/scripts/pull-request.cjs"));

const head = "a".repeat(40);
const older = "b".repeat(40);

const review = (user: string, state: string, commit = head, at = "2026-01-01T00:00:00Z") => ({
  user,
  state,
  commit,
  at,
});
const wider = { counts: { WIDER: 1, NARROWER: 0, OTHER: 0 }, needsOwner: [], problems: [] };
const narrower = { counts: { WIDER: 0, NARROWER: 2, OTHER: 1 }, needsOwner: [], problems: [] };

/** A diff, its reviews, and whether it may be merged. */
const cases: [title: string, diff: object, reviews: object[], state: "success" | "failure"][] = [
  ["nothing wider, nobody has reviewed", narrower, [], "success"],
  ["wider, nobody has reviewed", wider, [], "failure"],
  ["wider, an owner approved this commit", wider, [review("ada", "APPROVED")], "success"],
  ["wider, the owner's name in other letters", wider, [review("ADA", "APPROVED")], "success"],
  [
    "wider, an owner approved an older commit",
    wider,
    [review("ada", "APPROVED", older)],
    "failure",
  ],
  ["wider, somebody else approved", wider, [review("eve", "APPROVED")], "failure"],
  ["wider, the author, an owner, approved", wider, [review("zoe", "APPROVED")], "failure"],
  ["wider, an owner commented only", wider, [review("ada", "COMMENTED")], "failure"],
  [
    "wider, the approval was dismissed",
    wider,
    [review("ada", "APPROVED"), review("ada", "DISMISSED", head, "2026-01-02T00:00:00Z")],
    "failure",
  ],
  [
    "wider, approved, then changes asked for",
    wider,
    [review("ada", "APPROVED"), review("ada", "CHANGES_REQUESTED", head, "2026-01-02T00:00:00Z")],
    "failure",
  ],
  [
    "wider, changes asked for, then approved",
    wider,
    [review("ada", "APPROVED", head, "2026-01-02T00:00:00Z"), review("ada", "CHANGES_REQUESTED")],
    "success",
  ],
  [
    "wider, approved, then commented",
    wider,
    [review("ada", "APPROVED"), review("ada", "COMMENTED", head, "2026-01-02T00:00:00Z")],
    "success",
  ],
  [
    "wider, one owner approved and another asks for changes",
    wider,
    [review("ada", "APPROVED"), review("bob", "CHANGES_REQUESTED")],
    "failure",
  ],
  ["the judge is changed", { ...narrower, needsOwner: ["src/access/a.ts"] }, [], "failure"],
  [
    "the judge is changed, an owner approved",
    { ...narrower, needsOwner: ["src/access/a.ts"] },
    [review("bob", "APPROVED")],
    "success",
  ],
  [
    "AWS would refuse it, an owner approved",
    { ...narrower, problems: ["eleven authorizers"] },
    [review("ada", "APPROVED")],
    "failure",
  ],
];

describe("the verdict on a pull request", () => {
  for (const [title, diff, reviews, state] of cases) {
    it(`is ${state}: ${title}`, () => {
      const pull = { author: "zoe", head, reviews };
      const verdict = verdictOf({ diff, pull, owners: ["ada", "bob", "zoe"] });
      assert.equal(verdict.state, state, verdict.description);
      assert.ok(verdict.description.length <= 140);
    });
  }

  it("is failure where nobody owns access.md", () => {
    const pull = { author: "zoe", head, reviews: [review("ada", "APPROVED")] };
    assert.equal(verdictOf({ diff: wider, pull, owners: [] }).state, "failure");
  });
});

const owners: [title: string, text: string, found: string[]][] = [
  ["a line of its own", "/access.md @ada @bob", ["ada", "bob"]],
  ["the last line that covers it counts", "* @eve\n/access.md @ada", ["ada"]],
  ["a later line for everything takes it over", "/access.md @ada\n* @eve", ["eve"]],
  ["a line for another file does not", "/access.md @ada\n/src/ @eve", ["ada"]],
  ["a line without owners takes them away", "* @eve\n/access.md", []],
  ["teams and addresses are not people here", "access.md @org/team ada@example.com @ada", ["ada"]],
  ["comments are none of it", "# /access.md @eve\n/access.md @ada # not @eve", ["ada"]],
  ["all Markdown", "*.md @ada", ["ada"]],
  ["nothing", "", []],
];

describe("the owners of access.md", () => {
  for (const [title, text, found] of owners)
    it(title, () => assert.deepEqual(ownersOf(text), found));
});

describe("the pull requests of a run", () => {
  const run = { head_sha: head };
  const pull = (number: number, sha: string, state = "open") => ({
    number,
    state,
    head: { sha },
  });

  it("are the open ones whose head is the run's commit, each once", () => {
    const right = [pull(3, head), pull(5, head)];
    const others = [pull(1, older), pull(2, head, "closed")];
    assert.deepEqual(matching(run, [right[1], ...others, right[0], right[1]]), right);
  });

  it("are refused where there is none", () => {
    assert.throws(() => matching(run, [pull(1, older)]), /0 open pull requests/);
  });
});
