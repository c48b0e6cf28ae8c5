import assert from "node:assert/strict";
import type { ResourceGraph } from "../../src/graph/resource";
import { deploy, type Deployed } from "./deploy";

/** A table with every field that can be taken off, and the same table without them. */
const table = (on: boolean) => {
  const only = (text: string) => (on ? text : "");
  return `
  ${only(`export const settings = apiSettings({
    description: "A shop", binaryMediaTypes: ["image/png"], throttle: { rateLimit: 7, burstLimit: 8 },
    cors: { origins: ["https://shop.example"] },
  });`)}
  export const plans = { free: usagePlan({ ${only(
    'quota: { limit: 5000, offset: 2, period: "MONTH" }, throttle: { burstLimit: 20, rateLimit: 10 }',
  )} }) };
  export const website = apiKey({ plan: plans.free });
  export const checkAddress = trigger();
  export const customers = userPool({
    signUp: "anyone", groups: ["staff"], ${only(`mfa: "optional", mfaFactors: ["totp"],
    passwordPolicy: { minimumLength: 12, requireSymbols: false, temporaryPasswordValidityDays: 3 },
    triggers: { preSignUp: checkAddress },
    signInPage: { callbackUrls: ["https://a.example/in"], logoutUrls: ["https://a.example/"], scopes: ["openid"] },
    tokens: { idMinutes: 5, accessMinutes: 6, refreshDays: 7 },`)}
  });
  export const tablet = userPoolClient({
    userPool: customers, ${only("tokens: { idMinutes: 5, rotateRefreshTokens: true }")}
  });
  export const partners = lambdaAuthorizer({ type: "token", identitySource: "header:Authorization", cacheSeconds: 0 });
  export const getItems = endpoint("GET /items", { access: "apiKey", plans: [plans.free] });
  export const getStock = endpoint("GET /stock/{item}", {
    access: "iam", ${only("memoryMegabytes: 512, timeoutSeconds: 20,")}
  });
  export const getDeals = endpoint("GET /deals", { access: "custom", authorizer: partners });
  export const getMe = endpoint("GET /me", { access: "cognito", userPool: customers });
  export const diners = identityPool({
    userPool: customers, calls: [getStock],
    ${only('groups: { staff: [getStock] }, guestCalls: [], providers: { google: "google1" },')}
  });
  export const billing = caller({
    assumedBy: "arn:aws:iam::111122223333:role/billing", calls: [getStock], ${only("maxSessionHours: 2")}
  });
`;
};

const options = `{
  functions: { getItems: {
    environment: { A: "b" }, layers: ["arn:aws:lambda:eu-central-1:111122223333:layer:x:1"],
    vpc: { subnetIds: ["subnet-1"], securityGroupIds: ["sg-1"] }, architecture: "x86_64", memoryMegabytes: 512,
    timeoutSeconds: 20, ephemeralStorageMegabytes: 1024, deadLetterTarget: "arn:aws:sqs:eu-central-1:111122223333:x",
    reservedConcurrency: 5, tracing: true, logRetentionDays: 90,
  } },
}`;
const domain = (more: string) =>
  `  gatehouse:domain: { name: api.example.com, certificateArn: "arn:aws:acm:eu-central-1:111122223333:certificate/12345678-1234-1234-1234-123456789012"${more} }\n`;
const config = `  gatehouse:tags: { team: food }
  gatehouse:stageVariables: { tenant: shop }
  gatehouse:tracing: true
  gatehouse:logRetentionDays: 90
  gatehouse:keepDeployments: true
  gatehouse:canary: { stableDeploymentId: abc123, percentTraffic: 10, stageVariables: { tenant: canary } }
  gatehouse:throttle: { rateLimit: 500, burstLimit: 1000 }
${domain(", basePath: v1, truststore: { uri: s3://bucket/trust.pem }")}`;

