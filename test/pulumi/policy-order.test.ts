import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import type { Role } from "@pulumi/aws/iam";
import type { Statement } from "../../src/iam/language/policy";
import type { ApiContext } from "../../src/pulumi/context";
import { registerPolicies } from "../../src/pulumi/parts/role";

const statement = (Effect: Statement["Effect"], count: number): Statement => ({
  Effect,
  Action: "execute-api:Invoke",
  Resource: Array.from({ length: count }, (_, index) => `${Effect}:${index}`.padEnd(97, "x")),
});

const context = {
  model: { api: "shop", stack: "dev" },
  config: { tags: {} },
  place: pulumi.output({ accountId: "1", region: "r", partition: "aws", dnsSuffix: "d" }),
  transforms: [],
} as unknown as ApiContext;

describe("registerPolicies", () => {
  const events: string[] = [];
  const policies = new Map<string, string>();

  before(async () => {
    await pulumi.runtime.setMocks({
      call: ({ inputs }) => inputs,
      // Each takes a while, so that whatever does not wait for it begins before it ends.
      newResource: async ({ name, type, inputs }) => {
        events.push(`begin ${type} ${name}`);
        if (inputs.policy !== undefined) policies.set(name, inputs.policy);
        for (let turn = 0; turn < 20; turn += 1) await new Promise(setImmediate);
        events.push(`end ${type} ${name}`);
        return { id: name, state: { ...inputs, arn: `arn:${name}` } };
      },
    });
    const made = registerPolicies(context, {
      name: "work",
      role: { name: pulumi.output("work") } as unknown as Role,
      statements: [statement("Allow", 70), statement("Deny", 70)],
      own: [{ Effect: "Allow", Action: "a:One", Resource: "*" }],
      parent: undefined as never,
    });
    await Promise.all(made.map(({ urn }) => new Promise((done) => urn.apply(done))));
  });
  after(() => pulumi.runtime.resetOptions("", "", -1, "", "", false, ""));

  // Taking dependsOn out of src/pulumi/parts/role.ts, or the order out of placeStatements, turns these red.
  const types = { policy: "aws:iam/policy:Policy", inline: "aws:iam/rolePolicy:RolePolicy" };
  const attached = "aws:iam/rolePolicyAttachment:RolePolicyAttachment";
  const at = (event: string) => {
    const index = events.indexOf(event);
    assert.notEqual(index, -1, `${event} is not among ${events.join(", ")}`);
    return index;
  };
  const holding = (effect: string) =>
    [...policies].filter(([, text]) => text.includes(`"Effect":"${effect}"`)).map(([name]) => name);

  it("puts Denies and Allows into several policies", () => {
    assert.equal(holding("Deny").length, 2);
    assert.ok(holding("Allow").length >= 3);
  });

  it("attaches every policy with Denies before one that only allows is made or changed", () => {
    const denies = holding("Deny");
    const last = Math.max(...denies.map((name) => at(`end ${attached} ${name}`)));
    for (const name of holding("Allow").filter((one) => !denies.includes(one))) {
      const type = name === "work" ? types.inline : types.policy;
      assert.ok(last < at(`begin ${type} ${name}`), name);
    }
  });
});
