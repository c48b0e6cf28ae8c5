import assert from "node:assert/strict";
import { deploy } from "./deploy";

const spec = `
  export const customers = userPool({ signUp: "anyone" });
  export const partners = lambdaAuthorizer({ type: "request", identitySource: [], cacheSeconds: 0 });
  export const getStock = endpoint("GET /stock", { access: "iam", timeoutSeconds: 3, memoryMegabytes: 512 });
  export const getDeals = endpoint("GET /deals", { access: "custom", authorizer: partners });
  export const getMe = endpoint("GET /me", { access: "cognito", userPool: customers });
`;

describe("the options of SecuredApi", function () {
  this.timeout(300_000);

  it("give a function environment, statements, layers, VPC, memory and the rest", async () => {
    const { inputs, statements } = await deploy({
      spec,
      options: `{
        defaults: {
          environment: { ALL: "1", BOTH: "below" }, statements: [{ Effect: "Allow", Action: "a:All", Resource: "*" }],
          memoryMegabytes: 1024, timeoutSeconds: 7, architecture: "x86_64", tracing: true,
        },
        functions: {
          getMe: {
            environment: ({ userPools, apiId, url }) => ({ BOTH: "above", CLIENT: userPools.customers.clientId, API: apiId, URL: url }),
            statements: [{ Effect: "Allow", Action: "a:One", Resource: pulumi.output("arn") }],
            layers: ["layer"], vpc: { subnetIds: ["s"], securityGroupIds: ["g"] }, ephemeralStorageMegabytes: 1024,
            deadLetterTarget: "arn:queue", reservedConcurrency: 2, logRetentionDays: 3, timeoutSeconds: 9, architecture: "arm64",
          },
          partners: { tracing: false },
        },
      }`,
    });
    const me = inputs("Function", "getMe");
    assert.deepEqual(me.environment.variables, {
      ALL: "1",
      BOTH: "above",
      CLIENT: inputs("UserPoolClient", "customers") && me.environment.variables.CLIENT,
      API: inputs("Deployment", "shop").restApi,
      URL: `https://${inputs("Deployment", "shop").restApi}.execute-api.eu-central-1.amazonaws.com/dev`,
    });
    assert.match(me.environment.variables.CLIENT, /^[a-z0-9]{26}$/);
    assert.deepEqual(
      [me.layers, me.vpcConfig, me.ephemeralStorage, me.deadLetterConfig],
      [
        ["layer"],
        { subnetIds: ["s"], securityGroupIds: ["g"] },
        { size: 1024 },
        { targetArn: "arn:queue" },
      ],
    );
    assert.deepEqual(
      [me.memorySize, me.timeout, me.architectures, me.reservedConcurrentExecutions],
      [1024, 9, ["arm64"], 2],
    );
    assert.equal(inputs("LogGroup", "getMe").retentionInDays, 3);
    assert.deepEqual(
      statements("getMe").map(({ Sid, Action }) => Sid ?? Action),
      ["OwnLogs", "Traces", "NetworkInterfaces", "a:All", "a:One", "DeadLetters"],
    );
    const stock = inputs("Function", "getStock");
    assert.deepEqual([stock.timeout, stock.memorySize, stock.architectures], [3, 512, ["x86_64"]]);
    const partners = inputs("Function", "partners");
    assert.deepEqual([partners.timeout, partners.tracingConfig], [7, { mode: "PassThrough" }]);
  });

  it("let transforms have the last word: first all, then the defaults', then the function's", async () => {
    const { inputs } = await deploy({
      spec,
      options: `{
        transform: {
          "aws:lambda/function:Function": (args, { name }) => ({ ...args, description: name + "!" }),
          "aws:cognito/userPool:UserPool": (args) => ({ ...args, mfaConfiguration: "OPTIONAL" }),
          "aws:apigateway/stage:Stage": (args) => ({ ...args, variables: { a: "b" } }),
        },
        defaults: { transform: { "aws:iam/role:Role": (args) => ({ ...args, path: "/shop/" }) } },
        functions: { getStock: { transform: { "aws:lambda/function:Function": (args) => ({ ...args, runtime: "nodejs22.x" }) } } },
      }`,
    });
    const stock = inputs("Function", "getStock");
    assert.deepEqual([stock.description, stock.runtime], ["getStock!", "nodejs22.x"]);
    assert.equal(inputs("Function", "getMe").runtime, "nodejs24.x");
    assert.equal(inputs("Role", "getMe").path, "/shop/");
    assert.deepEqual(inputs("Stage", "shop").variables, { a: "b" });
  });

  it("set CORS for rows that say nothing else", async () => {
    const { inputs } = await deploy({
      spec,
      options: `{ cors: { origins: ["https://a.example"] } }`,
    });
    assert.deepEqual(inputs("Endpoint", "GET /me").cors, { origins: ["https://a.example"] });
  });

  it("make a deployment due whenever an argument of the API changes", async () => {
    const changes = [
      "{}",
      "{}",
      "{ description: 'x' }",
      "{ binaryMediaTypes: ['image/png'] }",
      "{ policy: '{}' }",
      "{ minimumCompressionSize: '0' }",
      "{ apiKeySource: 'AUTHORIZER' }",
      "{ disableExecuteApiEndpoint: true }",
      "{ endpointConfiguration: { types: 'EDGE' } }",
      "{ failOnWarnings: false }",
      "{ name: 'x' }",
      "{ parameters: { a: 'b' } }",
      "{ putRestApiMode: 'merge' }",
      "{ securityPolicy: 'TLS_1_0' }",
      "{ tags: {} }",
      "{ body: pulumi.output('{}') }",
    ];
    const { graph } = await deploy({
      spec: `export const getIndex = endpoint("GET /", { access: "public" });`,
      program: `for (const change of [${changes.join(",")}]) new SecuredApi("shop", spec, {
        transform: { "aws:apigateway/restApi:RestApi": (args) => ({ ...args, ...change }) },
      });`,
    });
    const triggers = graph
      .filter(({ type }) => type.endsWith(":Deployment"))
      .map(({ inputs }) => (inputs.triggers as { api: string }).api);
    assert.equal(triggers.length, changes.length);
    assert.equal(new Set(triggers).size, changes.length - 1);
  });

  it("take an API of another region with its provider", async () => {
    const { inputs } = await deploy({
      spec,
      program: `
        import { Provider } from "@pulumi/aws";
        new SecuredApi("shop", spec, {}, { provider: new Provider("us", { region: "us-east-1" }) });`,
    });
    assert.match(inputs("RestApi", "shop").body, /arn:aws:lambda:us-east-1:/);
    assert.match(inputs("Permission", "getMe").sourceArn, /^arn:aws:execute-api:us-east-1:/);
  });

  it("leave the limit of stack traces as it was", async () => {
    const { printed } = await deploy({
      spec,
      program: `
        Error.stackTraceLimit = 12;
        new SecuredApi("shop", spec);
        console.log("limit", Error.stackTraceLimit);`,
    });
    assert.ok(printed.includes("limit 12"));
  });
});

