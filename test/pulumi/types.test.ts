import assert from "node:assert/strict";
import { SecuredApi } from "../../src/pulumi";
import { apiKey, caller, endpoint, usagePlan, userPool } from "../../src/spec";

const customers = userPool({ signUp: "anyone" });
const getMe = endpoint("GET /me", { access: "cognito", userPool: customers });
const free = usagePlan({});
const table = {
  customers,
  getMe,
  key: apiKey({ plan: free }),
  billing: caller({ assumedBy: "states.amazonaws.com", calls: [] }),
  audit: caller({ role: "arn:aws:iam::111122223333:role/audit", calls: [] }),
};

/** Compiled, never run: what the compiler accepts and refuses. */
export function compiled(): void {
  const api = new SecuredApi("shop", table, {
    functions: { getMe: { environment: ({ userPools }) => ({ A: userPools.customers.clientId }) } },
  });
  void [
    api.functions.getMe.arn,
    api.roles.getMe.arn,
    api.roles.billing.arn,
    api.userPools.customers.id,
  ];

  // @ts-expect-error no row has this name
  new SecuredApi("shop", table, { functions: { getMee: {} } });
  // @ts-expect-error a pool has no function
  new SecuredApi("shop", table, { functions: { customers: {} } });
  new SecuredApi("shop", table, {
    functions: {
      // @ts-expect-error no pool has this name
      getMe: { environment: ({ userPools }) => ({ A: userPools.guests.id }) },
    },
  });
  // @ts-expect-error a caller who has a role gets none
  void api.roles.audit;
  // @ts-expect-error a caller has a role, but no function
  void api.functions.billing;
  // @ts-expect-error a type of resource that an API does not have
  new SecuredApi("shop", table, { transform: { "aws:s3/bucket:Bucket": (args) => args } });
  new SecuredApi("shop", table, {
    // @ts-expect-error a description is text
    transform: { "aws:iam/role:Role": (args) => ({ ...args, description: 1 }) },
  });
}

describe("the types of SecuredApi", () => {
  it("know the names of the table", () => assert.equal(typeof compiled, "function"));
});
