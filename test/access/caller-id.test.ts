import assert from "node:assert/strict";
import { callerOf, idOf, label, signs, type CallerId } from "../../src/access/who/caller-id";

const arn = "arn:aws:iam::111122223333:role/billing";
const own = "123456789012";

describe("callerOf, idOf and label", () => {
  const cases: [id: string, caller: CallerId, label: string][] = [
    ["anyone", { kind: "anyone" }, "anyone"],
    ["role:billing", { kind: "role", name: "billing" }, "role billing"],
    ["role:my own role", { kind: "role", name: "my own role" }, "role my own role"],
    ["user:role:x", { kind: "user", name: "role:x" }, "user role:x"],
    ["authorizer:partners", { kind: "authorizer", name: "partners" }, "authorizer partners"],
    ["pool:people", { kind: "pool", name: "people" }, "pool people"],
    ["pool:my people", { kind: "pool", name: "my people" }, "pool my people"],
    [
      "pool:my people orders/write",
      { kind: "pool", name: "my people", scope: "orders/write" },
      "pool my people, scope orders/write",
    ],
    [
      "pool:people aws.cognito.signin.user.admin",
      { kind: "pool", name: "people", scope: "aws.cognito.signin.user.admin" },
      "pool people, scope aws.cognito.signin.user.admin",
    ],
    [`account:${own}`, { kind: "account", accountId: own }, "anybody else in this account"],
    [
      "account:999999999999",
      { kind: "account", accountId: "999999999999" },
      "anybody with an AWS account",
    ],
    [
      "account:111122223333",
      { kind: "account", accountId: "111122223333" },
      "the AWS account 111122223333",
    ],
    [arn, { kind: "arn", arn }, arn],
  ];
  for (const [id, caller, text] of cases)
    it(id, () => {
      assert.deepEqual(callerOf(id), caller);
      assert.equal(idOf(caller), id);
      assert.equal(label(caller, own), text);
      assert.equal(signs(caller), ["role", "user", "account", "arn"].includes(caller.kind));
    });
});
