import assert from "node:assert/strict";
import { z } from "zod";
import * as example from "../../api-spec";
import { readApiBody } from "../../src/openapi/read/api-body";
import { canonical, toOpenApi } from "../../src/openapi/write";
import { apiSettings, endpoint, lambdaAuthorizer, usagePlan, userPool } from "../../src/spec";
import { deployment, documentOf, modelOf } from "./made";

const getHealth = endpoint("GET /health", { access: "public" });

describe("toOpenApi", () => {
  const document = documentOf(example);
  const methodOf = (path: string, key: string) => document.paths[path]?.[key];

  it("has a method for each row of the example and no other", () => {
    const rows = Object.values(example).flatMap((value) =>
      "kind" in value && value.kind === "endpoint" ? [value.route] : [],
    );
    const found = Object.entries(document.paths).flatMap(([path, item]) =>
      Object.keys(item).map((key) => `${key.toUpperCase()} ${path}`),
    );
    assert.deepEqual(found.sort(), rows.sort());
  });

  const required: [string, string, unknown][] = [
    ["/", "get", []],
    ["/restaurants", "get", [{ apiKey: [] }]],
    ["/restaurants/search", "post", [{ customers: [] }]],
    ["/stock/{restaurant}", "get", [{ iam: [] }]],
    ["/costs/{restaurant}", "get", [{ apiKey: [], iam: [] }]],
    ["/deals", "get", [{ partners: [] }]],
    ["/me", "put", [{ customers: ["aws.cognito.signin.user.admin"] }]],
    ["/orders", "put", [{ customers: ["orders/write"] }]],
  ];
  for (const [path, key, security] of required) {
    it(`requires ${JSON.stringify(security)} at ${key} ${path}`, () =>
      assert.deepEqual(methodOf(path, key)?.security, security));
  }

  it("defines the schemes as AWS reads them", () =>
    assert.deepEqual(document.components.securitySchemes, {
      apiKey: { type: "apiKey", name: "x-api-key", in: "header" },
      iam: {
        type: "apiKey",
        name: "Authorization",
        in: "header",
        "x-amazon-apigateway-authtype": "awsSigv4",
      },
      customers: {
        type: "apiKey",
        name: "Authorization",
        in: "header",
        "x-amazon-apigateway-authtype": "cognito_user_pools",
        "x-amazon-apigateway-authorizer": {
          type: "cognito_user_pools",
          providerARNs: [deployment.userPoolArns["customers"]],
        },
      },
      partners: {
        type: "apiKey",
        name: "Authorization",
        in: "header",
        "x-amazon-apigateway-authtype": "custom",
        "x-amazon-apigateway-authorizer": {
          type: "token",
          identitySource: "method.request.header.Authorization",
          authorizerResultTtlInSeconds: 300,
          authorizerUri:
            "arn:aws:apigateway:eu-central-1:lambda:path/2015-03-31/functions/arn:aws:lambda:eu-central-1:000000000000:function:shop-dev-partners/invocations",
        },
      },
    }));

  it("invokes the row's own function, for as long as the row says", () =>
    assert.deepEqual(methodOf("/stock/{restaurant}", "get")?.["x-amazon-apigateway-integration"], {
      type: "aws_proxy",
      httpMethod: "POST",
      uri: "arn:aws:apigateway:eu-central-1:lambda:path/2015-03-31/functions/arn:aws:lambda:eu-central-1:000000000000:function:shop-dev-getStock/invocations",
      passthroughBehavior: "when_no_match",
      timeoutInMillis: 10_000,
    }));

  it("reads sources of a request authorizer in AWS's form, its name unused where there are several", () => {
    const guard = lambdaAuthorizer({
      type: "request",
      identitySource: [
        "header:X-Tenant",
        "query:code",
        "stageVariable:site",
        "context:identity.sourceIp",
      ],
      cacheSeconds: 60,
    });
    const getDeals = endpoint("GET /deals", { access: "custom", authorizer: guard });
    const scheme = documentOf({ guard, getDeals }).components.securitySchemes["guard"];
    assert.equal(scheme?.name, "Unused");
    assert.equal(
      scheme?.["x-amazon-apigateway-authorizer"]?.["identitySource"],
      "method.request.header.X-Tenant, method.request.querystring.code, stageVariables.site, context.identity.sourceIp",
    );
  });

  it("names no source of a request authorizer that has none", () => {
    const guard = lambdaAuthorizer({ type: "request", identitySource: [], cacheSeconds: 0 });
    const getDeals = endpoint("GET /deals", { access: "custom", authorizer: guard });
    const scheme = documentOf({ guard, getDeals }).components.securitySchemes["guard"];
    assert.deepEqual(Object.keys(scheme?.["x-amazon-apigateway-authorizer"] ?? {}).sort(), [
      "authorizerResultTtlInSeconds",
      "authorizerUri",
      "type",
    ]);
  });

  it("writes ANY rows and greedy parameters as AWS wants them", () => {
    const proxy = endpoint("ANY /files/{path+}", { access: "iam" });
    const made = documentOf({ proxy }).paths["/files/{path+}"];
    const method = made?.["x-amazon-apigateway-any-method"];
    assert.deepEqual(Object.keys(made ?? {}), ["x-amazon-apigateway-any-method"]);
    assert.deepEqual(method?.parameters, [
      { in: "path", name: "path", required: true, schema: { type: "string" } },
    ]);
  });

  it("asks for parameters that zod asks for, by a validator", () => {
    const find = endpoint("GET /find/{id}", {
      access: "public",
      params: { id: z.string() },
      query: { text: z.string(), page: z.coerce.number().default(1) },
      headers: { "X-Tenant": z.string().optional() },
    });
    const method = documentOf({ find }).paths["/find/{id}"]?.["get"];
    assert.deepEqual(
      method?.parameters?.map(({ name, in: place, required }) => [place, name, required]),
      [
        ["path", "id", true],
        ["query", "page", false],
        ["query", "text", true],
        ["header", "X-Tenant", false],
      ],
    );
    assert.equal(method?.["x-amazon-apigateway-request-validator"], "parameters");
  });

  it("does not ask for a body that zod can do without", () => {
    const save = endpoint("PUT /save", {
      access: "public",
      body: z.object({ a: z.string() }).optional(),
    });
    const method = documentOf({ save }).paths["/save"]?.["put"];
    assert.equal(method?.requestBody?.required, false);
    assert.equal(method?.["x-amazon-apigateway-request-validator"], undefined);
  });

  it("has no validator where a body may be anything", () => {
    const save = endpoint("PUT /save", {
      access: "public",
      body: z.union([z.string(), z.number()]),
    });
    const method = documentOf({ save }).paths["/save"]?.["put"];
    assert.equal(method?.requestBody, undefined);
    assert.equal(method?.["x-amazon-apigateway-request-validator"], undefined);
  });

  it("shares models of the same name, in letters and digits, and opens recursion", () => {
    const Dish = z.object({ name: z.string() }).meta({ id: "dish.v1" });
    interface Node {
      value: string;
      next?: Node | undefined;
    }
    const Node: z.ZodType<Node> = z.object({
      value: z.string(),
      get next() {
        return Node.optional();
      },
    });
    const put = endpoint("PUT /dishes", {
      access: "public",
      body: z.object({ dishes: z.array(Dish), first: Dish }),
    });
    const post = endpoint("POST /dishes", {
      access: "public",
      body: z.object({ dish: Dish, node: Node }),
    });
    const { schemas } = documentOf({ put, post }).components;
    const reference = { $ref: "#/components/schemas/DishV1" };
    assert.deepEqual(Object.keys(schemas), ["DishV1", "PostBody", "PutBody"]);
    assert.deepEqual(schemas["PutBody"]?.["properties"], {
      dishes: { type: "array", items: reference },
      first: reference,
    });
    const { dish, node } = schemas["PostBody"]?.["properties"] as Record<string, unknown>;
    assert.deepEqual(dish, reference);
    assert.ok(!JSON.stringify(node).includes("$ref"));
  });

  it("takes settings and a resource policy", () => {
    const settings = apiSettings({
      description: "Tables.",
      binaryMediaTypes: ["image/png", "image/gif"],
    });
    const policy = {
      Version: "2012-10-17",
      Statement: [
        {
          Effect: "Allow" as const,
          Principal: "*" as const,
          Action: "execute-api:Invoke",
          Resource: "execute-api:/*",
        },
      ],
    };
    const made = toOpenApi(modelOf({ settings, getHealth }), { ...deployment, policy });
    assert.equal(made.info.description, "Tables.");
    assert.deepEqual(made["x-amazon-apigateway-binary-media-types"], ["image/gif", "image/png"]);
    assert.deepEqual(made["x-amazon-apigateway-policy"], policy);
  });

  it("throws where the ARN of a pool is not given", () =>
    assert.throws(
      () => toOpenApi(modelOf(example), { ...deployment, userPoolArns: {} }),
      /customers: the ARN of this user pool was not given/,
    ));

  it("changes no line of other rows when one row changes", () => {
    const lines = (spec: Record<string, unknown>) =>
      new Set(JSON.stringify(documentOf(spec).paths, null, 1).split("\n"));
    const before = lines(example);
    const added = [...lines({ ...example, getHealth })].filter((line) => !before.has(line));
    assert.ok(added.length < 8, added.join("\n"));
  });

  it("is the same text whatever the order of the exports", () => {
    const turned = Object.fromEntries(Object.entries(example).reverse());
    assert.equal(JSON.stringify(documentOf(turned)), JSON.stringify(document));
    assert.equal(JSON.stringify(canonical(document)), JSON.stringify(document));
  });

  it("needs no ARN of a pool that no row asks for", () => {
    const staff = userPool({ signUp: "invited" });
    assert.deepEqual(documentOf({ staff, getHealth }).components.securitySchemes, {});
  });

  it("survives JSON", () =>
    assert.deepEqual(JSON.parse(JSON.stringify(document)) as unknown, document));
});

