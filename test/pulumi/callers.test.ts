import assert from "node:assert/strict";
import { deploy } from "./deploy";

const rows = `
  export const getStock = endpoint("GET /stock/{item}", { access: "iam" });
  export const putStock = endpoint("PUT /stock/{item}", { access: "iam" });
  export const getIndex = endpoint("GET /", { access: "public" });
`;

describe("callers", function () {
  this.timeout(300_000);

  it("names a role that exists in the resource policy, and opens nothing else", async () => {
    const { graph, inputs } = await deploy({
      spec: `${rows} export const audit = caller({ role: "arn:aws:iam::444455556666:role/audit", calls: [getStock] });`,
    });
    const policy = JSON.parse(inputs("RestApi", "shop").body)["x-amazon-apigateway-policy"];
    const audit = { AWS: "arn:aws:iam::444455556666:role/audit" };
    assert.deepEqual(
      policy.Statement.map(({ Sid, Effect, Principal }: Record<string, unknown>) => [
        Sid,
        Effect,
        Principal,
      ]),
      [
        ["UnsignedCalls", "Allow", "*"],
        ["auditDeclaredCalls", "Allow", audit],
        ["auditOtherRows", "Deny", audit],
        ["auditEmptySegments", "Deny", audit],
      ],
    );
    assert.deepEqual(policy.Statement[0].Condition, { Null: { "aws:PrincipalArn": "true" } });
    assert.deepEqual(policy.Statement[1].Resource, ["execute-api:/dev/GET/stock/*"]);
    assert.equal(
      graph.some(({ type, name }) => type === "aws:iam/role:Role" && name === "audit"),
      false,
    );
  });

  it("makes a role for an account outside, with its external id, and for workflows", async () => {
    const { inputs } = await deploy({
      spec: `${rows}
        export const billing = caller({ assumedBy: "arn:aws:iam::111122223333:root", externalId: "shop-42", maxSessionHours: 2, calls: [getStock] });
        export const release = caller({ assumedBy: { github: "example/shop", environment: "prod" }, calls: [putStock] });`,
      config: "  gatehouse:gitHubProvider: true\n",
    });
    const billing = inputs("Role", "billing");
    assert.equal(billing.maxSessionDuration, 7_200);
    const [trust] = JSON.parse(billing.assumeRolePolicy).Statement;
    assert.deepEqual(trust.Condition, { StringEquals: { "sts:ExternalId": "shop-42" } });
    const [workflow] = JSON.parse(inputs("Role", "release").assumeRolePolicy).Statement;
    assert.equal(
      workflow.Principal.Federated,
      "arn:aws:iam::000000000000:oidc-provider/token.actions.githubusercontent.com",
    );
    assert.equal(
      inputs("OpenIdConnectProvider", "shop-github").url,
      "https://token.actions.githubusercontent.com",
    );
  });
});
