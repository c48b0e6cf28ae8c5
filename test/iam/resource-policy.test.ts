import assert from "node:assert/strict";
import { decideExecuteApi, type ExecuteApiQuestion } from "../../src/iam/execute-api";
import type { PolicyDocument } from "../../src/iam/language/policy";
import { resourcePolicy } from "../../src/iam/write/resource-policy";

const rows = [
  { name: "getIndex", verb: "GET", path: "/", judged: false },
  { name: "getStock", verb: "GET", path: "/stock/{item}", judged: true },
  { name: "getCosts", verb: "GET", path: "/stock/{item}/costs", judged: true },
] as const;
const audit = "arn:aws:iam::444455556666:role/audit";
const api = "arn:aws:execute-api:eu-central-1:000000000000:abc/";
/** As API Gateway stores it. */
const stored = (policy: PolicyDocument | undefined) =>
  JSON.parse(JSON.stringify(policy).replaceAll("execute-api:/", api)) as PolicyDocument;
const allowAll: PolicyDocument = {
  Version: "2012-10-17",
  Statement: { Effect: "Allow", Action: "*", Resource: "*" },
};

/** A signed call of a role, with or without an Allow of its own. */
function signed(role: string, own: boolean): Partial<ExecuteApiQuestion> & { key: string } {
  return { authorizationType: "AWS_IAM", identityPolicies: own ? [allowAll] : [], key: role };
}

describe("the resource policy of an API", () => {
  const parts = { stage: "dev", rows: [...rows] };
  const ofAudit = { name: "audit", role: audit, calls: [rows[1]] };
  const withAudit = stored(resourcePolicy({ ...parts, outsideRoles: [ofAudit] }).policy);
  const inVpc = stored(
    resourcePolicy({ ...parts, outsideRoles: [], vpcEndpointIds: ["vpce-1"] }).policy,
  );

  const ask = (
    policy: PolicyDocument,
    path: string,
    { key, ...question }: Partial<ExecuteApiQuestion> & { key?: string },
    vpce?: string,
  ) =>
    decideExecuteApi({
      authorizationType: "NONE",
      apiAccountId: "000000000000",
      resourcePolicy: policy,
      ...question,
      request: {
        action: "execute-api:Invoke",
        resource: `${api}dev/${path}`,
        context: {
          ...(vpce ? { "aws:SourceVpce": vpce } : {}),
          ...(key ? { "aws:PrincipalArn": key } : {}),
        },
        ...(key ? { principal: { arn: key, accountId: key.split(":")[4]! } } : {}),
      },
    }).allow;

  const ours = "arn:aws:iam::000000000000:role/ours";
  const authorizer = { authorizationType: "CUSTOM", identityPolicies: [allowAll] } as const;
  const cases: [string, string, Parameters<typeof ask>[2], boolean][] = [
    ["anyone at a public row", "GET/", {}, true],
    ["a token at a cognito row", "GET/", { authorizationType: "COGNITO_USER_POOLS" }, true],
    ["whom an authorizer lets in", "GET/", authorizer, true],
    ["the role, with an Allow in its own account", "GET/stock/7", signed(audit, true), true],
    ["the role without one", "GET/stock/7", signed(audit, false), false],
    ["the role at another row", "GET/stock/7/costs", signed(audit, true), false],
    ["a role of ours with an Allow", "GET/stock/7", signed(ours, true), true],
    ["a role of ours without one", "GET/stock/7", signed(ours, false), false],
    [
      "any role of another account",
      "GET/stock/7",
      signed(audit.replace("audit", "x"), true),
      false,
    ],
  ];
  for (const [who, path, question, allowed] of cases) {
    it(`${allowed ? "lets in" : "refuses"} ${who}`, () => {
      assert.equal(ask(withAudit, path, question), allowed);
    });
  }

  it("lets calls in through the VPC endpoint only, and cancels no signature", () => {
    assert.equal(ask(inVpc, "GET/", {}, "vpce-1"), true);
    assert.equal(ask(inVpc, "GET/", {}, "vpce-2"), false);
    assert.equal(ask(inVpc, "GET/", {}), false);
    assert.equal(ask(inVpc, "GET/stock/7", signed(ours, false), "vpce-1"), false);
    assert.equal(ask(inVpc, "GET/stock/7", signed(ours, true), "vpce-1"), true);
    assert.equal(ask(inVpc, "GET/stock/7", signed(ours, true), "vpce-2"), false);
  });

  it("is none where nothing asks for one", () => {
    assert.equal(resourcePolicy({ ...parts, outsideRoles: [] }).policy, undefined);
  });

  it("says that it is too long", () => {
    const calls = Array.from({ length: 120 }, (_, i) => {
      return { name: `r${i}`, verb: "GET", path: `/rows/number-${i}`, judged: true } as const;
    });
    const long = { name: "audit", role: audit, calls };
    const { problems } = resourcePolicy({ stage: "dev", rows: calls, outsideRoles: [long] });
    assert.match(
      problems.join(),
      /takes up to \d+ characters, and API Gateway takes 8192\. Name fewer/,
    );
  });
});
