import type { Resource } from "../../src/graph/resource";

const region = "eu-central-1";
const account = "000000000000";
const apiId = "bench00001";
const poolId = `${region}_benchPool`;
const executeApi = `arn:aws:execute-api:${region}:${account}:${apiId}`;

/** What a caller of the API under test sends. */
export const callers = {
  apiId,
  region,
  stage: "dev",
  apiKey: "a-key-that-is-long-enough",
  poolId,
  clientId: "1example23456789benchers",
  /** The name of the role that may call the row `iam`. */
  role: "caller",
} as const;

/** A function that does nothing, and an authorizer that lets everyone in. */
export const code = `"use strict";
exports.handler = async () => ({ statusCode: 200, body: "ok" });
exports.authorizer = async () => ({
  principalId: "someone",
  policyDocument: {
    Version: "2012-10-17",
    Statement: [{ Action: "execute-api:Invoke", Effect: "Allow", Resource: "*" }],
  },
});
`;

/** The rows that are measured, by the access word of each. */
export const measuredRows = ["public", "apiKey", "custom", "cognito", "iam"] as const;

/** The name of a measured row. */
export type MeasuredRow = (typeof measuredRows)[number];

/** Paths beside the measured ones, so that an API has as many endpoints as asked for. */
export function fillerPaths(count: number): string[] {
  return Array.from({ length: count }, (_, at) => {
    const group = `/group${Math.floor(at / 10)}`;
    return at % 2 === 0 ? `${group}/things${at}` : `${group}/things${at}/{id}`;
  });
}

/** An API with so many endpoints, each with a function of its own, as `npm start -- --graph` takes it. */
export function benchGraph(endpoints: number): Resource[] {
  const fillers = fillerPaths(Math.max(0, endpoints - measuredRows.length));
  const rows = [
    ...measuredRows.map((row) => ({ name: row, path: `/${row}`, security: securityOf(row) })),
    ...fillers.map((path, at) => ({ name: `filler${at}`, path, security: [] })),
  ];
  const body = bodyOf(rows);
  return [
    resource(
      "aws:apigateway/restApi:RestApi",
      "bench",
      { name: "bench", body, endpointConfiguration: { types: "REGIONAL" } },
      { id: apiId },
    ),
    ...rows.flatMap(({ name }) => functionOf(name, "index.handler")),
    ...functionOf("authorizer", "index.authorizer"),
    resource(
      "aws:apigateway/deployment:Deployment",
      "bench",
      { restApi: apiId, triggers: { api: body } },
      { id: "dep001" },
    ),
    resource(
      "aws:apigateway/stage:Stage",
      "bench",
      { restApi: apiId, deployment: "dep001", stageName: callers.stage },
      { id: "stage1" },
    ),
    ...keyAndPlan(),
    ...userPool(),
    ...roleOf(callers.role, [`${executeApi}/${callers.stage}/GET/iam`]),
  ];
}

interface Row {
  name: string;
  path: string;
  security: object[];
}

function securityOf(row: MeasuredRow): object[] {
  return row === "public" ? [] : [{ [row]: [] }];
}

function resource(
  type: string,
  name: string,
  inputs: Record<string, unknown>,
  outputs: Record<string, unknown>,
): Resource {
  return { type, name, urn: `urn:pulumi:dev::bench::${type}::${name}`, inputs, outputs };
}

const functionArn = (name: string) => `arn:aws:lambda:${region}:${account}:function:bench-${name}`;
const roleArn = (name: string) => `arn:aws:iam::${account}:role/bench-${name}`;
const invocation = (name: string) =>
  `arn:aws:apigateway:${region}:lambda:path/2015-03-31/functions/${functionArn(name)}/invocations`;

