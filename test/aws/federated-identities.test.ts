import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import {
  CognitoIdentityClient,
  DeleteIdentitiesCommand,
  DescribeIdentityCommand,
  DescribeIdentityPoolCommand,
  GetCredentialsForIdentityCommand,
  GetIdCommand,
  GetIdentityPoolRolesCommand,
  GetOpenIdTokenForDeveloperIdentityCommand,
  ListIdentitiesCommand,
  LookupDeveloperIdentityCommand,
  MergeDeveloperIdentitiesCommand,
  UnlinkDeveloperIdentityCommand,
  UnlinkIdentityCommand,
} from "@aws-sdk/client-cognito-identity";
import { AssumeRoleWithWebIdentityCommand, STSClient } from "@aws-sdk/client-sts";
import { exportJWK, generateKeyPair, SignJWT } from "jose";
import type { GraphDefinition, IdentityPoolDefinition } from "../../src/access/definition";
import { permissionOf } from "../../src/local/identities/permission";
import { issuerOf } from "../../src/local/tokens/issuer";
import { allow, graphDefinition, ids, roleDefinition } from "./definition";
import { later, runPort, type RunningPort } from "./run-port";

const IdentityPoolId = ids.identityPool;
const userPool = `cognito-idp.${ids.region}.amazonaws.com/${ids.pool}`;
const seconds = () => Math.floor(Date.now() / 1000);

type Claims = Record<string, unknown>;

interface Provider {
  issuer: string;
  name: string;
  arn: string;
  asked: string[];
  server: Server;
  sign(claims: Claims, alg?: string): Promise<string>;
}

