import assert from "node:assert/strict";
import { unknownValue } from "../../src/base/marks";
import { readGraph } from "../../src/graph/read/read-graph";
import { graphOfBody, methodOf } from "./graphs";

const integration = { "x-amazon-apigateway-integration": { type: "mock" } };

function body(
  rest: object,
  paths: object = { "/a": { get: { responses: {}, ...integration } } },
): object {
  return { openapi: "3.0.1", info: { title: "a", version: "1" }, paths, ...rest };
}

const iam = {
  type: "apiKey",
  name: "Authorization",
  in: "header",
  "x-amazon-apigateway-authtype": "awsSigv4",
};
const apiKey = { type: "apiKey", name: "x-api-key", in: "header" };

describe("a body", () => {
  const guards: readonly [
    name: string,
    security: unknown,
    schemes: object,
    expected: [string, boolean],
  ][] = [
    ["no security", undefined, {}, ["NONE", false]],
    ["a scheme of IAM", [{ iam: [] }], { iam }, ["AWS_IAM", false]],
    [
      "authtype in another case",
      [{ iam: [] }],
      { iam: { ...iam, "x-amazon-apigateway-authtype": "AWSSIGV4" } },
      ["AWS_IAM", false],
    ],
    ["a key", [{ apiKey: [] }], { apiKey }, ["NONE", true]],
    ["both in one requirement", [{ apiKey: [], iam: [] }], { apiKey, iam }, ["AWS_IAM", true]],
    ["both in two requirements", [{ apiKey: [] }, { iam: [] }], { apiKey, iam }, ["AWS_IAM", true]],
    ["a scheme that is not defined", [{ nobody: [] }], { iam }, ["NONE", false]],
    [
      "a key scheme that carries an authorizer",
      [{ apiKey: [] }],
      {
        apiKey: {
          ...apiKey,
          "x-amazon-apigateway-authorizer": {
            type: "request",
            identitySource: "method.request.header.x-api-key",
          },
        },
      },
      ["CUSTOM", false],
    ],
    [
      "OAuth without an authorizer",
      [{ oauth: [] }],
      { oauth: { type: "oauth2", flows: {} } },
      ["NONE", false],
    ],
    ["a requirement that is not known", unknownValue, { iam }, ["unknown", false]],
    [
      "schemes that are not known",
      [{ iam: [] }],
      unknownValue as unknown as object,
      ["unknown", false],
    ],
    [
      "IAM and an authorizer",
      [{ iam: [], token: [] }],
      { iam, token: { ...apiKey, "x-amazon-apigateway-authorizer": { type: "token" } } },
      ["unknown", false],
    ],
  ];
  for (const [name, security, securitySchemes, expected] of guards) {
    const where = { components: { securitySchemes } };
    it(`with ${name} at an operation`, () => {
      const get = { responses: {}, security, ...integration };
      const definition = readGraph(graphOfBody(body(where, { "/a": { get } })));
      const method = methodOf(definition, "GET /a");
      assert.deepEqual([method.authorizationType, method.apiKeyRequired], expected);
    });
    it(`with ${name} at the root`, () => {
      const definition = readGraph(graphOfBody(body({ ...where, security })));
      const method = methodOf(definition, "GET /a");
      assert.deepEqual([method.authorizationType, method.apiKeyRequired], expected);
    });
  }

  it("with an empty security at an operation is open whatever the root says", () => {
    const get = { responses: {}, security: [], ...integration };
    const components = { securitySchemes: { iam } };
    const graph = graphOfBody(body({ security: [{ iam: [] }], components }, { "/a": { get } }));
    assert.equal(methodOf(readGraph(graph), "GET /a").authorizationType, "NONE");
  });

  it("may be JSON text, YAML or data", () => {
    const yaml = [
      "openapi: 3.0.1",
      "info: { title: a, version: '1' }",
      "paths:",
      "  /a:",
      "    get: { responses: {}, x-amazon-apigateway-integration: { type: mock } }",
    ].join("\n");
    for (const source of [body({}), JSON.stringify(body({})), yaml])
      assert.equal(methodOf(readGraph(graphOfBody(source)), "GET /a").integration?.type, "MOCK");
  });

  it("fills in the variables of AWS", () => {
    const uri =
      "arn:${AWS::Partition}:apigateway:${AWS::Region}:lambda:path/2015-03-31/functions/arn:${AWS::Partition}:lambda:${AWS::Region}:${AWS::AccountId}:function:f/invocations";
    const get = {
      responses: {},
      "x-amazon-apigateway-integration": { type: "aws_proxy", httpMethod: "POST", uri },
    };
    const definition = readGraph(graphOfBody(body({}, { "/a": { get } })));
    assert.equal(
      methodOf(definition, "GET /a").integration?.functionArn,
      "arn:aws:lambda:eu-west-1:222233334444:function:f",
    );
  });

  const modes: readonly [mode: string | undefined, path: string][] = [
    [undefined, "/a"],
    ["ignore", "/a"],
    ["prepend", "/one/two/a"],
    ["split", "/two/a"],
  ];
  for (const [mode, path] of modes)
    it(`puts paths at ${path} with basepath ${mode ?? "not given"}`, () => {
      const servers = [
        { url: "https://example.com/{basePath}", variables: { basePath: { default: "one/two" } } },
      ];
      const inputs = mode === undefined ? {} : { parameters: { basepath: mode } };
      const definition = readGraph(graphOfBody(body({ servers }), inputs));
      assert.equal(methodOf(definition, `GET ${path}`).integration?.type, "MOCK");
    });

  it("gives way to the arguments of the RestApi", () => {
    const root = {
      "x-amazon-apigateway-api-key-source": "HEADER",
      "x-amazon-apigateway-binary-media-types": ["a/b"],
    };
    const inputs = { apiKeySource: "AUTHORIZER", binaryMediaTypes: ["*~1*"] };
    const [api] = readGraph(graphOfBody(body(root), inputs)).apis;
    assert.equal(api?.apiKeySource, "AUTHORIZER");
    assert.deepEqual(api?.binaryMediaTypes, ["*/*"]);
  });

  it("gives inline schemas models of their own", () => {
    const content = { "application/json": { schema: { type: "object", required: ["a"] } } };
    const post = { responses: {}, requestBody: { content }, ...integration };
    const definition = readGraph(graphOfBody(body({}, { "/a": { post } })));
    const name = methodOf(definition, "POST /a").requestModels["application/json"] ?? "";
    assert.deepEqual(definition.apis[0]?.models[name], { type: "object", required: ["a"] });
  });
});
