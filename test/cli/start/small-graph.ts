import type { Resource } from "../../../src/graph/resource";

const region = "eu-central-1";
const account = "000000000000";
const apiId = "api0000001";
const executeApi = `arn:aws:execute-api:${region}:${account}:${apiId}`;
const functionArn = (name: string) =>
  `arn:aws:lambda:${region}:${account}:function:small-dev-${name}`;

/** One row of a small API. */
export interface SmallRow {
  name: string;
  verb: string;
  path: string;
  access: "public" | "apiKey" | "iam";
  /** The archive's `index.js`, or where it lies. */
  code: string | { path: string };
  timeout?: number;
  environment?: Record<string, string>;
  /** ARNs that the function's role may call. */
  calls?: string[];
}

export const callArn = (verb: string, path: string) =>
  `${executeApi}/dev/${verb}${path.replace(/\{[^}]+\}/g, "*")}`;

/** A graph as `npm run graph` prints it, written by hand: an API, its functions, a key, a caller's role. */
export function smallGraph(rows: readonly SmallRow[]): Resource[] {
  return [
    resource(
      "aws:apigateway/restApi:RestApi",
      "small",
      { name: "small-dev", body: bodyOf(rows) },
      { id: apiId, arn: `arn:aws:apigateway:${region}::/restapis/${apiId}` },
    ),
    ...rows.flatMap(functionOf),
    resource(
      "aws:apigateway/deployment:Deployment",
      "small",
      { restApi: apiId, triggers: { api: bodyOf(rows) } },
      { id: "dep001" },
    ),
    resource(
      "aws:apigateway/stage:Stage",
      "small",
      { restApi: apiId, deployment: "dep001", stageName: "dev" },
      { id: "stage1" },
    ),
    resource(
      "aws:apigateway/apiKey:ApiKey",
      "website",
      { name: "website", value: "a-key-that-is-long-enough" },
      { id: "key0000001" },
    ),
    resource(
      "aws:apigateway/usagePlan:UsagePlan",
      "paid",
      { name: "paid", apiStages: [{ apiId, stage: "dev" }] },
      { id: "plan01" },
    ),
    resource(
      "aws:apigateway/usagePlanKey:UsagePlanKey",
      "website",
      { keyId: "key0000001", keyType: "API_KEY", usagePlanId: "plan01" },
      { id: "key0000001" },
    ),
    ...roleOf(
      "caller",
      rows.filter(({ access }) => access === "iam").map(({ verb, path }) => callArn(verb, path)),
    ),
  ];
}

function resource(
  type: string,
  name: string,
  inputs: Record<string, unknown>,
  outputs: Record<string, unknown>,
): Resource {
  return { type, name, urn: `urn:pulumi:dev::small::${type}::${name}`, inputs, outputs };
}

function bodyOf(rows: readonly SmallRow[]): string {
  const schemes = {
    public: [],
    apiKey: [{ apiKey: [] }],
    iam: [{ iam: [] }],
  };
  const paths: Record<string, Record<string, unknown>> = {};
  for (const { name, verb, path, access } of rows) {
    (paths[path] ??= {})[verb.toLowerCase()] = {
      operationId: name,
      security: schemes[access],
      responses: {},
      "x-amazon-apigateway-integration": {
        type: "aws_proxy",
        httpMethod: "POST",
        uri: `arn:aws:apigateway:${region}:lambda:path/2015-03-31/functions/${functionArn(name)}/invocations`,
      },
    };
  }
  return JSON.stringify({
    openapi: "3.0.1",
    info: { title: "small", version: "1" },
    paths,
    components: {
      securitySchemes: {
        apiKey: { type: "apiKey", name: "x-api-key", in: "header" },
        iam: {
          type: "apiKey",
          name: "Authorization",
          in: "header",
          "x-amazon-apigateway-authtype": "awsSigv4",
        },
      },
    },
  });
}

function functionOf({
  name,
  code,
  timeout = 3,
  environment = {},
  calls = [],
}: SmallRow): Resource[] {
  const file = typeof code === "string" ? { text: code } : code;
  return [
    ...roleOf(name, calls),
    resource(
      "aws:lambda/function:Function",
      name,
      {
        ...{ name: `small-dev-${name}`, handler: "index.handler", runtime: "nodejs24.x", timeout },
        memorySize: 128,
        role: roleArn(name),
        environment: { variables: environment },
        code: { assets: { "index.js": file } },
      },
      { id: `small-dev-${name}`, arn: functionArn(name) },
    ),
    resource(
      "aws:lambda/permission:Permission",
      name,
      {
        ...{ action: "lambda:InvokeFunction", function: `small-dev-${name}` },
        principal: "apigateway.amazonaws.com",
        sourceArn: `${executeApi}/*`,
      },
      { id: `permission-${name}` },
    ),
  ];
}

const roleArn = (name: string) => `arn:aws:iam::${account}:role/small-dev-${name}`;

function roleOf(name: string, calls: readonly string[]): Resource[] {
  const trust = {
    Version: "2012-10-17",
    Statement: [
      { Effect: "Allow", Action: "sts:AssumeRole", Principal: { Service: "lambda.amazonaws.com" } },
    ],
  };
  const policy = {
    Version: "2012-10-17",
    Statement: [{ Effect: "Allow", Action: "execute-api:Invoke", Resource: calls }],
  };
  const role = resource(
    "aws:iam/role:Role",
    name,
    { name: `small-dev-${name}`, assumeRolePolicy: JSON.stringify(trust) },
    {
      id: `small-dev-${name}`,
      arn: roleArn(name),
      uniqueId: `AROA${name.toUpperCase().padEnd(16, "X")}`,
    },
  );
  if (calls.length === 0) return [role];
  const inputs = { role: `small-dev-${name}`, policy: JSON.stringify(policy) };
  return [role, resource("aws:iam/rolePolicy:RolePolicy", name, inputs, { id: `${name}-policy` })];
}