function bodyOf(rows: readonly Row[]): string {
  const paths = Object.fromEntries(
    rows.map(({ name, path, security }) => [
      path,
      {
        get: {
          operationId: name,
          security,
          responses: {},
          "x-amazon-apigateway-integration": {
            type: "aws_proxy",
            httpMethod: "POST",
            uri: invocation(name),
          },
        },
      },
    ]),
  );
  const scheme = { type: "apiKey", name: "Authorization", in: "header" };
  return JSON.stringify({
    openapi: "3.0.1",
    info: { title: "bench", version: "1" },
    paths,
    components: {
      securitySchemes: {
        apiKey: { type: "apiKey", name: "x-api-key", in: "header" },
        iam: { ...scheme, "x-amazon-apigateway-authtype": "awsSigv4" },
        cognito: {
          ...scheme,
          "x-amazon-apigateway-authtype": "cognito_user_pools",
          "x-amazon-apigateway-authorizer": {
            type: "cognito_user_pools",
            providerARNs: [`arn:aws:cognito-idp:${region}:${account}:userpool/${poolId}`],
          },
        },
        custom: {
          ...scheme,
          "x-amazon-apigateway-authtype": "custom",
          "x-amazon-apigateway-authorizer": {
            type: "token",
            authorizerUri: invocation("authorizer"),
            authorizerResultTtlInSeconds: 300,
          },
        },
      },
    },
  });
}

function functionOf(name: string, handler: string): Resource[] {
  return [
    ...roleOf(name, []),
    resource(
      "aws:lambda/function:Function",
      name,
      {
        ...{ name: `bench-${name}`, handler, runtime: "nodejs24.x", timeout: 3, memorySize: 128 },
        role: roleArn(name),
        code: { assets: { "index.js": { text: code } } },
      },
      { id: `bench-${name}`, arn: functionArn(name) },
    ),
    resource(
      "aws:lambda/permission:Permission",
      name,
      {
        action: "lambda:InvokeFunction",
        function: `bench-${name}`,
        principal: "apigateway.amazonaws.com",
        sourceArn: `${executeApi}/*`,
      },
      { id: `permission-${name}` },
    ),
  ];
}

function keyAndPlan(): Resource[] {
  return [
    resource(
      "aws:apigateway/apiKey:ApiKey",
      "bench",
      { name: "bench", value: callers.apiKey },
      { id: "key0000001" },
    ),
    resource(
      "aws:apigateway/usagePlan:UsagePlan",
      "bench",
      { name: "bench", apiStages: [{ apiId, stage: callers.stage }] },
      { id: "plan01" },
    ),
    resource(
      "aws:apigateway/usagePlanKey:UsagePlanKey",
      "bench",
      { keyId: "key0000001", keyType: "API_KEY", usagePlanId: "plan01" },
      { id: "key0000001" },
    ),
  ];
}

function userPool(): Resource[] {
  return [
    resource(
      "aws:cognito/userPool:UserPool",
      "bench",
      { name: "bench", usernameAttributes: ["email"], autoVerifiedAttributes: ["email"] },
      { id: poolId, arn: `arn:aws:cognito-idp:${region}:${account}:userpool/${poolId}` },
    ),
    resource(
      "aws:cognito/userPoolClient:UserPoolClient",
      "bench",
      { userPoolId: poolId, explicitAuthFlows: ["ALLOW_USER_PASSWORD_AUTH"] },
      { id: callers.clientId },
    ),
  ];
}

function roleOf(name: string, calls: readonly string[]): Resource[] {
  const assumeRolePolicy = JSON.stringify({
    Version: "2012-10-17",
    Statement: [
      { Effect: "Allow", Action: "sts:AssumeRole", Principal: { Service: "lambda.amazonaws.com" } },
    ],
  });
  const role = resource(
    "aws:iam/role:Role",
    name,
    { name: `bench-${name}`, assumeRolePolicy },
    { id: `bench-${name}`, arn: roleArn(name) },
  );
  if (calls.length === 0) return [role];
  const policy = JSON.stringify({
    Version: "2012-10-17",
    Statement: [{ Effect: "Allow", Action: "execute-api:Invoke", Resource: calls }],
  });
  const inputs = { role: `bench-${name}`, policy };
  return [role, resource("aws:iam/rolePolicy:RolePolicy", name, inputs, { id: `${name}-policy` })];
}