/** What the provider clears where it is left out, and the few that docs/provider-facts.md says cannot be taken off. */
const cleared: Record<string, readonly string[]> = {
  "aws:apigateway/stage:Stage": ["variables", "canarySettings", "accessLogSettings"],
  "aws:apigateway/usagePlan:UsagePlan": ["throttleSettings", "quotaSettings"],
  "aws:apigateway/domainName:DomainName": ["mutualTlsAuthentication"],
  "aws:apigateway/basePathMapping:BasePathMapping": ["basePath"],
  "aws:cognito/userPool:UserPool": ["lambdaConfig", "softwareTokenMfaConfiguration"],
  "aws:cognito/userPoolClient:UserPoolClient": ["refreshTokenRotation"],
  "aws:cognito/userGroup:UserGroup": ["roleArn"],
  "aws:cognito/identityPool:IdentityPool": ["supportedLoginProviders"],
  "aws:cognito/identityPoolRoleAttachment:IdentityPoolRoleAttachment": ["roles", "roleMappings"],
  "aws:iam/role:Role": ["maxSessionDuration"],
  "aws:lambda/function:Function": [
    "environment",
    "layers",
    "vpcConfig",
    "deadLetterConfig",
    "reservedConcurrentExecutions",
  ],
};

describe("taking a setting off", function () {
  this.timeout(240_000);
  let off: Deployed;
  let on: Deployed;
  before(async () => {
    on = await deploy({ spec: table(true), options, config });
    off = await deploy({ spec: table(false), config: domain("") });
  });

  it("leaves no input out that the provider would keep", () => {
    const vanished = inputsOf(on.graph).flatMap(([key, type, inputs]) => {
      const [, , after] = inputsOf(off.graph).find(([other]) => other === key) ?? [];
      if (!after) return [];
      return leaves(inputs)
        .filter((leaf) => !leaves(after).includes(leaf))
        .filter((leaf) => !["tags", ...(cleared[type] ?? [])].includes(leaf.split(".")[0]!))
        .map((leaf) => `${key} ${leaf}`);
    });
    assert.deepEqual(vanished, []);
  });

  it("closes the sign-in page and gives tokens their hour back", () => {
    for (const name of ["customers", "tablet"]) {
      const client = off.inputs("UserPoolClient", name);
      assert.deepEqual(
        [client.allowedOauthFlows, client.allowedOauthFlowsUserPoolClient, client.callbackUrls],
        [[], false, []],
      );
      assert.deepEqual(
        [client.idTokenValidity, client.accessTokenValidity, client.refreshTokenValidity],
        [60, 60, 30],
      );
      assert.deepEqual(client.tokenValidityUnits, {
        idToken: "minutes",
        accessToken: "minutes",
        refreshToken: "days",
      });
    }
  });

  it("gives the API its own address, its texts and media types back", () => {
    assert.equal(on.inputs("RestApi", "shop").disableExecuteApiEndpoint, true);
    const { description, binaryMediaTypes, disableExecuteApiEndpoint, minimumCompressionSize } =
      off.inputs("RestApi", "shop");
    assert.deepEqual(
      [description, binaryMediaTypes, disableExecuteApiEndpoint, minimumCompressionSize],
      ["", [], false, "-1"],
    );
    assert.deepEqual(off.inputs("Function", "getItems").ephemeralStorage, { size: 512 });
  });

  it("says twice whom Cognito calls before it issues tokens", async () => {
    const spec = `
      export const addClaims = trigger();
      export const customers = userPool({ signUp: "invited", triggers: { preTokenGeneration: addClaims } });
      export const getMe = endpoint("GET /me", { access: "cognito", userPool: customers });`;
    const { lambdaConfig } = (await deploy({ spec })).inputs(
      "cognito/userPool:UserPool",
      "customers",
    );
    assert.deepEqual(lambdaConfig.preTokenGenerationConfig, {
      lambdaArn: lambdaConfig.preTokenGeneration,
      lambdaVersion: "V1_0",
    });
  });
});

function inputsOf(graph: ResourceGraph): (readonly [string, string, Record<string, unknown>])[] {
  return graph
    .filter(({ type }) => type.startsWith("aws:"))
    .map(({ type, name, inputs }) => [`${type} ${name}`, type, inputs] as const);
}

/** The paths of all values; lists count as one value. */
function leaves(value: unknown, at = ""): string[] {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return [at];
  return Object.entries(value).flatMap(([key, inner]) =>
    inner === undefined ? [] : leaves(inner, at === "" ? key : `${at}.${key}`),
  );
}
