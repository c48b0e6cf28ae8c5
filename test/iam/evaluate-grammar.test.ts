import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parsePolicy, type PolicyKind } from "../../src/iam/language/parse-policy";

interface Case {
  name: string;
  kind: PolicyKind;
  policy: unknown;
  valid: boolean;
}

const { cases } = JSON.parse(
  readFileSync(join(__dirname, "../cases/iam/grammar.json"), "utf8"),
) as { cases: Case[] };

describe("parsePolicy", () => {
  for (const { name, kind, policy, valid } of cases)
    it(`${valid ? "takes" : "refuses"} ${name} (${kind})`, () => {
      assert.equal("document" in parsePolicy(policy, kind), valid);
    });

  it("names the statement and what is wrong in it", () => {
    const statement = { Effect: "allow", Action: "a:b", Resource: "*" };
    assert.deepEqual(parsePolicy({ Statement: [statement] }), {
      problem: 'statement 1: Effect must be "Allow" or "Deny", found "allow"',
    });
  });
});
