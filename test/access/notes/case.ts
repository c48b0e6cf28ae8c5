import type { Resource, ResourceGraph } from "../../../src/graph/resource";
import { readGraph } from "../../../src/graph/read/read-graph";
import { checksOf, type Check, type CheckOptions } from "../../../src/access/notes/checks-of";

const account = "222233334444";
const region = "eu-west-1";

/** A resource with the identities that a test needs. */
export function resource(
  type: string,
  name: string,
  inputs: Record<string, unknown>,
  outputs: Record<string, unknown> = {},
): Resource {
  return { type, name, urn: `urn:pulumi:dev::shop::${type}::${name}`, inputs, outputs };
}

/** A method of a Swagger document, with a function behind it. */
export const behind = (fn: string, more: Record<string, unknown> = {}) => ({
  ...more,
  "x-amazon-apigateway-integration": {
    type: "aws_proxy",
    httpMethod: "POST",
    uri: `arn:aws:apigateway:${region}:lambda:path/2015-03-31/functions/${arnOf(fn)}/invocations`,
  },
});

/** The ARN of a function. */
export const arnOf = (fn: string) => `arn:aws:lambda:${region}:${account}:function:${fn}`;

/** An API with a body, deployed to a stage with a throttle and access logs, and functions that it may invoke. */
export function shop(
  paths: Record<string, unknown>,
  more: {
    body?: Record<string, unknown>;
    api?: Record<string, unknown>;
    settings?: Record<string, unknown> | null;
    functions?: readonly string[];
    resources?: readonly Resource[];
  } = {},
): ResourceGraph {
  const { body, api, settings, functions = ["fn"], resources = [] } = more;
  return [
    resource(
      "aws:apigateway/restApi:RestApi",
      "shop",
      {
        endpointConfiguration: { types: "REGIONAL" },
        body: JSON.stringify({ openapi: "3.0.1", info: { title: "shop" }, paths, ...body }),
        ...api,
      },
      { id: "api1234567", executionArn: `arn:aws:execute-api:${region}:${account}:api1234567` },
    ),
    resource(
      "aws:apigateway/deployment:Deployment",
      "shop",
      { restApi: "api1234567" },
      { id: "d1" },
    ),
    resource("aws:apigateway/stage:Stage", "shop", {
      restApi: "api1234567",
      deployment: "d1",
      stageName: "dev",
      accessLogSettings: { destinationArn: "arn:aws:logs:…", format: "$context.requestId" },
    }),
    ...(settings === null
      ? []
      : [
          resource("aws:apigateway/methodSettings:MethodSettings", "shop", {
            restApi: "api1234567",
            stageName: "dev",
            methodPath: "*/*",
            settings: { throttlingRateLimit: 10, throttlingBurstLimit: 20, ...settings },
          }),
        ]),
    ...functions.flatMap((name) => [
      resource(
        "aws:lambda/function:Function",
        name,
        { role: `arn:aws:iam::${account}:role/${name}`, handler: "index.handler" },
        { arn: arnOf(name), name },
      ),
      resource("aws:lambda/permission:Permission", name, {
        action: "lambda:InvokeFunction",
        function: name,
        principal: "apigateway.amazonaws.com",
        sourceArn: `arn:aws:execute-api:${region}:${account}:api1234567/*/*/*`,
      }),
    ]),
    ...resources,
  ];
}

/** The checks of a graph. */
export const checked = (graph: ResourceGraph, options?: CheckOptions): readonly Check[] =>
  checksOf(readGraph(graph), options);

/** `GH027 POST /orders`, as short as a table needs it. */
export const brief = (checks: readonly Check[]): readonly string[] =>
  checks.map(({ code, where }) => `${code} ${where}`);
