import assert from "node:assert/strict";
import { readGraph } from "../../src/graph/read/read-graph";
import type { ResourceGraph } from "../../src/graph/resource";
import { definitionOf, methodOf, readCase } from "./graphs";

describe("readGraph", () => {
  describe("of an OpenAPI 3.0 body", () => {
    const definition = definitionOf("open-api-body");
    const [api] = definition.apis;

    it("takes account, region and partition from the ARNs", () => {
      const { accountId, region, partition } = definition;
      assert.deepEqual([accountId, region, partition], ["111122223333", "eu-central-1", "aws"]);
    });

    const guards: readonly [route: string, type: string, key: boolean, authorizer?: string][] = [
      ["GET /", "NONE", false],
      ["OPTIONS /restaurants", "NONE", false],
      ["GET /restaurants", "NONE", true],
      ["POST /restaurants/search", "COGNITO_USER_POOLS", false, "customers"],
      ["GET /stock/{restaurant}", "AWS_IAM", false],
      ["GET /metered", "AWS_IAM", true],
      ["GET /either", "COGNITO_USER_POOLS", true, "customers"],
      ["GET /deals", "CUSTOM", false, "partners"],
      ["GET /misspelt", "NONE", false],
      ["ANY /root-security", "CUSTOM", false, "signature"],
    ];
    for (const [route, type, key, authorizer] of guards)
      it(`guards ${route} as the import does`, () => {
        const method = methodOf(definition, route);
        const named = api?.authorizers.find(({ id }) => id === method.authorizerId)?.name;
        assert.deepEqual(
          [method.authorizationType, method.apiKeyRequired, named],
          [type, key, authorizer],
        );
      });

    it("says that an undefined scheme guards nothing and a misspelt verb is no method", () => {
      const about = definition.warnings.filter((text) => text.includes("/misspelt"));
      assert.equal(about.length, 2);
      assert.deepEqual(definition.problems, []);
    });

    it("takes scopes from the requirement", () => {
      assert.deepEqual(methodOf(definition, "GET /either").authorizationScopes, ["orders/write"]);
    });

    it("takes identity sources, caching and functions of authorizers", () => {
      const rows = api?.authorizers.map(({ type, identitySource, ttlSeconds, functionArn }) => [
        type,
        identitySource.join(),
        ttlSeconds,
        functionArn?.split("-").at(-1),
      ]);
      assert.deepEqual(rows, [
        ["COGNITO_USER_POOLS", "method.request.header.Authorization", 300, undefined],
        ["TOKEN", "method.request.header.Authorization", 60, "partners"],
        [
          "REQUEST",
          "method.request.header.X-Signature,method.request.querystring.key",
          300,
          "signature",
        ],
      ]);
    });

    it("takes parameters of the operation, the path and references", () => {
      assert.deepEqual(methodOf(definition, "GET /restaurants").requestParameters, {
        "method.request.querystring.city": true,
        "method.request.header.Accept-Language": false,
      });
      assert.deepEqual(methodOf(definition, "GET /stock/{restaurant}").requestParameters, {
        "method.request.path.restaurant": true,
      });
    });

    it("lets the operation's validator win over the root's", () => {
      assert.equal(methodOf(definition, "GET /").validateRequestBody, true);
      assert.equal(methodOf(definition, "OPTIONS /restaurants").validateRequestBody, false);
    });

    it("keeps of models what the import keeps", () => {
      assert.deepEqual(api?.models["Search"], {
        type: "object",
        required: ["city"],
        properties: {
          city: { type: "string", minLength: 1 },
          near: { $ref: "#/models/Point" },
          tags: { type: "array", items: { type: "string" } },
        },
      });
      const search = methodOf(definition, "POST /restaurants/search");
      assert.deepEqual(search.requestModels, { "application/json": "Search" });
    });

    it("writes status codes as text", () => {
      const mock = methodOf(definition, "OPTIONS /restaurants").integration;
      assert.equal(mock?.responses[0]?.statusCode, "204");
      const unauthorized = api?.gatewayResponses.find((one) => one.responseType === "UNAUTHORIZED");
      assert.equal(unauthorized?.statusCode, "401");
    });

    it("expands execute-api:/ in the policy", () => {
      assert.match(JSON.stringify(api?.policy), /111122223333:abcde12345\/\*"/);
    });

    it("makes resources of the paths in between", () => {
      const between = api?.resources.find(({ path }) => path === "/stock");
      assert.deepEqual(between?.methods, {});
      assert.equal(api?.resources.find(({ path }) => path === "/")?.id, "root123456");
    });

    it("takes throttles of the stage as AWS keeps them", () => {
      assert.deepEqual(api?.stages[0]?.methodThrottle, {
        "*/*": { rateLimit: 25, burstLimit: 50 },
        "restaurants/GET": { burstLimit: 0 },
        "//GET": { rateLimit: 1.5, burstLimit: 3 },
      });
    });

    it("leaves a plan's limit of zero out, as the provider does", () => {
      const [plan] = definition.usagePlans;
      assert.deepEqual(plan?.stages[0]?.methodThrottle, { "/restaurants/GET": { burstLimit: 2 } });
      assert.deepEqual(plan?.throttle, { rateLimit: 100, burstLimit: 200 });
      assert.deepEqual(plan?.keyIds, ["key1"]);
    });

    it("groups the versions of a key and opens secrets, where they are there", () => {
      const rows = definition.apiKeys.map(({ group, version, value, enabled }) => [
        group,
        version,
        value?.length,
        enabled,
      ]);
      assert.deepEqual(rows, [
        ["website", 1, 40, true],
        ["website", 2, undefined, false],
      ]);
    });

    it("reads functions with environment, code, alias and permission", () => {
      const [one] = definition.functions;
      assert.deepEqual(Object.keys(one?.environment ?? {}), ["GATEHOUSE_API_KEY"]);
      assert.deepEqual(one?.code.files, {
        "index.js": { path: "dist/index.js" },
        "plans.json": { text: "{}" },
      });
      assert.equal(one?.aliases[0]?.name, "direct");
      assert.equal(one?.reservedConcurrency, 0);
      assert.match(one?.permissions[0]?.sourceArn ?? "", /\/\*\/GET\/$/);
    });

    it("reads inline and own policies of a role, and leaves out what AWS keeps that opens no call", () => {
      assert.equal(definition.roles[0]?.policies.length, 2);
    });

    it("reads pools with clients, scopes, groups and domain", () => {
      const [pool] = definition.userPools;
      assert.deepEqual(
        pool?.clients.map(({ id, secret }) => [id, secret]),
        [
          ["clientone", undefined],
          ["clienttwo", "hush"],
        ],
      );
      assert.deepEqual(pool?.resourceServers, [{ identifier: "orders", scopes: ["write"] }]);
      assert.equal(pool?.groups[0]?.name, "chefs");
      assert.equal(pool?.domain, "shop-dev");
    });

    it("reads identity pools with roles, mappings and tags", () => {
      const [pool] = definition.identityPools;
      assert.equal(pool?.authenticatedRoleArn, "arn:aws:iam::111122223333:role/diners");
      assert.equal(pool?.unauthenticatedRoleArn, undefined);
      assert.equal(
        pool?.roleMappings?.[0]?.rules[0]?.roleArn,
        "arn:aws:iam::111122223333:role/chefs",
      );
      assert.deepEqual(pool?.principalTags?.[0]?.tags, { department: "custom:department" });
    });

    it("names what it does not read, and not what carries no access", () => {
      assert.deepEqual(definition.unread, []);
    });
  });

  describe("of a Swagger 2.0 export", () => {
    const definition = definitionOf("swagger-export");
    const [api] = definition.apis;

    it("reads two requirements as both", () => {
      const method = methodOf(definition, "POST /pets");
      assert.deepEqual([method.authorizationType, method.apiKeyRequired], ["AWS_IAM", true]);
    });

    it("reads x-amazon-apigateway-auth and any-method", () => {
      const method = methodOf(definition, "ANY /files/{proxy+}");
      assert.equal(method.authorizationType, "AWS_IAM");
      assert.match(method.integration?.functionArn ?? "", /:function:files:live$/);
      assert.equal(method.integration?.credentials, "arn:aws:iam::444455556666:role/gateway");
    });

    it("makes the body parameter a model of what the operation consumes", () => {
      const method = methodOf(definition, "POST /pets");
      assert.deepEqual(method.requestModels, { "application/json": "Pet" });
      assert.deepEqual(method.requestParameters, { "method.request.header.trace": true });
    });

    it("keeps the patterns of integration responses", () => {
      const responses = methodOf(definition, "POST /pets").integration?.responses;
      assert.deepEqual(
        responses?.map(({ statusCode, selectionPattern }) => [statusCode, selectionPattern]),
        [
          ["200", undefined],
          ["400", "4\\d{2}"],
        ],
      );
    });

    it("ignores basePath", () => {
      assert.ok(api?.resources.some(({ path }) => path === "/pets/{petId}"));
    });

    it("takes settings and policy from the root", () => {
      assert.equal(api?.apiKeySource, "AUTHORIZER");
      assert.equal(api?.minimumCompressionSize, 1024);
      assert.equal(api?.disableExecuteApiEndpoint, true);
      assert.match(JSON.stringify(api?.policy), /us-west-2:444455556666:zyxwv98765\/prod\/GET\/\*/);
    });

    it("takes the stage that an older Deployment declares", () => {
      assert.deepEqual(
        api?.stages.map(({ stageName }) => stageName),
        ["prod"],
      );
    });

    it("maps domains", () => {
      assert.deepEqual(definition.domains, [
        {
          domainName: "shop.example.com",
          mappings: [{ basePath: "v1", apiId: "zyxwv98765", stage: "prod" }],
        },
      ]);
    });
  });

  describe("of single resources", () => {
    const definition = definitionOf("single-resources");

    it("keeps two APIs apart", () => {
      const paths = definition.apis.map(({ resources }) =>
        resources.map(({ path }) => path).sort(),
      );
      assert.deepEqual(paths, [
        ["/", "/orders", "/orders/{order}"],
        ["/", "/{proxy+}"],
      ]);
    });

    it("puts methods together with integration, validator, model and authorizer", () => {
      const post = methodOf(definition, "POST /orders");
      assert.equal(post.authorizationType, "CUSTOM");
      assert.equal(post.authorizerId, "auth01");
      assert.equal(post.operationId, "placeOrder");
      assert.deepEqual([post.validateRequestBody, post.validateRequestParameters], [true, false]);
      assert.equal(post.integration?.timeoutMilliseconds, 3000);
      assert.deepEqual(definition.apis[0]?.models["Order"]?.["properties"], {
        item: { $ref: "#/models/Item" },
      });
    });

    it("puts responses of methods and integrations together", () => {
      const root = methodOf(definition, "GET /");
      assert.equal(root.integration?.responses[0]?.selectionPattern, "5\\d{2}");
      assert.deepEqual(root.methodResponses["200"]?.responseParameters, {
        "method.response.header.X-A": true,
      });
    });

    it("takes the policy of a RestApiPolicy", () => {
      assert.equal(definition.apis[0]?.policy, undefined);
      assert.match(JSON.stringify(definition.apis[1]?.policy), /other12345\/live\/\*/);
    });

    it("gives users the policies of their groups", () => {
      assert.equal(definition.users[0]?.policies.length, 2);
      assert.equal(definition.users[0]?.accessKeys[0]?.secretAccessKey, "s3cret");
    });

    it("knows a role of another account, its path and its boundary", () => {
      const [role] = definition.roles;
      assert.deepEqual([role?.accountId, role?.roleName], ["999988887777", "abroad"]);
      assert.notEqual(role?.permissionsBoundary, undefined);
      assert.equal(definition.accountId, "222233334444");
    });
  });

  describe("of values that are not known", () => {
    const definition = definitionOf("unknowns");

    it("refuses by policy and security", () => {
      assert.equal(definition.apis[0]?.policy, "unknown");
      assert.equal(methodOf(definition, "GET /a").authorizationType, "unknown");
      assert.equal(methodOf(definition, "GET /c").authorizationType, "unknown");
      assert.deepEqual(definition.apis[0]?.authorizers[0]?.providerArns, []);
    });

    it("refuses by authorization, key and authorizer of a method", () => {
      const get = methodOf(definition, "GET /", 1);
      assert.deepEqual([get.authorizationType, get.apiKeyRequired], ["unknown", true]);
      const post = methodOf(definition, "POST /", 1);
      assert.deepEqual([post.authorizationType, post.authorizerId], ["CUSTOM", undefined]);
    });

    it("takes stages and keys out of plans", () => {
      assert.deepEqual(definition.usagePlans[0]?.stages, []);
      assert.deepEqual(definition.usagePlans[0]?.keyIds, []);
      assert.equal(definition.apiKeys[0]?.enabled, false);
    });

    it("takes policies, permissions and trust as refusing", () => {
      assert.deepEqual(definition.roles[0]?.policies, ["unknown", "unknown", "unknown"]);
      assert.equal(definition.roles[0]?.trust, "unknown");
      assert.deepEqual(definition.functions[0]?.permissions, []);
      assert.equal(definition.functions[0]?.reservedConcurrency, 0);
    });

    it("names the inputs of a pool that are not known", () => {
      assert.deepEqual(definition.userPools[0]?.unknownInputs, ["lambdaConfig"]);
    });

    it("names each of them, and finds no problem in them", () => {
      const about = [
        "RestApi",
        "Method",
        "UsagePlan",
        "UsagePlanKey",
        "Permission",
        "Function",
        "Role",
        "UserPool",
      ];
      for (const kind of about)
        assert.ok(
          definition.warnings.some((text) => text.startsWith(`${kind} "`)),
          kind,
        );
      assert.deepEqual(definition.problems, []);
    });
  });

  it("gives the same ids at each start where the graph names none", () => {
    const bare = (readCase("open-api-body") as { outputs: object }[]).map((one) => ({
      ...one,
      outputs: {},
    }));
    const [one, two] = [bare, bare].map((graph) => readGraph(graph as unknown as ResourceGraph));
    assert.deepEqual(
      one?.apis.map(({ apiId }) => apiId),
      two?.apis.map(({ apiId }) => apiId),
    );
    assert.match(one?.apis[0]?.apiId ?? "", /^[a-z0-9]{10}$/);
  });

  it("takes entries that lack inputs and outputs", () => {
    const types = [
      "aws:apigateway/restApi:RestApi",
      "aws:lambda/function:Function",
      "aws:iam/role:Role",
    ];
    const graph = types.map((type) => ({ type, name: "bare", urn: `urn:${type}` }));
    const definition = readGraph(graph as unknown as ResourceGraph);
    assert.equal(definition.apis.length, 1);
    assert.equal(definition.roles[0]?.trust, "unknown");
  });

  it("reads the tags of roles and users, the provider's default tags among them", () => {
    const graph = ["role:Role", "user:User"].map((type) => ({
      type: `aws:iam/${type}`,
      name: "tagged",
      urn: `urn:${type}`,
      inputs: { tags: { team: "billing" } },
      outputs: { tagsAll: { team: "billing", owner: "us" } },
    }));
    const { roles, users } = readGraph(graph as unknown as ResourceGraph);
    for (const { tags } of [...roles, ...users])
      assert.deepEqual(tags, { team: "billing", owner: "us" });
  });

  it("names the functions whose code cannot run", () => {
    const inputs = [
      { runtime: "python3.12" },
      { packageType: "Image", imageUri: "image" },
      { runtime: "nodejs20.x", s3Bucket: "bucket", s3Key: "key" },
      { runtime: "nodejs20.x", code: { assets: {} } },
    ];
    const graph = inputs.map((one, index) => ({
      type: "aws:lambda/function:Function",
      name: `f${index}`,
      urn: `urn:f${index}`,
      inputs: one,
      outputs: {},
    }));
    const { warnings } = readGraph(graph as unknown as ResourceGraph);
    assert.deepEqual(
      warnings.map((text) => text.replace(/^.*"(f\d)": (.*), so every.*$/, "$1 $2")),
      [
        "f0 its runtime is python3.12, and only nodejs runs here",
        "f1 it is a container image, and only archives run here",
        "f2 its code lies in S3",
      ],
    );
  });

  it("reads an empty graph", () => {
    const definition = readGraph([]);
    assert.deepEqual([definition.apis, definition.problems, definition.warnings], [[], [], []]);
  });
});