describe("toOpenApi, read back as AWS imports it", () => {
  const plan = usagePlan({});
  const customers = userPool({ signUp: "invited", scopes: ["orders/write"] });
  const guard = lambdaAuthorizer({
    type: "token",
    identitySource: "header:Authorization",
    cacheSeconds: 0,
  });
  const spec = {
    plan,
    customers,
    guard,
    a: endpoint("GET /a", { access: "public" }),
    b: endpoint("GET /b", { access: "apiKey", plans: [plan] }),
    c: endpoint("GET /c", { access: "iam", plans: [plan] }),
    d: endpoint("ANY /d/{rest+}", {
      access: "cognito",
      userPool: customers,
      scopes: ["orders/write"],
    }),
    e: endpoint("POST /e", {
      access: "custom",
      authorizer: guard,
      body: z.object({ n: z.number() }),
    }),
    f: endpoint("GET /f", {
      access: "iam",
      cors: { origins: ["https://a.example", "https://b.example"] },
    }),
    settings: apiSettings({ cors: { origins: ["https://a.example"], credentials: true } }),
  };
  const imported = readApiBody({
    body: JSON.stringify(documentOf(spec)),
    variables: deployment,
    basePathMode: "ignore",
    apiId: "abcde12345",
  });

  it("gives no warning, which failOnWarnings would make an error", () =>
    assert.deepEqual([imported?.importWarnings, imported?.warnings], [[], []]));

  it("gives each row its authorization and its key", () => {
    const found = imported?.parts.methods.map(({ path, method }) =>
      [
        method.verb,
        path,
        method.authorizationType,
        method.apiKeyRequired,
        ...method.authorizationScopes,
      ].join(" "),
    );
    assert.deepEqual(found?.sort(), [
      "ANY /d/{rest+} COGNITO_USER_POOLS false orders/write",
      "GET /a NONE false",
      "GET /b NONE true",
      "GET /c AWS_IAM true",
      "GET /f AWS_IAM false",
      ...["/a", "/b", "/c", "/d/{rest+}", "/e", "/f"].map((path) => `OPTIONS ${path} NONE false`),
      "POST /e CUSTOM false",
    ]);
  });
});