describe("SecuredApi.grantCall", function () {
  this.timeout(300_000);
  const program = (rows: string) => `
    import { Role } from "@pulumi/aws/iam";
    const api = new SecuredApi("shop", spec);
    const role = new Role("worker", { assumeRolePolicy: "{}" });
    api.grantCall(role, [${rows}]);
  `;

  it("lets a role call the rows and nothing else", async () => {
    const { statements, find } = await deploy({
      spec,
      program: program("spec.getStock, spec.getMe"),
    });
    const id = String(find("RestApi", "shop").outputs.id);
    assert.deepEqual(statements("worker-calls"), [
      {
        Sid: "DeclaredCalls",
        Effect: "Allow",
        Action: "execute-api:Invoke",
        Resource: [`arn:aws:execute-api:eu-central-1:000000000000:${id}/dev/GET/stock`],
      },
    ]);
    assert.equal(
      find("RolePolicy", "worker-calls").inputs.role,
      find("Role", "worker").outputs.name,
    );
  });

  it("refuses a row of another table", async () => {
    const rows = `(${JSON.stringify({ kind: "endpoint", route: "GET /x", access: "iam" })}) as never`;
    await assert.rejects(
      deploy({ spec, program: program(rows) }),
      /grantCall: GET \/x is not a row of this API's table/,
    );
  });
});
