import assert from "node:assert/strict";
import type { ResourceGraph } from "../../src/graph/resource";
import { accessPolicies, type PolicyResource } from "../../src/policy-pack";
import { behind, shop } from "../access/notes/case";

/** As the SDK hands a value over that is not known during a preview. */
const throwing = (known: Record<string, unknown>, unknown: string[]): Record<string, unknown> =>
  new Proxy(known, {
    get(target, key) {
      if (unknown.includes(String(key))) throw new Error(`${String(key)} is not known`);
      return target[key as string];
    },
    ownKeys: (target) => [...new Set([...Object.keys(target), ...unknown])],
    getOwnPropertyDescriptor: () => ({ enumerable: true, configurable: true }),
  });

const resourcesOf = (graph: ResourceGraph): PolicyResource[] =>
  graph.map(({ type, name, urn, inputs, outputs }) => ({
    type,
    name,
    urn,
    props: { ...inputs, ...outputs },
  }));

function violations(resources: PolicyResource[], config: object = {}) {
  const found: { policy: string; message: string; urn: string | undefined }[] = [];
  for (const policy of accessPolicies())
    policy.validateStack({ resources, getConfig: <T>() => config as T }, (message, urn) =>
      found.push({ policy: policy.name, message, urn }),
    );
  return found;
}

const open = shop({ "/orders": { post: behind("fn", { security: [] }) } });

describe("the policy pack", () => {
  it("has a policy for each check, mandatory where it is a problem", () => {
    const policies = accessPolicies();
    const level = (name: string) => policies.find((one) => one.name === name)?.enforcementLevel;
    assert.equal(level("gh029"), "mandatory");
    assert.equal(level("gh027"), "advisory");
    assert.equal(level("gh007"), undefined);
    assert.equal(new Set(policies.map(({ name }) => name)).size, policies.length);
  });

  it("reports what the checks of the same graph say", () => {
    const found = violations(resourcesOf(open));
    assert.deepEqual(
      found.map(({ policy }) => policy),
      ["gh027"],
    );
    assert.match(found[0]!.message, /^GH027 POST \/orders: anyone may change something/);
  });

  it("names the resource where the check is about one", () => {
    const resources = resourcesOf(open).filter(({ type }) => !type.endsWith(":Permission"));
    resources.push({
      type: "aws:lambda/permission:Permission",
      name: "any",
      urn: "urn:any",
      props: {
        action: "lambda:InvokeFunction",
        function: "fn",
        principal: "apigateway.amazonaws.com",
      },
    });
    const urns = violations(resources).flatMap(({ policy, urn }) =>
      policy === "gh012" ? urn : [],
    );
    assert.deepEqual(urns, [resources.find(({ type }) => type.endsWith(":Function"))?.urn]);
  });

  it("takes what its configuration accepts, if that has a reason", () => {
    assert.equal(
      violations(resourcesOf(open), { accept: { "POST /orders": "a honeypot" } }).length,
      0,
    );
    assert.equal(violations(resourcesOf(open), { accept: { "POST /orders": " " } }).length, 1);
  });

  it("reads a preview, in which values that are not known throw", () => {
    const resources = resourcesOf(open).map((one) =>
      one.type.endsWith(":Deployment")
        ? { ...one, props: throwing(one.props, ["id", "invokeUrl"]) }
        : one,
    );
    assert.deepEqual(
      violations(resources).map(({ policy }) => policy),
      ["gh027"],
    );
  });
});
