import type {
  ApiDefinition,
  ApiKeyDefinition,
  DomainDefinition,
  FunctionDefinition,
  Deployed,
  RoleDefinition,
  StageDefinition,
  UsagePlanDefinition,
} from "../../../src/graph/deployed";
import type {
  AuthorizerDefinition,
  IntegrationDefinition,
  MethodDefinition,
} from "../../../src/openapi/read/definitions";

type Loose<T> = { -readonly [K in keyof T]?: T[K] };

/** A method of a case file; what is left out is the plainest. */
export type ShortMethod = Loose<Omit<MethodDefinition, "integration">> & {
  /** Name of a function, or parts of an integration. */
  integration?: string | Loose<IntegrationDefinition> | null;
};

/** An API of a case file. */
export type ShortApi = Loose<Omit<ApiDefinition, "resources" | "authorizers" | "stages">> & {
  routes?: Record<string, ShortMethod>;
  authorizers?: Loose<AuthorizerDefinition>[];
  stages?: Record<string, Loose<StageDefinition>>;
};

/** A function of a case file: what it answers, and what is odd about it. */
export interface ShortFunction extends Loose<FunctionDefinition> {
  returns?: unknown;
  returnsText?: string;
  throws?: string;
  outcome?: "notFound" | "throttled" | "callerTimeout" | "tooLargeResponse";
}

/** A graph of a case file. */
export interface ShortGraph {
  api?: ShortApi;
  moreApis?: ShortApi[];
  functions?: Record<string, ShortFunction>;
  plans?: Loose<UsagePlanDefinition>[];
  keys?: Loose<ApiKeyDefinition>[];
  roles?: Loose<RoleDefinition>[];
  domains?: DomainDefinition[];
}

const accountId = "123456789012";
const region = "eu-central-1";

/** The ARN of a function of a case file. */
export function functionArn(name: string): string {
  return `arn:aws:lambda:${region}:${accountId}:function:${name}`;
}

/** A whole definition from a case file's graph. */
export function expandGraph(short: ShortGraph): Deployed {
  const names = new Set(Object.keys(short.functions ?? {}));
  const apis = [short.api ?? {}, ...(short.moreApis ?? [])].map((api, index) =>
    expandApi(api, index, names),
  );
  return {
    graph: [],
    accountId,
    region,
    partition: "aws",
    apis,
    usagePlans: (short.plans ?? []).map((plan, index) => ({
      name: `plan${index + 1}`,
      id: `plan${index + 1}`,
      stages: [{ apiId: apis[0]!.apiId, stage: "dev", methodThrottle: {} }],
      keyIds: (short.keys ?? []).map((key, at) => key.id ?? `key${at + 1}`),
      ...plan,
    })),
    apiKeys: (short.keys ?? []).map((key, index) => ({
      name: `key${index + 1}`,
      id: `key${index + 1}`,
      enabled: true,
      ...key,
    })),
    functions: [...names].map((name) => expandFunction(name, short.functions?.[name] ?? {})),
    roles: (short.roles ?? []).map((role) => ({
      name: "role",
      roleName: "role",
      arn: `arn:aws:iam::${accountId}:role/role`,
      uniqueId: "AROAEXAMPLE",
      accountId,
      trust: { Statement: [] },
      policies: [],
      ...role,
    })),
    users: [],
    userPools: [],
    identityPools: [],
    domains: short.domains ?? [],
    unread: [],
    warnings: [],
    problems: [],
  };
}

function expandFunction(name: string, short: ShortFunction): FunctionDefinition {
  const { returns: _1, returnsText: _2, throws: _3, outcome: _4, ...rest } = short;
  return {
    name,
    functionName: name,
    arn: functionArn(name),
    roleArn: `arn:aws:iam::${accountId}:role/${name}`,
    handler: "index.handler",
    timeoutSeconds: 3,
    memoryMegabytes: 128,
    environment: {},
    code: { files: {} },
    aliases: [],
    permissions: [{ action: "lambda:InvokeFunction", principal: "apigateway.amazonaws.com" }],
    ...rest,
  };
}

function expandApi(short: ShortApi, index: number, names: Set<string>): ApiDefinition {
  const { routes = {}, authorizers = [], stages = { dev: {} }, ...rest } = short;
  const resources = new Map<string, Record<string, MethodDefinition>>();
  for (const [route, method] of Object.entries(routes)) {
    const [verb = "", path = ""] = route.split(" ");
    const methods = resources.get(path) ?? {};
    methods[verb] = expandMethod(verb, method, names);
    resources.set(path, methods);
  }
  return {
    name: "api",
    apiId: index === 0 ? "abcdef1234" : `other${index}`,
    accountId,
    region,
    partition: "aws",
    endpointType: "REGIONAL",
    apiKeySource: "HEADER",
    binaryMediaTypes: [],
    disableExecuteApiEndpoint: false,
    gatewayResponses: [],
    models: {},
    ...rest,
    resources: [...resources].map(([path, methods], at) => ({ id: `res${at + 1}`, path, methods })),
    authorizers: authorizers.map((authorizer) => ({
      id: authorizer.name ?? "authorizer",
      name: "authorizer",
      type: "TOKEN",
      identitySource: ["method.request.header.Authorization"],
      ttlSeconds: 300,
      providerArns: [],
      ...authorizer,
      ...(authorizer.functionArn ? { functionArn: functionArn(authorizer.functionArn) } : {}),
    })),
    stages: Object.entries(stages).map(([stageName, stage]) => ({
      stageName,
      deploymentId: "dep123",
      variables: {},
      methodThrottle: {},
      tracing: false,
      ...stage,
    })),
  };
}

function expandMethod(verb: string, short: ShortMethod, names: Set<string>): MethodDefinition {
  const { integration = "echo", ...rest } = short;
  if (typeof integration === "string") names.add(integration);
  const { functionArn: named, ...parts } =
    typeof integration === "string" || integration === null
      ? { functionArn: integration ?? undefined }
      : integration;
  if (named) names.add(named.split(":")[0]!);
  return {
    verb,
    authorizationType: "NONE",
    authorizationScopes: [],
    apiKeyRequired: false,
    requestParameters: {},
    requestModels: {},
    validateRequestParameters: false,
    validateRequestBody: false,
    methodResponses: {},
    ...rest,
    ...(integration === null
      ? {}
      : {
          integration: {
            type: "AWS_PROXY",
            httpMethod: "POST",
            timeoutMilliseconds: 29_000,
            passthroughBehavior: "WHEN_NO_MATCH",
            requestParameters: {},
            requestTemplates: {},
            responses: [],
            ...parts,
            ...(named ? { functionArn: functionArn(named) } : {}),
          },
        }),
  };
}