/** An OpenID Connect provider on this machine. */
async function runProvider(): Promise<Provider> {
  const keys = await generateKeyPair("RS256", { extractable: true });
  const foreign = await generateKeyPair("RS256");
  const jwk = { ...(await exportJWK(keys.publicKey)), kid: "one", alg: "RS256", use: "sig" };
  const asked: string[] = [];
  const server = createServer((request, response) => {
    asked.push(request.url ?? "");
    const isKeys = request.url === "/keys";
    response.end(JSON.stringify(isKeys ? { keys: [jwk] } : { issuer, jwks_uri: `${issuer}/keys` }));
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const name = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  const issuer = `http://${name}`;
  const sign = (claims: Claims, alg = "RS256") => {
    const all = { iss: issuer, aud: "app", sub: "jane", iat: seconds(), exp: seconds() + 600 };
    const token = new SignJWT({ ...all, ...claims }).setProtectedHeader({ alg, kid: "one" });
    if (alg === "HS256") return token.sign(new TextEncoder().encode(JSON.stringify(jwk)));
    return token.sign(claims["forged"] === true ? foreign.privateKey : keys.privateKey);
  };
  const arn = `arn:aws:iam::${ids.accountId}:oidc-provider/${name}`;
  return { issuer, name, arn, asked, server, sign };
}

const provided = (url: string, arn: string) => ({
  ...{ type: "aws:iam/openIdConnectProvider:OpenIdConnectProvider", name: arn, urn: arn },
  ...{ inputs: { url, clientIdLists: ["app"] }, outputs: { arn } },
});

describe("federated identities on the AWS port", () => {
  let provider: Provider;
  let port: RunningPort;
  let client: CognitoIdentityClient;
  let owner: CognitoIdentityClient;
  const gitHub = "token.actions.githubusercontent.com";
  const gitHubArn = `arn:aws:iam::${ids.accountId}:oidc-provider/${gitHub}`;

  const graph = (change: Partial<IdentityPoolDefinition> = {}): GraphDefinition => {
    const definition = graphDefinition();
    const [pool] = definition.identityPools;
    const trust = definition.roles[1]!.trust;
    assert.ok(pool && trust !== "unknown");
    const deploy = roleDefinition("deploy", {
      Version: "2012-10-17",
      Statement: {
        Effect: "Allow",
        Action: "sts:AssumeRoleWithWebIdentity",
        Principal: { Federated: provider.arn },
        Condition: {
          StringEquals: { [`${provider.name}:aud`]: "app" },
          StringLike: { [`${provider.name}:sub`]: "repo:mine/*" },
        },
      },
    });
    const inputs = {
      openidConnectProviderArns: [provider.arn],
      supportedLoginProviders: { "accounts.google.com": "app-at-google" },
      developerProviderName: "login.shop",
    };
    return {
      ...definition,
      graph: [provided(provider.issuer, provider.arn), provided(`https://${gitHub}`, gitHubArn)],
      roles: [
        ...definition.roles,
        deploy,
        ...["cooks", "waiters"].map((name) => roleDefinition(name, trust)),
      ],
      identityPools: [{ ...pool, inputs, ...change }],
    };
  };
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
  const credentialsOf = async (
    IdentityId: string,
    Logins?: Record<string, string>,
    CustomRoleArn?: string,
  ) => {
    const command = new GetCredentialsForIdentityCommand({ IdentityId, Logins, CustomRoleArn });
    const { Credentials } = await client.send(command);
    return port.credentials.find(Credentials?.AccessKeyId ?? "")!.identity;
  };
  const ofPool = async (claims: Record<string, unknown>) => ({
    [userPool]: await port.tokens.sign(ids.pool, "id", {
      ...{ iss: issuerOf(ids.region, ids.pool), aud: ids.client, token_use: "id", sub: "jane" },
      ...{ iat: seconds(), exp: seconds() + 3_600, ...claims },
    }),
  });
  const roleArn = (name: string) => `arn:aws:iam::${ids.accountId}:role/restaurants-dev-${name}`;

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

  describe("roles", () => {
    const identityProvider = `${userPool}:${ids.client}`;
    const roles = ["cooks", "waiters"].map(roleArn);
    const cases: [
      what: string,
      mapping: object,
      claims: Record<string, unknown>,
      role: string | RegExp,
      custom?: string | undefined,
    ][] = [
      [
        "the preferred role",
        { type: "Token" },
        { "cognito:roles": roles, "cognito:preferred_role": roles[1] },
        "waiters",
      ],
      ["the only role", { type: "Token" }, { "cognito:roles": [roles[0]] }, "cooks"],
      ["the pool's own for none", { type: "Token" }, {}, "diners"],
      ["the pool's own for several", { type: "Token" }, { "cognito:roles": roles }, "diners"],
      [
        "nothing for several",
        { type: "Token", ambiguousRoleResolution: "Deny" },
        { "cognito:roles": roles },
        /Access denied/,
      ],
      [
        "the role that is asked for",
        { type: "Token" },
        { "cognito:roles": roles },
        "cooks",
        roles[0],
      ],
      [
        "no role that the token does not name",
        { type: "Token" },
        { "cognito:roles": [roles[0]] },
        /not authorized/,
        roles[1],
      ],
      [
        "no role of one's own choice by rules",
        { type: "Rules" },
        { "cognito:roles": roles },
        /not authorized/,
        roles[0],
      ],
      ["the first rule that holds", { type: "Rules" }, { title: "head cook" }, "cooks"],
      ["a later rule", { type: "Rules" }, { title: "waiter" }, "waiters"],
      ["NotEqual, where the claim is there", { type: "Rules" }, { title: "guest" }, "waiters"],
      [
        "nothing for a claim that is not there",
        { type: "Rules", ambiguousRoleResolution: "Deny" },
        {},
        /Access denied/,
      ],
      ["a list's member", { type: "Rules" }, { "cognito:groups": ["a", "kitchen"] }, "cooks"],
      ["an exact value", { type: "Rules" }, { level: "10" }, "diners"],
    ];
    const rules = [
      { claim: "title", matchType: "Contains", value: "cook", roleArn: roles[0] },
      { claim: "title", matchType: "NotEqual", value: "owner", roleArn: roles[1] },
      { claim: "cognito:groups", matchType: "Equals", value: "kitchen", roleArn: roles[0] },
      { claim: "level", matchType: "StartsWith", value: "2", roleArn: roles[0] },
    ];
    for (const [what, mapping, claims, role, custom] of cases) {
      it(`are chosen: ${what}`, async () => {
        const all = { identityProvider, ambiguousRoleResolution: "AuthenticatedRole", rules };
        port.load(graph({ roleMappings: [{ ...all, ...mapping }] as never }));
        const Logins = await ofPool(claims);
        const asked = credentialsOf(await getId(Logins), Logins, custom);
        if (role instanceof RegExp) {
          await assert.rejects(asked, { name: "NotAuthorizedException", message: role });
        } else {
          assert.equal((await asked).principal.roleArn, roleArn(role));
        }
      });
    }

    it("are told to who may read the pool", async () => {
      const roleMappings = [
        { identityProvider, type: "Rules", ambiguousRoleResolution: "Deny", rules },
      ] as never;
      port.load(graph({ roleMappings }));
      const answer = await owner.send(new GetIdentityPoolRolesCommand({ IdentityPoolId }));
      assert.equal(answer.Roles?.["authenticated"], roleArn("diners"));
      const shown = answer.RoleMappings?.[identityProvider];
      assert.equal(shown?.RulesConfiguration?.Rules?.[0]?.RoleARN, roles[0]);
      await assert.rejects(client.send(new GetIdentityPoolRolesCommand({ IdentityPoolId })), {
        name: "UnrecognizedClientException",
      });
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

  describe("AssumeRoleWithWebIdentity", () => {
    const assume = async (claims: Claims, RoleArn = roleArn("deploy")) => {
      const WebIdentityToken = await provider.sign(claims);
      const command = { RoleArn, RoleSessionName: "ci", WebIdentityToken };
      return new STSClient(port.client()).send(new AssumeRoleWithWebIdentityCommand(command));
    };

    it("takes a token whose role trusts its audience and subject", async () => {
      const answer = await assume({ sub: "repo:mine/shop:ref:refs/heads/main" });
      assert.equal(answer.SubjectFromWebIdentityToken, "repo:mine/shop:ref:refs/heads/main");
      assert.deepEqual([answer.Provider, answer.Audience], [provider.arn, "app"]);
      const found = port.credentials.find(answer.Credentials?.AccessKeyId ?? "");
      assert.equal(found?.identity.context?.["aws:FederatedProvider"], provider.arn);
    });

    const refusals: [what: string, claims: Claims, name: RegExp, message: RegExp][] = [
      [
        "another subject",
        { sub: "repo:other/shop" },
        /^AccessDenied/,
        /^Not authorized to perform sts:AssumeRoleWithWebIdentity$/,
      ],
      [
        "another audience",
        { sub: "repo:mine/shop", aud: "other" },
        /^InvalidIdentityToken/,
        /^Incorrect token audience$/,
      ],
      [
        "an unknown issuer",
        { iss: "https://elsewhere.example" },
        /^InvalidIdentityToken/,
        /^No OpenIDConnect provider found in your account for https:\/\/elsewhere.example$/,
      ],
      [
        "a token that is over",
        { exp: 1 },
        /^ExpiredTokenException/,
        /^Token expired: current date\/time \d+ must be before the expiration date\/time 1$/,
      ],
      [
        "a forged one",
        { sub: "repo:mine/shop", forged: true },
        /^InvalidIdentityToken/,
        /verification key/,
      ],
      [
        "GitHub's, whose keys the laptop does not fetch",
        { iss: `https://${gitHub}` },
        /^InvalidIdentityToken/,
        /verification key/,
      ],
    ];
    for (const [what, claims, name, message] of refusals) {
      it(`refuses ${what}`, () => assert.rejects(assume(claims), { name, message }));
    }

    it("refuses a role that trusts somebody else", () =>
      assert.rejects(assume({ sub: "repo:mine/shop" }, roleArn("diners")), {
        name: /^AccessDenied/,
      }));
  });
});
