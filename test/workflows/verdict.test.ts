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

describe("the pull request of a run", () => {
  const run = { head_sha: head, head_branch: "x", head_repository: { full_name: "eve/shop" } };
  const pull = (repo: string, sha: string, state = "open") => ({
    state,
    head: { sha, repo: { full_name: repo } },
  });

  it("is the open one whose head is the run's commit in the run's repository", () => {
    const right = pull("eve/shop", head);
    const others = [
      pull("ada/shop", head),
      pull("eve/shop", older),
      pull("eve/shop", head, "closed"),
    ];
    assert.equal(matching(run, [...others, right]), right);
  });

  it("is refused where there is none, or more than one", () => {
    assert.throws(() => matching(run, [pull("ada/shop", head)]), /0 open pull requests/);
    assert.throws(() => matching(run, [pull("eve/shop", head), pull("eve/shop", head)]), /2 open/);
  });
});
