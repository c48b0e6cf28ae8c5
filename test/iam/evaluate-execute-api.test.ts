import assert from "node:assert/strict";
import { becauseOf, suffixOf } from "../../src/iam/decision-text";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import {
  decideExecuteApi,
  resourceDenyOf,
  type ExecuteApiQuestion,
} from "../../src/iam/execute-api";
import type { PolicyDocument, RequestPrincipal } from "../../src/iam/language/policy";

interface Case extends Omit<ExecuteApiQuestion, "request" | "apiAccountId"> {
  name: string;
  principal?: RequestPrincipal;
  /** `allow`, or the end of AWS's message. */
  expect: string;
  decidedBy?: string[];
}

const { cases } = JSON.parse(
  readFileSync(join(__dirname, "../cases/iam/execute-api.json"), "utf8"),
) as { cases: Case[] };

const request = {
  action: "execute-api:Invoke",
  resource: "arn:aws:execute-api:eu-central-1:111122223333:abcde12345/dev/GET/orders",
  context: {},
};

describe("decideExecuteApi", () => {
  for (const { name, principal, expect, decidedBy, ...policies } of cases)
    it(name, () => {
      const decision = decideExecuteApi({
        apiAccountId: "111122223333",
        request: principal === undefined ? request : { ...request, principal },
        ...policies,
      });
      assert.equal(decision.allow ? "allow" : suffixOf(decision), expect);
      const sides = decision.allow ? decision.decidedBy.map(([side]) => side) : decision.decidedBy;
      if (decidedBy !== undefined) assert.deepEqual(sides, decidedBy);
    });

  it("names the statement that denied", () => {
    const statement = { Sid: "Closed", Effect: "Deny", Principal: "*", Action: "*", Resource: "*" };
    const resourcePolicy = { Statement: [statement] } as PolicyDocument;
    const question = {
      authorizationType: "NONE",
      apiAccountId: "1",
      request,
      resourcePolicy,
    } as const;
    const decision = decideExecuteApi(question);
    assert.equal(becauseOf(decision), "an explicit deny in a resource-based policy (Closed)");
  });
});

describe("resourceDenyOf", () => {
  const policy = (effect: "Allow" | "Deny"): PolicyDocument => ({
    Statement: [{ Effect: effect, Principal: "*", Action: "execute-api:*", Resource: "*" }],
  });

  it("finds the Deny that comes before an authorizer", () => {
    assert.equal(resourceDenyOf(policy("Deny"), request)?.decidedBy, "resource");
  });

  it("lets everything else go on to the authorizer", () => {
    assert.equal(resourceDenyOf(policy("Allow"), request), undefined);
    assert.equal(resourceDenyOf(undefined, request), undefined);
  });

  it("refuses where the policy is not known", () => {
    assert.equal(resourceDenyOf("unknown", request)?.explicit, true);
  });
});
