import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import path from "node:path";
import { secretKind, secretMark } from "../../src/base/marks";
import { deploy, type Deployed } from "./deploy";
import { everything } from "./table";

const region = "eu-central-1";
const account = "000000000000";
const functionArn = (name: string) =>
  `arn:aws:lambda:${region}:${account}:function:shop-dev-${name}`;

describe("SecuredApi with a table of everything", function () {
  this.timeout(300_000);
  let made: Deployed;
  let apiId: string;
  let apiArn: string;

  before(async () => {
    made = await deploy({ spec: everything, config: "  gatehouse:disposable: true\n" });
    apiId = String(made.find("RestApi", "shop").outputs.id);
    apiArn = `arn:aws:execute-api:${region}:${account}:${apiId}/dev`;
  });

  it("registers these resources, each below its component", () => {
    const lines = made.graph.map(({ type, name, parent }) => {
      const above = parent ? parent.split("::").at(-1) : "";
      return `${type} ${name} < ${above}`;
    });
    const expected = JSON.parse(readFileSync(path.join(__dirname, "everything.json"), "utf8"));
    assert.deepEqual(lines.sort(), expected);
  });

  it("gives an endpoint's component what the row says", () => {
    const route = "PUT /orders";
    assert.deepEqual(made.inputs("Endpoint", route), {
      access: "cognito",
      userPool: "customers",
      scopes: ["orders/write"],
      calls: ["getDeals", "getStock"],
      invokes: ["reserve"],
      timeoutSeconds: 20,
      memoryMegabytes: 256,
    });
    assert.deepEqual(made.inputs("Endpoint", "GET /stock/{item}"), {
      access: "iam",
      throttle: { rateLimit: 5, burstLimit: 6 },
      timeoutSeconds: 10,
      memoryMegabytes: 256,
    });
    assert.deepEqual(made.inputs("Endpoint", "GET /trends"), {
      access: "apiKey",
      plans: ["paid"],
      timeoutSeconds: 10,
      memoryMegabytes: 256,
    });
  });

  it("names functions and roles by API, stack and export, and replaces them old one first", () => {
    for (const type of ["Function", "Role"]) {
      const { inputs, options, urn } = made.find(type, "getStock");
      assert.equal(inputs.name, "shop-dev-getStock");
      // Nothing else of the stack has the name: the alias is its own address.
      assert.deepEqual(options, { aliases: [urn], deleteBeforeReplace: true });
    }
  });

  it("lets a function write its own log and nothing else", () => {
    assert.deepEqual(made.statements("getItems"), [
      {
        Sid: "OwnLogs",
        Effect: "Allow",
        Action: ["logs:CreateLogStream", "logs:PutLogEvents"],
        Resource: `arn:aws:logs:${region}:${account}:log-group:/aws/lambda/shop-dev-getItems:*`,
      },
    ]);
  });

  it("adds the calls of iam rows and the direct invokes, exactly", () => {
    const allowed = made
      .statements("putOrders")
      .filter(({ Effect, Sid }) => Effect === "Allow" && Sid !== "OwnLogs")
      .map(({ Action, Resource }) => [Action, Resource]);
    assert.deepEqual(allowed, [
      ["execute-api:Invoke", [`${apiArn}/GET/stock/*`]],
      ["lambda:InvokeFunction", [`${functionArn("reserve")}:direct`]],
    ]);
  });

  it("gives a caller and an identity pool the same rights, without a log", () => {
    const allowed = (role: string) =>
      made.statements(role).flatMap(({ Effect, Resource }) => (Effect === "Allow" ? Resource : []));
    assert.deepEqual(allowed("billing"), [
      `${apiArn}/GET/stock/*`,
      `${functionArn("reserve")}:direct`,
    ]);
    assert.deepEqual(allowed("diners"), [`${apiArn}/GET/stock/*`]);
    assert.deepEqual(allowed("diners-guest"), []);
  });

  it("makes the alias direct where a function is invoked, and nowhere else", () => {
    const aliases = made.graph.filter(({ type }) => type.endsWith(":Alias"));
    assert.deepEqual(
      aliases.map(({ name, inputs }) => [name, inputs.name, inputs.functionName]),
      [["reserve-direct", "direct", "shop-dev-reserve"]],
    );
  });

  it("lets the gateway invoke a function for its verb and path only", () => {
    const sources = made.graph
      .filter(({ type }) => type.endsWith(":Permission"))
      .map(({ name, inputs }) => [name, inputs.principal, inputs.sourceArn]);
    const pool = String(
      made.find("UserPool", "customers") &&
        made.graph.find(({ type }) => type === "aws:cognito/userPool:UserPool")?.outputs.arn,
    );
    assert.deepEqual(sources.sort(), [
      ["getDeals", "apigateway.amazonaws.com", `${apiArn}/GET/deals`],
      ["getIndex", "apigateway.amazonaws.com", `${apiArn}/GET/`],
      ["getItems", "apigateway.amazonaws.com", `${apiArn}/GET/items`],
      ["getStock", "apigateway.amazonaws.com", `${apiArn}/GET/stock/*`],
      ["getTrends", "apigateway.amazonaws.com", `${apiArn}/GET/trends`],
      ["partners", "apigateway.amazonaws.com", `${apiArn.replace(/dev$/, "authorizers/*")}`],
      ["putOrders", "apigateway.amazonaws.com", `${apiArn}/PUT/orders`],
      ["reserve", "apigateway.amazonaws.com", `${apiArn}/POST/stock/*/reservations`],
      ["welcome-customers", "cognito-idp.amazonaws.com", pool],
    ]);
  });

  it("tells a function how to reach its callees", () => {
    assert.deepEqual(made.inputs("Function", "putOrders").environment, {
      variables: {
        GATEHOUSE_API_URL: `https://${apiId}.execute-api.${region}.amazonaws.com/dev`,
        GATEHOUSE_CALLS: JSON.stringify({
          getDeals: { access: "custom", sources: ["header:Authorization"] },
          getStock: { access: "iam" },
        }),
        GATEHOUSE_INVOKES: JSON.stringify({ reserve: "shop-dev-reserve:direct" }),
      },
    });
    assert.equal("environment" in made.inputs("Function", "getStock"), false);
  });

  it("hides an environment with a key, and puts the last version into it", () => {
    const { environment } = made.inputs("Function", "getIndex");
    assert.equal(environment[secretMark], secretKind);
    const { variables } = environment.value;
    const last = made.find("ApiKey", "website-2").outputs.value as { value: string };
    assert.equal(variables.GATEHOUSE_API_KEY, last.value);
    assert.equal(variables.GATEHOUSE_CALLS, '{"getItems":{"access":"apiKey","key":true}}');
  });

  it("puts the ids of the keys beside a function whose row some plans only open", () => {
    const ids = (name: string) => made.find("ApiKey", name).outputs.id;
    const { assets } = made.inputs("Function", "getTrends").code;
    assert.deepEqual(JSON.parse(assets["plans.json"].text), {
      apiKeyIds: [ids("website-1"), ids("website-2")],
    });
    for (const name of ["getItems", "getStock", "partners", "welcome"]) {
      assert.deepEqual(Object.keys(made.inputs("Function", name).code.assets), ["index.js"]);
    }
  });

  it("names bundles relative to the project", () => {
    const { assets } = made.inputs("Function", "getItems").code;
    assert.match(assets["index.js"].path, /^\.gatehouse\/bundles\/[0-9a-f]+\/index\.js$/);
  });

  it("marks every value of a key as secret", () => {
    for (const { type, outputs } of made.graph) {
      if (!/:(ApiKey|UsagePlanKey)$/.test(type) || type.startsWith("gatehouse")) continue;
      assert.equal((outputs.value as Record<string, unknown>)[secretMark], secretKind);
    }
  });

  it("puts keys into their plan, and the plan onto the stage", () => {
    const stages = [{ apiId, stage: "dev" }];
    assert.deepEqual(made.inputs("UsagePlan", "free").apiStages, stages);
    assert.deepEqual(made.inputs("UsagePlan", "paid").apiStages, [
      ...stages,
      { apiId: "abcdefghij", stage: "live" },
    ]);
    assert.deepEqual(made.inputs("UsagePlan", "free").quotaSettings, {
      limit: 5000,
      offset: 2,
      period: "MONTH",
    });
    assert.deepEqual(made.inputs("UsagePlan", "paid").throttleSettings, {
      burstLimit: 20,
      rateLimit: 10,
    });
    assert.equal(
      made.inputs("UsagePlanKey", "website-2").usagePlanId,
      made.find("UsagePlan", "paid").outputs.id,
    );
  });

  it("throttles the stage and the rows that say so", () => {
    const limits = made.graph
      .filter(({ type }) => type.endsWith(":MethodSettings"))
      .map(({ inputs }) => {
        const settings = inputs.settings as Record<string, unknown>;
        const {
          throttlingRateLimit: rate,
          throttlingBurstLimit: burst,
          dataTraceEnabled,
        } = settings;
        return [inputs.methodPath, rate, burst, dataTraceEnabled];
      });
    assert.deepEqual(limits.sort(), [
      ["*/*", 100, 200, false],
      ["~1/GET", 50, 60, false],
      ["~1stock~1{item}/GET", 5, 6, false],
    ]);
  });

  it("logs each call as JSON that holds no key, claim or token", () => {
    const { destinationArn, format } = made.inputs("Stage", "shop").accessLogSettings;
    assert.match(destinationArn, /log-group:\/aws\/apigateway\/shop-dev$/);
    assert.equal(JSON.parse(format).apiKeyId, "$context.identity.apiKeyId");
    assert.doesNotMatch(format, /identity\.apiKey"|claims|[Aa]uthorization/);
  });

  it("imports one document strictly, over TLS 1.2 only", () => {
    const { body, failOnWarnings, endpointConfiguration, securityPolicy } = made.inputs(
      "RestApi",
      "shop",
    );
    assert.equal(JSON.parse(body).info.title.length > 0, true);
    assert.deepEqual(
      [failOnWarnings, endpointConfiguration, securityPolicy],
      [true, { types: "REGIONAL", ipAddressType: "ipv4" }, "TLS_1_2"],
    );
  });

  it("makes a client for people and one for machines", () => {
    const people = made.inputs("UserPoolClient", "customers");
    assert.equal(people.generateSecret, false);
    assert.deepEqual(people.explicitAuthFlows, [
      "ALLOW_USER_PASSWORD_AUTH",
      "ALLOW_USER_SRP_AUTH",
      "ALLOW_REFRESH_TOKEN_AUTH",
    ]);
    const machines = made.inputs("UserPoolClient", "customers-scopes");
    assert.equal(machines.generateSecret, true);
    assert.deepEqual(machines.allowedOauthFlows, ["client_credentials"]);
    assert.deepEqual(machines.allowedOauthScopes, ["orders/read", "orders/write"]);
    assert.deepEqual(
      made.inputs("ResourceServer", "customers-orders").scopes.map((one: any) => one.scopeName),
      ["read", "write"],
    );
    assert.match(
      made.inputs("UserPoolDomain", "customers").domain,
      /^shop-dev-customers-[0-9a-f]{8}$/,
    );
  });

  it("hands roles out to this identity pool's people alone", () => {
    const id = made.graph.find(({ type }) => type.endsWith("identityPool:IdentityPool"))?.outputs
      .id;
    const condition = (role: string) => {
      const { Statement } = JSON.parse(made.inputs("Role", role).assumeRolePolicy);
      assert.deepEqual(Statement[0].Principal, { Federated: "cognito-identity.amazonaws.com" });
      return Statement[0].Condition;
    };
    const expected = (people: string) => ({
      StringEquals: { "cognito-identity.amazonaws.com:aud": id },
      "ForAnyValue:StringLike": { "cognito-identity.amazonaws.com:amr": people },
    });
    assert.deepEqual(condition("diners"), expected("authenticated"));
    assert.deepEqual(condition("diners-guest"), expected("unauthenticated"));
  });

  it("turns the basic flow of identity pools off", () => {
    const pool = made.graph.find(({ type }) => type.endsWith("identityPool:IdentityPool"));
    assert.equal(pool?.inputs.allowClassicFlow, false);
  });

  it("trusts the named role alone", () => {
    assert.deepEqual(JSON.parse(made.inputs("Role", "billing").assumeRolePolicy).Statement, [
      {
        Effect: "Allow",
        Principal: { AWS: "arn:aws:iam::111122223333:role/billing" },
        Action: "sts:AssumeRole",
      },
    ]);
  });

  it("lets a pool be destroyed where the stack is disposable", () => {
    const pool = made.graph.find(({ type }) => type.endsWith("userPool:UserPool"));
    assert.equal(pool?.options, undefined);
    assert.equal(pool?.inputs.deletionProtection, "INACTIVE");
    assert.deepEqual(pool?.inputs.lambdaConfig, { postConfirmation: functionArn("welcome") });
  });

  it("prints nothing but notes", () => {
    assert.deepEqual(
      made.printed.filter((line) => !line.startsWith("warning: ")),
      [],
    );
  });
});
