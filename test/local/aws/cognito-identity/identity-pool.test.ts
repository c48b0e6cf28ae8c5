import assert from "node:assert/strict";
import {
  CognitoIdentityClient,
  GetCredentialsForIdentityCommand,
  GetIdCommand,
  GetOpenIdTokenCommand,
  UnlinkIdentityCommand,
} from "@aws-sdk/client-cognito-identity";
import { AssumeRoleWithWebIdentityCommand, STSClient } from "@aws-sdk/client-sts";
import type { IdentityPoolDefinition } from "../../../../src/graph/deployed";
import { issuerOf } from "../../../../src/local/tokens/issuer";
import { graphDefinition, ids } from "../definition";
import { runPort, type RunningPort } from "../run-port";

const provider = `cognito-idp.${ids.region}.amazonaws.com/${ids.pool}`;
const IdentityPoolId = ids.identityPool;

function withPool(change: Partial<IdentityPoolDefinition>) {
  const definition = graphDefinition();
  return {
    ...definition,
    identityPools: definition.identityPools.map((pool) => ({ ...pool, ...change })),
  };
}

describe("identity pools on the AWS port", () => {
  let port: RunningPort;
  let client: CognitoIdentityClient;
  beforeEach(async () => {
    port = await runPort(graphDefinition());
    client = new CognitoIdentityClient(port.client());
  });
  afterEach(() => port.close());

  const idToken = (sub: string, claims: Record<string, unknown> = {}) => {
    const now = Math.floor(Date.now() / 1000);
    return port.tokens.sign(ids.pool, "id", {
      sub,
      iss: issuerOf(ids.region, ids.pool),
      aud: ids.client,
      token_use: "id",
      iat: now,
      exp: now + 3_600,
      ...claims,
    });
  };
  const getId = (token?: string) =>
    client.send(
      new GetIdCommand({
        IdentityPoolId,
        ...(token !== undefined && { Logins: { [provider]: token } }),
      }),
    );
  const getCredentials = (IdentityId?: string, token?: string) =>
    client.send(
      new GetCredentialsForIdentityCommand({
        IdentityId,
        ...(token !== undefined && { Logins: { [provider]: token } }),
      }),
    );

  it("exchanges an ID token for credentials of the authenticated role", async () => {
    const token = await idToken("jane");
    const { IdentityId } = await getId(token);
    assert.match(IdentityId ?? "", /^eu-central-1:[0-9a-f-]{36}$/);
    const { Credentials } = await getCredentials(IdentityId, token);
    const found = port.credentials.find(Credentials?.AccessKeyId ?? "");
    assert.equal(
      found?.identity.arn,
      "arn:aws:sts::000000000000:assumed-role/restaurants-dev-diners/CognitoIdentityCredentials",
    );
    assert.deepEqual(found?.identity.cognito, {
      identityId: IdentityId,
      identityPoolId: IdentityPoolId,
      authenticationType: "authenticated",
      authenticationProvider: `${provider},${provider}:CognitoSignIn:jane`,
    });
    const ends = Credentials?.Expiration?.getTime() ?? 0;
    assert.ok(Math.abs(ends - Date.now() - 3_600_000) < 5_000);
  });

  it("gives a person one identity, and another person another", async () => {
    const [first, again] = [await getId(await idToken("jane")), await getId(await idToken("jane"))];
    assert.equal(first.IdentityId, again.IdentityId);
    const other = await getId(await idToken("bob"));
    assert.notEqual(other.IdentityId, first.IdentityId);
    await assert.rejects(getCredentials(first.IdentityId, await idToken("bob")), {
      name: "NotAuthorizedException",
    });
    await assert.rejects(getCredentials(first.IdentityId), { name: "NotAuthorizedException" });
  });

  it("refuses tokens that are not the pool's client's ID tokens", async () => {
    const now = Math.floor(Date.now() / 1000);
    const tokens: [what: string, token: string][] = [
      ["another client", await idToken("jane", { aud: ids.secretClient })],
      ["an access token", await idToken("jane", { token_use: "access" })],
      ["expired", await idToken("jane", { exp: now - 10 })],
      ["another issuer", await idToken("jane", { iss: "https://evil.example" })],
      ["no token", "nonsense"],
    ];
    for (const [what, token] of tokens) {
      await assert.rejects(getId(token), { name: "NotAuthorizedException" }, what);
    }
  });

  it("links no login to an identity of somebody else, whatever pool it is of", async () => {
    const [known] = graphDefinition().userPools;
    assert.ok(known);
    const partners = {
      ...known,
      id: "eu-central-1_Partners0",
      arn: known.arn.replace(ids.pool, "eu-central-1_Partners0"),
      clients: [{ name: "partners", id: "1example23456789partners", inputs: {} }],
    };
    const other = `cognito-idp.${ids.region}.amazonaws.com/${partners.id}`;
    const provided = { providerName: other, clientId: "1example23456789partners" };
    const { identityPools } = graphDefinition();
    const cognitoProviders = [
      ...(identityPools[0]?.cognitoProviders ?? []),
      { ...provided, serverSideTokenCheck: false },
    ];
    port.load({ ...withPool({ cognitoProviders }), userPools: [known, partners] });
    const jane = await idToken("jane");
    const { IdentityId } = await getId(jane);
    const now = Math.floor(Date.now() / 1000);
    const mallory = await port.tokens.sign(partners.id, "id", {
      sub: "mallory",
      iss: issuerOf(ids.region, partners.id),
      aud: provided.clientId,
      token_use: "id",
      iat: now,
      exp: now + 3_600,
    });
    const credentialsWith = (Logins: Record<string, string>) =>
      client.send(new GetCredentialsForIdentityCommand({ IdentityId, Logins }));
    await assert.rejects(credentialsWith({ [other]: mallory }), { name: "NotAuthorizedException" });
    await credentialsWith({ [provider]: jane, [other]: mallory });
    await credentialsWith({ [other]: mallory });
  });

  it("lets nobody in without a login unless the pool allows it", async () => {
    await assert.rejects(getId(), {
      name: "NotAuthorizedException",
      message: "Unauthenticated access is not supported for this identity pool.",
    });
    port.load(withPool({ allowUnauthenticated: true }));
    const { IdentityId } = await getId();
    const { Credentials } = await getCredentials(IdentityId);
    const found = port.credentials.find(Credentials?.AccessKeyId ?? "");
    assert.match(found?.identity.arn ?? "", /restaurants-dev-diners-guest/);
    assert.equal(found?.identity.cognito?.authenticationType, "unauthenticated");
  });

  it("judges the role's trust policy", async () => {
    port.load(
      withPool({
        allowUnauthenticated: true,
        unauthenticatedRoleArn: graphDefinition().roles[1]?.arn ?? "",
      }),
    );
    const { IdentityId } = await getId();
    await assert.rejects(getCredentials(IdentityId), {
      name: "InvalidIdentityPoolConfigurationException",
    });
  });

  const unknown: [id: string, name: string][] = [
    ["eu-central-1:99999999-2222-3333-4444-555555555555", "ResourceNotFoundException"],
    ["eu-central-1:unknown", "ValidationException"],
  ];
  for (const [id, name] of unknown) {
    it(`refuses the pool ${id} with ${name}`, () =>
      assert.rejects(client.send(new GetIdCommand({ IdentityPoolId: id })), { name }));
  }

  it("gives the token of the classic flow only where the pool allows it, and STS takes it", async () => {
    const token = await idToken("jane");
    const { IdentityId } = await getId(token);
    const ask = () =>
      client.send(new GetOpenIdTokenCommand({ IdentityId, Logins: { [provider]: token } }));
    await assert.rejects(ask(), {
      message: "Basic (classic) flow is not enabled, please use enhanced flow.",
    });
    port.load(withPool({ allowClassicFlow: true }));
    const { Token: WebIdentityToken } = await ask();
    const sts = new STSClient(port.client());
    const assume = (RoleArn?: string, given = WebIdentityToken) =>
      sts.send(
        new AssumeRoleWithWebIdentityCommand({
          RoleArn,
          RoleSessionName: "web",
          WebIdentityToken: given,
        }),
      );
    const [own, diners, guest] = graphDefinition().roles;
    const answer = await assume(diners?.arn);
    assert.match(answer.AssumedRoleUser?.Arn ?? "", /assumed-role\/restaurants-dev-diners\/web$/);
    for (const role of [own, guest]) {
      await assert.rejects(assume(role?.arn), {
        name: "AccessDenied",
        message: "Not authorized to perform sts:AssumeRoleWithWebIdentity",
      });
    }
    await assert.rejects(assume(diners?.arn, token), { name: /^InvalidIdentityToken/ });
  });

  it("leaves an identity whose last login was taken off to nobody, guests among them", async () => {
    port.load(withPool({ allowUnauthenticated: true }));
    const [token, other] = [await idToken("jane"), await idToken("joe")];
    const { IdentityId } = await getId(token);
    const Logins = { [provider]: token };
    await client.send(
      new UnlinkIdentityCommand({ IdentityId, Logins, LoginsToRemove: [provider] }),
    );
    const message = `Access to Identity '${IdentityId}' is forbidden.`;
    await assert.rejects(getCredentials(IdentityId), { message });
    await assert.rejects(getCredentials(IdentityId, other), { message });
    await assert.rejects(getCredentials(IdentityId, token), { message });
    assert.notEqual((await getId(token)).IdentityId, IdentityId);
  });
});
