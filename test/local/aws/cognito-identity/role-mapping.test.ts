import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import path from "node:path";
import {
  CognitoIdentityClient,
  GetCredentialsForIdentityCommand,
  GetIdCommand,
  GetIdentityPoolRolesCommand,
} from "@aws-sdk/client-cognito-identity";
import type { RoleMappingDefinition } from "../../../../src/graph/deployed";
import { ids } from "../definition";
import {
  federatedGraph,
  poolLogin,
  roleArn,
  runProvider,
  userPool,
  type Claims,
  type Provider,
} from "./federated";
import { runPort, type RunningPort } from "../run-port";

interface Case {
  name: string;
  type: "Token" | "Rules";
  deny?: boolean;
  claims: Claims;
  custom?: string;
  expect: string;
}

const file = path.join(__dirname, "../../../cases/aws/role-mappings.json");
const text = readFileSync(file, "utf8")
  .replaceAll('COOKS"', `${roleArn("cooks")}"`)
  .replaceAll('WAITERS"', `${roleArn("waiters")}"`);
const { cases, rules } = JSON.parse(text) as {
  cases: Case[];
  rules: RoleMappingDefinition["rules"];
};
const IdentityPoolId = ids.identityPool;
const identityProvider = `${userPool}:${ids.client}`;

describe("roles of an identity pool by group and rule", () => {
  let provider: Provider;
  let port: RunningPort;
  let client: CognitoIdentityClient;
  before(async () => {
    provider = await runProvider();
    port = await runPort(federatedGraph(provider));
    client = new CognitoIdentityClient(port.client());
  });
  after(async () => {
    provider.server.close();
    await port.close();
  });
  const load = (type: Case["type"], deny = false) => {
    const ambiguousRoleResolution = deny ? "Deny" : "AuthenticatedRole";
    const mapping = { identityProvider, type, ambiguousRoleResolution, rules } as const;
    port.load(federatedGraph(provider, { roleMappings: [mapping] }));
  };

  for (const { name, type, deny, claims, custom, expect } of cases) {
    it(name, async () => {
      load(type, deny);
      const Logins = await poolLogin(port, claims);
      const { IdentityId } = await client.send(new GetIdCommand({ IdentityPoolId, Logins }));
      const asked = client.send(
        new GetCredentialsForIdentityCommand({ IdentityId, Logins, CustomRoleArn: custom }),
      );
      if (expect === "refused") {
        return assert.rejects(asked, { name: "NotAuthorizedException" });
      }
      const { Credentials } = await asked;
      const found = port.credentials.find(Credentials?.AccessKeyId ?? "");
      assert.equal(found?.identity.principal.roleArn, roleArn(expect));
    });
  }

  it("are told to who may read the pool", async () => {
    load("Rules", true);
    const owner = new CognitoIdentityClient(port.client(port.credentials.admin()));
    const answer = await owner.send(new GetIdentityPoolRolesCommand({ IdentityPoolId }));
    assert.equal(answer.Roles?.["authenticated"], roleArn("diners"));
    const shown = answer.RoleMappings?.[identityProvider];
    assert.equal(shown?.RulesConfiguration?.Rules?.[0]?.RoleARN, roleArn("cooks"));
    await assert.rejects(client.send(new GetIdentityPoolRolesCommand({ IdentityPoolId })), {
      name: "UnrecognizedClientException",
    });
  });
});
