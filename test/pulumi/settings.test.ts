import assert from "node:assert/strict";
import { deploy } from "./deploy";

const pool = `
  export const customers = userPool({ signUp: "invited", scopes: ["orders/write"] });
  export const getMe = endpoint("GET /me", { access: "cognito", userPool: customers });
  export const people = identityPool({ userPool: customers, calls: [] });
`;
const one = `export const getIndex = endpoint("GET /", { access: "public" });`;

describe("the stack's configuration", function () {
  this.timeout(300_000);

  it("protects pools unless it says that the stack is disposable", async () => {
    const { graph } = await deploy({ spec: pool });
    const pools = graph.filter(({ type }) => /^aws:cognito\/(userPool|identityPool):/.test(type));
    assert.equal(pools.length, 2);
    for (const { options } of pools) {
      assert.deepEqual(options, { protect: true, retainOnDelete: true });
    }
    assert.equal(
      pools[0]?.inputs.deletionProtection ?? pools[1]?.inputs.deletionProtection,
      "ACTIVE",
    );
  });

  it("names a pool's domain", async () => {
    const config = "  gatehouse:userPoolDomains: { customers: my-shop }\n";
    const { inputs } = await deploy({ spec: pool, config });
    assert.equal(inputs("UserPoolDomain", "customers").domain, "my-shop");
  });

  it("uses a pool that exists already", async () => {
    const config =
      "  gatehouse:userPools: { customers: { id: eu-central-1_abc, clientId: client1 } }\n";
    const { graph, inputs } = await deploy({ spec: pool, config });
    assert.equal(
      graph.some(({ type }) => type.startsWith("aws:cognito/userPool")),
      false,
    );
    assert.match(
      inputs("RestApi", "shop").body,
      /arn:aws:cognito-idp:eu-central-1:000000000000:userpool\/eu-central-1_abc/,
    );
    const identityPool = graph.find(({ type }) => type.endsWith("identityPool:IdentityPool"));
    assert.deepEqual(identityPool?.inputs.cognitoIdentityProviders, [
      {
        clientId: "client1",
        providerName: "cognito-idp.eu-central-1.amazonaws.com/eu-central-1_abc",
        serverSideTokenCheck: true,
      },
    ]);
  });

  it("sets throttle, log retention, tracing, tags and the account's log role", async () => {
    const { inputs, statements } = await deploy({
      spec: one,
      config: `  gatehouse:throttle: { rateLimit: 7, burstLimit: 8 }
  gatehouse:logRetentionDays: 90
  gatehouse:tracing: true
  gatehouse:tags: { team: food }
  gatehouse:cloudWatchRole: true\n`,
    });
    assert.equal(inputs("MethodSettings", "shop").settings.throttlingRateLimit, 7);
    assert.equal(inputs("LogGroup", "getIndex").retentionInDays, 90);
    assert.equal(inputs("LogGroup", "shop-access").retentionInDays, 90);
    assert.equal(inputs("Stage", "shop").xrayTracingEnabled, true);
    assert.deepEqual(inputs("Function", "getIndex").tracingConfig, { mode: "Active" });
    assert.equal(statements("getIndex")[1]?.Sid, "Traces");
    assert.equal(inputs("Function", "getIndex").tags.team, "food");
    assert.match(inputs("Account", "shop-logs").cloudwatchRoleArn, /shop-dev-shop-logs$/);
  });

  it("turns access logs off", async () => {
    const { graph, inputs } = await deploy({
      spec: one,
      config: "  gatehouse:accessLogs: false\n",
    });
    assert.equal("accessLogSettings" in inputs("Stage", "shop"), false);
    assert.equal(
      graph.some(({ name }) => name === "shop-access"),
      false,
    );
  });

  it("says all that is wrong with it at once", async () => {
    const config = `  gatehouse:disposible: true
  gatehouse:tracing: sometimes
  gatehouse:tags: { team: 3 }\n`;
    await assert.rejects(deploy({ spec: one, config }), (error: Error) => {
      assert.match(
        error.message,
        /gatehouse:disposible: there is no such key\. Did you mean disposable\?/,
      );
      assert.match(error.message, /gatehouse:tracing: .*boolean.*found sometimes\. Correct it in /);
      assert.match(error.message, /gatehouse:tags\.team: .*string/);
      return true;
    });
  });

  it("refuses a pool that the table lacks", async () => {
    const config = "  gatehouse:userPoolDomains: { custommers: my-shop }\n";
    await assert.rejects(
      deploy({ spec: pool, config }),
      /gatehouse:userPoolDomains\.custommers: the table has no such user pool\. Expected one of: customers\./,
    );
  });
});
