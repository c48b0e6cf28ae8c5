import assert from "node:assert/strict";
import {
  CognitoIdentityClient,
  DeleteIdentitiesCommand,
  DescribeIdentityCommand,
  DescribeIdentityPoolCommand,
  GetCredentialsForIdentityCommand,
  GetIdCommand,
  GetOpenIdTokenForDeveloperIdentityCommand,
  ListIdentitiesCommand,
  LookupDeveloperIdentityCommand,
  MergeDeveloperIdentitiesCommand,
  UnlinkDeveloperIdentityCommand,
  UnlinkIdentityCommand,
} from "@aws-sdk/client-cognito-identity";
import type { IdentityPoolDefinition } from "../../../../src/graph/deployed";
import { permissionOf } from "../../../../src/local/identities/permission";
import { allow, ids } from "../definition";
import {
  federatedGraph,
  poolLogin,
  runProvider,
  userPool,
  type Claims,
  type Provider,
} from "./federated";
import { later, runPort, type RunningPort } from "../run-port";

const IdentityPoolId = ids.identityPool;

describe("federated identities on the AWS port", () => {
  let provider: Provider;
  let port: RunningPort;
  let client: CognitoIdentityClient;
  let owner: CognitoIdentityClient;
  const graph = (change: Partial<IdentityPoolDefinition> = {}) => federatedGraph(provider, change);
  before(async () => {
    provider = await runProvider();
  });
  after(() => void provider.server.close());
  beforeEach(async () => {
    port = await runPort(graph());
    client = new CognitoIdentityClient(port.client());
    owner = new CognitoIdentityClient(port.client(port.credentials.admin()));
  });
  afterEach(() => port.close());

  const getId = async (Logins?: Record<string, string>) =>
    (await client.send(new GetIdCommand({ IdentityPoolId, Logins }))).IdentityId ?? "";
  const credentialsOf = async (IdentityId: string, Logins?: Record<string, string>) => {
    const command = new GetCredentialsForIdentityCommand({ IdentityId, Logins });
    const { Credentials } = await client.send(command);
    return port.credentials.find(Credentials?.AccessKeyId ?? "")!.identity;
  };
  const ofPool = (claims: Claims) => poolLogin(port, claims);

  it("takes the tokens of an OpenID Connect provider on this machine", async () => {
    const Logins = { [provider.name]: await provider.sign({}) };
    const id = await getId(Logins);
    assert.equal(await getId(Logins), id);
    assert.equal(await getId({ [provider.arn]: await provider.sign({}) }), id);
    const identity = await credentialsOf(id, Logins);
    assert.match(identity.arn, /assumed-role\/restaurants-dev-diners\//);
    assert.match(identity.cognito?.authenticationProvider ?? "", new RegExp(`^${provider.name},`));
    assert.notEqual(await getId({ [provider.name]: await provider.sign({ sub: "bob" }) }), id);
    assert.ok(provider.asked.length <= 4, `asked ${provider.asked.join(" ")}`);
  });

  it("links no login that is another identity's already", async () => {
    const other = { [provider.name]: await provider.sign({}) };
    await getId(other);
    const Logins = await ofPool({});
    const id = await getId(Logins);
    await assert.rejects(credentialsOf(id, { ...Logins, ...other }), {
      name: "NotAuthorizedException",
      message: /^Logins don't match/,
    });
  });

  const bad: [what: string, claims: Claims, message: RegExp, alg?: string][] = [
    ["for another app", { aud: "other" }, /Incorrect token audience/],
    ["of another issuer", { iss: "http://127.0.0.1:1" }, /Issuer doesn't match providerName/],
    ["that is over", { exp: 1 }, /Token expired: \d+ >= 1$/],
    ["that never ends", { exp: undefined }, /required claim/],
    ["of nobody", { sub: undefined }, /required claim/],
    ["signed by somebody else", { forged: true }, /signature/],
    ["signed with the public key", {}, /signature/, "HS256"],
  ];
  for (const [what, claims, message, alg] of bad) {
    it(`refuses a token ${what}`, async () => {
      const token = await provider.sign(claims, alg);
      const refusal = { name: "NotAuthorizedException", message };
      await assert.rejects(getId({ [provider.name]: token }), refusal);
    });
  }

  it("refuses social logins, and says in the log that they work deployed", async () => {
    await assert.rejects(getId({ "accounts.google.com": "token" }), {
      name: "NotAuthorizedException",
    });
    await assert.rejects(getId({ "graph.facebook.com": "token" }), {
      message: "Token is not from a supported provider of this identity pool.",
    });
    port.load(graph({ inputs: {}, cognitoProviders: [] }));
    await assert.rejects(getId({ "graph.facebook.com": "token" }), {
      message: /^Logins don't match/,
    });
  });

  it("gives guests at most what Cognito lets guests do", async () => {
    const definition = graph({ allowUnauthenticated: true });
    const roles = definition.roles.map((role) =>
      role.name === "diners-guest" ? { ...role, policies: [allow("*", "*")] } : role,
    );
    port.load({ ...definition, roles });
    const guest = await credentialsOf(await getId());
    const may = (action: string) => permissionOf(guest, { action, resource: "*" }).allowed;
    assert.deepEqual(["execute-api:Invoke", "lambda:InvokeFunction", "kms:Decrypt"].map(may), [
      true,
      true,
      true,
    ]);
    assert.deepEqual(["iam:CreateUser", "apigateway:GET", "ec2:RunInstances"].map(may), [
      false,
      false,
      false,
    ]);
    const Logins = await ofPool({});
    const id = await getId(Logins);
    await credentialsOf(id, Logins);
    await assert.rejects(credentialsOf(id), {
      name: "NotAuthorizedException",
      message: `Access to Identity '${id}' is forbidden.`,
    });
  });

  it("turns claims into session tags where the role lets them", async () => {
    const principalTags = [
      { identityProviderName: userPool, useDefaults: false, tags: { team: "custom:team" } },
    ];
    port.load(graph({ principalTags }));
    const Logins = await ofPool({ "custom:team": "blue" });
    const id = await getId(Logins);
    const refusal = { name: "InvalidIdentityPoolConfigurationException" };
    await assert.rejects(credentialsOf(id, Logins), refusal);
    const definition = graph({ principalTags });
    const text = JSON.stringify(definition.roles).replaceAll(
      `"Action":"sts:AssumeRoleWithWebIdentity"`,
      `"Action":["sts:AssumeRoleWithWebIdentity","sts:TagSession"]`,
    );
    port.load({ ...definition, roles: JSON.parse(text) as typeof definition.roles });
    const { context } = await credentialsOf(id, Logins);
    assert.equal(context?.["aws:PrincipalTag/team"], "blue");
  });

  it("shows, unlinks and forgets identities", async () => {
    const Logins = await ofPool({});
    const IdentityId = await getId(Logins);
    await client.send(
      new GetCredentialsForIdentityCommand({
        IdentityId,
        Logins: { ...Logins, [provider.name]: await provider.sign({}) },
      }),
    );
    const describe = () => owner.send(new DescribeIdentityCommand({ IdentityId }));
    const shown = await describe();
    assert.deepEqual(shown.Logins, [userPool, provider.name]);
    assert.ok(Math.abs(Number(shown.CreationDate) - Date.now()) < 60_000);
    const unlink = { IdentityId, Logins, LoginsToRemove: [provider.name] };
    await client.send(new UnlinkIdentityCommand(unlink));
    assert.deepEqual((await describe()).Logins, [userPool]);
    assert.notEqual(await getId({ [provider.name]: await provider.sign({}) }), IdentityId);
    const page = { IdentityPoolId, MaxResults: 1 };
    const first = await owner.send(new ListIdentitiesCommand(page));
    const { NextToken } = first;
    const second = await owner.send(new ListIdentitiesCommand({ ...page, NextToken }));
    assert.equal(second.NextToken, undefined);
    const listed = [first, second].flatMap(({ Identities = [] }) => Identities);
    assert.ok(listed.some((one) => one.IdentityId === IdentityId));
    await owner.send(new DeleteIdentitiesCommand({ IdentityIdsToDelete: [IdentityId] }));
    await assert.rejects(describe(), { name: "ResourceNotFoundException" });
    assert.notEqual(await getId(Logins), IdentityId);
    const pool = await owner.send(new DescribeIdentityPoolCommand({ IdentityPoolId }));
    assert.deepEqual(pool.OpenIdConnectProviderARNs, [provider.arn]);
    assert.equal(pool.DeveloperProviderName, "login.shop");
  });

  describe("users that a back end vouches for", () => {
    const tokenFor = (user: string, IdentityId?: string, as = owner) => {
      const Logins = { "login.shop": user };
      const input = { IdentityPoolId, IdentityId, Logins, TokenDuration: 60 };
      return as.send(new GetOpenIdTokenForDeveloperIdentityCommand(input));
    };

    it("get credentials for the back end's token, which ends", async () => {
      const { IdentityId = "", Token = "" } = await tokenFor("user-1");
      assert.equal((await tokenFor("user-1")).IdentityId, IdentityId);
      const Logins = { "cognito-identity.amazonaws.com": Token };
      const identity = await credentialsOf(IdentityId, Logins);
      assert.equal(identity.cognito?.identityId, IdentityId);
      const { IdentityId: other = "" } = await tokenFor("user-2");
      await assert.rejects(credentialsOf(other, Logins), { name: "NotAuthorizedException" });
      await assert.rejects(getId({ "login.shop": "user-1" }), { name: "NotAuthorizedException" });
      await later(61_000, () =>
        assert.rejects(credentialsOf(IdentityId, Logins), { message: /Token expired/ }),
      );
      await assert.rejects(tokenFor("user-1", undefined, client), {
        name: "UnrecognizedClientException",
      });
    });

    it("are merged, looked up and unlinked", async () => {
      const [{ IdentityId: one = "" }, { IdentityId: two }] = [
        await tokenFor("user-1"),
        await tokenFor("user-2"),
      ];
      await assert.rejects(tokenFor("user-2", one), {
        name: "DeveloperUserAlreadyRegisteredException",
      });
      const merge = {
        ...{ SourceUserIdentifier: "user-2", DestinationUserIdentifier: "user-1" },
        ...{ DeveloperProviderName: "login.shop", IdentityPoolId },
      };
      assert.equal((await owner.send(new MergeDeveloperIdentitiesCommand(merge))).IdentityId, one);
      assert.equal((await tokenFor("user-2")).IdentityId, one);
      const lookUp = { IdentityPoolId, DeveloperUserIdentifier: "user-2" };
      const found = await owner.send(new LookupDeveloperIdentityCommand(lookUp));
      assert.deepEqual(found.DeveloperUserIdentifierList, ["user-1", "user-2"]);
      const unlink = { IdentityPoolId, IdentityId: one, DeveloperProviderName: "login.shop" };
      const command = { ...unlink, DeveloperUserIdentifier: "user-2" };
      await owner.send(new UnlinkDeveloperIdentityCommand(command));
      assert.notEqual((await tokenFor("user-2")).IdentityId, one);
      assert.notEqual(two, one);
      assert.equal((await tokenFor("user-1")).IdentityId, one);
    });
  });
});
