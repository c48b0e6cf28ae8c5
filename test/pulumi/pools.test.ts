import assert from "node:assert/strict";
import { deploy } from "./deploy";

const rows = `
  export const customers = userPool({
    signUp: "anyone", verify: "sms", mfa: "optional", mfaFactors: ["totp", "sms"],
    passwordPolicy: { minimumLength: 12, requireSymbols: false }, scopes: ["orders/read"], groups: ["staff", "cooks"],
    signInPage: { callbackUrls: ["https://example.com/in"], logoutUrls: ["https://example.com/"], scopes: ["openid", "orders/read"] },
  });
  export const tablet = userPoolClient({ userPool: customers, secret: true, tokens: { idMinutes: 10, refreshDays: 1, rotateRefreshTokens: true } });
  export const getMe = endpoint("GET /me", { access: "cognito", userPool: customers });
  export const getTill = endpoint("GET /till", { access: "cognito", userPool: customers, clients: [tablet] });
  export const getStock = endpoint("GET /stock", { access: "iam" });
  export const getCosts = endpoint("GET /costs", { access: "iam" });
  export const diners = identityPool({
    userPool: customers, clients: [tablet], calls: [getStock], groups: { staff: [getCosts] }, sync: true,
    providers: { oidc: [{ issuer: "https://login.example.com", clientIds: ["app1"] }], google: "google1" },
  });
`;

describe("user pools and identity pools, whole", function () {
  this.timeout(300_000);
  let deployed: Awaited<ReturnType<typeof deploy>>;
  before(async () => {
    deployed = await deploy({ spec: rows });
  });

  it("sends codes by SMS with a role and an external id", () => {
    const { smsConfiguration, usernameAttributes, mfaConfiguration, passwordPolicy } =
      deployed.inputs("cognito/userPool:UserPool", "customers");
    assert.deepEqual(usernameAttributes, ["phone_number"]);
    assert.equal(mfaConfiguration, "OPTIONAL");
    assert.equal(passwordPolicy.minimumLength, 12);
    assert.equal(passwordPolicy.requireSymbols, false);
    assert.equal(passwordPolicy.requireNumbers, true);
    assert.equal(smsConfiguration.externalId, "shop-dev-customers");
    const [trust] = JSON.parse(deployed.inputs("Role", "customers-sms").assumeRolePolicy).Statement;
    assert.deepEqual(trust.Condition.StringEquals, {
      "sts:ExternalId": "shop-dev-customers",
      "aws:SourceAccount": "000000000000",
    });
    assert.deepEqual(
      deployed.statements("customers-sms").map(({ Action }) => Action),
      ["sns:Publish"],
    );
  });

  it("gives a client a sign-in page by authorization code, and never the implicit flow", () => {
    const client = deployed.inputs("UserPoolClient", "customers");
    assert.deepEqual(client.allowedOauthFlows, ["code"]);
    assert.deepEqual(client.allowedOauthScopes, ["openid", "orders/read"]);
    assert.deepEqual(client.callbackUrls, ["https://example.com/in"]);
    assert.ok(deployed.inputs("UserPoolDomain", "customers").domain);
  });

  it("gives a further client its secret, lifetimes and rotation", () => {
    const client = deployed.inputs("UserPoolClient", "tablet");
    assert.equal(client.generateSecret, true);
    assert.deepEqual(
      [client.idTokenValidity, client.accessTokenValidity, client.refreshTokenValidity],
      [10, 60, 1],
    );
    assert.equal(client.refreshTokenRotation.feature, "ENABLED");
    assert.equal(client.explicitAuthFlows.includes("ALLOW_REFRESH_TOKEN_AUTH"), false);
  });

  it("restricts a row to tokens of its clients", () => {
    const body = JSON.parse(deployed.inputs("RestApi", "shop").body);
    const id = deployed.find("UserPoolClient", "tablet").outputs.id;
    const scheme = body.components.securitySchemes["customers-tablet"];
    assert.equal(
      scheme["x-amazon-apigateway-authorizer"].identityValidationExpression,
      `^(${String(id)})$`,
    );
    assert.deepEqual(body.paths["/till"].get.security, [{ "customers-tablet": [] }]);
    assert.deepEqual(body.paths["/me"].get.security, [{ customers: [] }]);
  });

  it("gives each group a role of its own, the first in front", () => {
    const staff = deployed.inputs("UserGroup", "customers-staff");
    assert.equal(staff.roleArn, "arn:aws:iam::000000000000:role/shop-dev-diners-staff");
    assert.equal(staff.precedence, 0);
    assert.equal("roleArn" in deployed.inputs("UserGroup", "customers-cooks"), false);
    const resources = deployed.statements("diners-staff").flatMap(({ Resource }) => Resource);
    assert.ok(resources.some((arn) => String(arn).endsWith("/dev/GET/costs")));
    assert.ok(resources.some((arn) => String(arn).endsWith("/dev/GET/stock")));
    const ofAll = deployed.statements("diners").flatMap(({ Resource }) => Resource);
    assert.equal(
      ofAll.some((arn) => String(arn).endsWith("/costs")),
      false,
    );
    const { roleMappings } = deployed.inputs("IdentityPoolRoleAttachment", "diners");
    assert.deepEqual(
      roleMappings.map(({ type, ambiguousRoleResolution }: Record<string, string>) => [
        type,
        ambiguousRoleResolution,
      ]),
      [
        ["Token", "AuthenticatedRole"],
        ["Token", "AuthenticatedRole"],
      ],
    );
  });

  it("exchanges tokens of the clients and providers that are named", () => {
    const pool = deployed.inputs("cognito/identityPool:IdentityPool", "diners");
    assert.deepEqual(
      pool.cognitoIdentityProviders.map(({ clientId }: { clientId: string }) => clientId),
      ["customers", "tablet"].map((name) => deployed.find("UserPoolClient", name).outputs.id),
    );
    assert.deepEqual(pool.supportedLoginProviders, { "accounts.google.com": "google1" });
    assert.deepEqual(
      deployed.inputs("OpenIdConnectProvider", "diners-login.example.com").clientIdLists,
      ["app1"],
    );
    assert.equal(pool.openidConnectProviderArns.length, 1);
    assert.equal(pool.allowClassicFlow, false);
  });

  it("opens to each person their own datasets of Cognito Sync", () => {
    const sync = deployed.statements("diners").find(({ Sid }) => Sid === "OwnDatasets");
    assert.match(
      String((sync?.Resource as string[])[0]),
      /:identitypool\/\$\{cognito-identity\.amazonaws\.com:aud\}\/identity\/\$\{cognito-identity\.amazonaws\.com:sub\}$/,
    );
  });

  it("asks for the ids of clients of a pool that exists", async () => {
    const config =
      "  gatehouse:userPools: { customers: { id: eu-central-1_abc, clientId: client1 } }\n";
    await assert.rejects(deploy({ spec: rows, config }), (error: Error) => {
      assert.match(error.message, /gatehouse:userPools\.customers\.clients\.tablet: /);
      assert.match(error.message, /gatehouse:userPools\.customers: diners has roles by group/);
      return true;
    });
  });
});
