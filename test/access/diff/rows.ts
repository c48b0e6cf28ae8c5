import fc from "fast-check";
import type { PropertyName } from "../../../src/graph/inputs/properties";

/** A graph as JSON, to be changed. */
export type Draft = any[];

/** How a property takes a value in a graph of the shop, and whether somebody gains between two values. */
export interface Row<Value = any> {
  values: fc.Arbitrary<Value>;
  set(graph: Draft, value: Value): void;
  /** Written apart from the code: what AWS lets happen with the one and not with the other. */
  gains(from: Value, to: Value): boolean;
}

const row = <Value>(one: Row<Value>): Row<Value> => one;

const api = "49nn3y1f36";
const account = "000000000000";
const invokeArn = `arn:aws:execute-api:eu-central-1:${account}:${api}/dev`;
const provider = "cognito-idp.eu-central-1.amazonaws.com/eu-central-1_RrqGbZ53p";
const urn = (type: string, name: string) => `urn:pulumi:dev::shop::${type}::${name}`;

/** A resource of the shop's graph by the end of its type and its name. */
export function find(graph: Draft, type: string, name: string) {
  const found = graph.find((one) => one.type.endsWith(`/${type}`) && one.name === name);
  if (!found) throw new Error(`${type} ${name}`);
  return found;
}

function add(graph: Draft, type: string, name: string, inputs: object, outputs: object = {}): void {
  graph.push({ type, name, urn: urn(type, name), inputs, outputs });
}

function drop(graph: Draft, type: string, name: string): void {
  graph.splice(graph.indexOf(find(graph, type, name)), 1);
}

/** Changes the API's document. */
export function editBody(graph: Draft, change: (body: any) => void): void {
  const { inputs } = find(graph, "restApi:RestApi", "shop");
  const body = JSON.parse(inputs.body);
  change(body);
  inputs.body = JSON.stringify(body);
}

const scheme = (graph: Draft, change: (authorizer: any) => void) =>
  editBody(graph, (body) =>
    change(body.components.securitySchemes.partners["x-amazon-apigateway-authorizer"]),
  );

function policy(graph: Draft, name: string, statements: object[]): void {
  find(graph, "rolePolicy:RolePolicy", name).inputs.policy = JSON.stringify({
    Version: "2012-10-17",
    Statement: statements,
  });
}

const allow = (Action: string, Resource: string | string[]) => ({
  Effect: "Allow",
  Action,
  Resource,
});
const ofPool = (graph: Draft) => find(graph, "userPool:UserPool", "staff").inputs;
const client = (graph: Draft) =>
  find(graph, "userPoolClient:UserPoolClient", "staff-scopes").inputs;
const settings = (graph: Draft) =>
  find(graph, "methodSettings:MethodSettings", "shop").inputs.settings;
const plan = (graph: Draft) => find(graph, "usagePlan:UsagePlan", "free").inputs;
const identityPool = (graph: Draft) => find(graph, "identityPool:IdentityPool", "diners").inputs;
const role = (graph: Draft, name: string) => find(graph, "role:Role", name).inputs;

const some = <Item>(...items: Item[]) => fc.subarray(items);
const one = <Item>(...items: Item[]) => fc.constantFrom(...items);
const more = (from: number, to: number) => to > from;
const less = (from: number, to: number) => to < from;
const never = () => false;
const isNew = <Item>(from: readonly Item[], to: readonly Item[]) =>
  to.some((item) => !from.includes(item));
const isFewer = <Item>(from: readonly Item[], to: readonly Item[]) =>
  to.length < from.length && !isNew(from, to);

const words = {
  public: [],
  iam: [{ iam: [] }],
  cognito: [{ staff: [] }],
  custom: [{ partners: [] }],
  apiKey: [{ apiKey: [] }],
};

const addresses = ["10.0.0.0/8", "10.1.0.0/16", "203.0.113.0/24"];
const isWithin = (inner: string, outers: readonly string[]) =>
  outers.includes(inner) || (inner === "10.1.0.0/16" && outers.includes("10.0.0.0/8"));

const events = { principal: "events.amazonaws.com", action: "lambda:InvokeFunction" };
const permissions = {
  oneRule: { ...events, sourceArn: "arn:aws:events:eu-central-1:000000000000:rule/a" },
  allRules: { ...events, sourceArn: "arn:aws:events:eu-central-1:000000000000:rule/*" },
  bucket: { ...events, principal: "s3.amazonaws.com", sourceArn: "arn:aws:s3:::photos" },
};

const trusts = [
  { Principal: { Service: "states.amazonaws.com" } },
  {
    Principal: { AWS: "arn:aws:iam::111122223333:role/billing" },
    Condition: { StringEquals: { "sts:ExternalId": "shop" } },
  },
  { Principal: { AWS: "arn:aws:iam::111122223333:role/billing" } },
  { Principal: { AWS: "arn:aws:iam::111122223333:root" } },
  { Principal: "*" },
];
const trustText = (index: number) =>
  JSON.stringify({
    Version: "2012-10-17",
    Statement: [trusts[0], ...(index > 0 ? [trusts[index]] : [])].map((rest) => ({
      Effect: "Allow",
      Action: "sts:AssumeRole",
      ...rest,
    })),
  });

/** How many calls fit into the first so many days. */
function callsWithin(quota: { limit: number; period: string } | undefined, days: number): number {
  if (quota === undefined) return Infinity;
  const length = { DAY: 1, WEEK: 7, MONTH: 31 }[quota.period] ?? 1;
  return quota.limit * Math.max(1, Math.floor(days / length));
}

/** A row for every property; the compiler asks for each. */
export const rows: Readonly<Record<Exclude<PropertyName, "size" | "stack">, Row>> = {
  endpoint: row<string[]>({
    values: some("/a", "/b/{id}"),
    set: (graph, paths) =>
      editBody(graph, (body) => {
        const integration = { type: "mock", requestTemplates: {} };
        for (const path of paths)
          body.paths[path] = {
            get: { security: [], responses: {}, "x-amazon-apigateway-integration": integration },
          };
      }),
    gains: isNew,
  }),
  access: row<keyof typeof words>({
    values: one("public", "iam", "cognito", "custom", "apiKey"),
    set: (graph, word) =>
      editBody(graph, (body) => (body.paths["/stock/{shop}"].get.security = words[word])),
    gains: (from, to) => from !== to && from !== "public",
  }),
  authorizer: row<string>({
    values: one("partners", "others"),
    set: (graph, name) =>
      editBody(graph, (body) => {
        const { securitySchemes } = body.components;
        securitySchemes.others = securitySchemes.partners;
        body.paths["/deals"].get.security = [{ [name]: [] }];
      }),
    gains: (from, to) => from !== to,
  }),
  scopes: row<string[]>({
    values: some("orders/read", "orders/write", "orders/all"),
    set: (graph, scopes) =>
      editBody(graph, (body) => (body.paths["/orders"].get.security = [{ staff: scopes }])),
    // Without scopes ID tokens pass instead.
    gains: (from, to) =>
      isNew(from.length > 0 ? from : ["ID token"], to.length > 0 ? to : ["ID token"]),
  }),
  keys: row<boolean>({
    values: fc.boolean(),
    set: (graph, isIn) => void (isIn || drop(graph, "usagePlanKey:UsagePlanKey", "customer-1")),
    gains: (from, to) => !from && to,
  }),
  roleStatements: row<string[]>({
    values: some("GET/stock/*", "PUT/stock/*", "PUT/stock/7"),
    set: (graph, paths) =>
      policy(
        graph,
        "billing",
        paths.map((path) => allow("execute-api:Invoke", `${invokeArn}/${path}`)),
      ),
    gains: (from, to) =>
      to.some(
        (path) => !from.includes(path) && !(path.endsWith("7") && from.includes("PUT/stock/*")),
      ),
  }),
  resourcePolicy: row<string[] | undefined>({
    values: fc.option(fc.subarray(addresses, { minLength: 1 }), { nil: undefined }),
    set: (graph, ranges) => {
      if (ranges === undefined) return;
      find(graph, "restApi:RestApi", "shop").inputs.policy = JSON.stringify({
        Version: "2012-10-17",
        Statement: {
          ...allow("execute-api:Invoke", "execute-api:/*"),
          Principal: "*",
          Condition: { IpAddress: { "aws:SourceIp": ranges } },
        },
      });
    },
    // Without a policy public rows are open from everywhere; with one, iam rows are to any signature from there.
    gains: (from, to) =>
      from === undefined
        ? to !== undefined
        : to === undefined || to.some((range) => !isWithin(range, from)),
  }),
  network: row<string>({
    values: one("REGIONAL", "PRIVATE", "EDGE"),
    set: (graph, types) => {
      find(graph, "restApi:RestApi", "shop").inputs.endpointConfiguration = { types };
    },
    gains: (from, to) => from === "PRIVATE" && to !== "PRIVATE",
  }),
  gatewayPermission: row<boolean>({
    values: fc.boolean(),
    set: (graph, isThere) => void (isThere || drop(graph, "permission:Permission", "getHome")),
    gains: (from, to) => !from && to,
  }),
  directInvokes: row<string[]>({
    values: some("getStock", "putStock"),
    set: (graph, names) =>
      policy(
        graph,
        "getDeals",
        names.map((name) =>
          allow("lambda:InvokeFunction", find(graph, "function:Function", name).outputs.arn),
        ),
      ),
    gains: isNew,
  }),
  functionPermissions: row<(keyof typeof permissions)[]>({
    values: some("oneRule", "allRules", "bucket"),
    set: (graph, names) =>
      names.forEach((name) =>
        add(graph, "aws:lambda/permission:Permission", name, {
          ...permissions[name],
          function: "shop-dev-getHome",
        }),
      ),
    gains: (from, to) =>
      to.some((name) => !from.includes(name) && !(name === "oneRule" && from.includes("allRules"))),
  }),
  trust: row<number>({
    // Each opens to more than the one before.
    values: fc.integer({ min: 0, max: trusts.length - 1 }),
    set: (graph, index) => void (role(graph, "billing").assumeRolePolicy = trustText(index)),
    gains: more,
  }),
  becomes: row<boolean>({
    values: fc.boolean(),
    set: (graph, guests) => {
      identityPool(graph).allowUnauthenticatedIdentities = guests;
      const { roles } = find(
        graph,
        "identityPoolRoleAttachment:IdentityPoolRoleAttachment",
        "diners",
      ).inputs;
      roles.unauthenticated = roles.authenticated;
    },
    gains: (from, to) => !from && to,
  }),
  planRate: row<number | undefined>({
    values: one<number | undefined>(undefined, 0.5, 1, 50, 1000),
    set: (graph, rateLimit) => void (plan(graph).throttleSettings = { rateLimit, burstLimit: 5 }),
    gains: (from, to) => (to ?? Infinity) > (from ?? Infinity),
  }),
  planBurst: row<number>({
    values: one(1, 2, 500),
    set: (graph, burstLimit) => void (plan(graph).throttleSettings = { rateLimit: 5, burstLimit }),
    gains: more,
  }),
  planQuota: row<{ limit: number; period: string } | undefined>({
    values: fc.option(
      fc.record({ limit: one(10, 1_000, 100_000), period: one("DAY", "WEEK", "MONTH") }),
      { nil: undefined },
    ),
    set: (graph, quota) => {
      if (quota === undefined) delete plan(graph).quotaSettings;
      else plan(graph).quotaSettings = quota;
    },
    gains: (from, to) => [1, 7, 31].some((days) => callsWithin(to, days) > callsWithin(from, days)),
  }),
  planStages: row<string[]>({
    values: some("aaaaaaaaaa", "bbbbbbbbbb"),
    set: (graph, ids) =>
      plan(graph).apiStages.push(...ids.map((apiId) => ({ apiId, stage: "prod" }))),
    gains: isNew,
  }),
  keyLimits: row<string>({
    values: one("free", "paid"),
    set: (graph, name) => {
      find(graph, "usagePlanKey:UsagePlanKey", "customer-1").inputs.usagePlanId = find(
        graph,
        "usagePlan:UsagePlan",
        name,
      ).outputs.id;
    },
    gains: (from, to) => from === "free" && to === "paid",
  }),
  stageRate: row<number>({
    values: one(0, 1, 100, 10_000, -1),
    set: (graph, rate) => void (settings(graph).throttlingRateLimit = rate),
    // Below zero: not limited.
    gains: (from, to) => (to < 0 ? Infinity : to) > (from < 0 ? Infinity : from),
  }),
  stageBurst: row<number>({
    values: one(0, 1, 100),
    set: (graph, burst) => void (settings(graph).throttlingBurstLimit = burst),
    gains: more,
  }),
  concurrency: row<number>({
    values: one(0, 1, 10, -1),
    set: (graph, limit) => {
      find(graph, "function:Function", "getHome").inputs.reservedConcurrentExecutions = limit;
    },
    gains: (from, to) => (to < 0 ? Infinity : to) > (from < 0 ? Infinity : from),
  }),
  cacheSeconds: row<number>({
    values: one(0, 1, 300, 3600),
    set: (graph, ttl) => scheme(graph, (it) => (it.authorizerResultTtlInSeconds = ttl)),
    gains: more,
  }),
  identitySource: row<string[]>({
    values: fc.subarray(["header.Authorization", "header.X-Partner", "querystring.v"], {
      minLength: 1,
    }),
    set: (graph, names) =>
      scheme(graph, (it) => {
        it.identitySource = names.map((name) => `method.request.${name}`).join(", ");
      }),
    gains: isFewer,
  }),
  validation: row<string | undefined>({
    values: one<string | undefined>(undefined, "^a", "^b"),
    set: (graph, expression) =>
      scheme(graph, (it) => (it.identityValidationExpression = expression)),
    gains: (from, to) => from !== undefined && to === undefined,
  }),
  authorizerFunction: row<string>({
    values: one("partners", "getStock"),
    set: (graph, name) => {
      scheme(
        graph,
        (it) => (it.authorizerUri = it.authorizerUri.replace(/-partners\//, `-${name}/`)),
      );
      add(graph, "aws:lambda/permission:Permission", "judge", {
        action: "lambda:InvokeFunction",
        principal: "apigateway.amazonaws.com",
        function: "shop-dev-getStock",
        sourceArn: `arn:aws:execute-api:eu-central-1:${account}:${api}/authorizers/*`,
      });
    },
    gains: never,
  }),
  decidingCode: row<string>({
    values: one("exports.handler = a", "exports.handler = b"),
    set: (graph, text) => {
      find(graph, "function:Function", "partners").inputs.code = {
        assets: { "index.js": { text } },
      };
    },
    gains: never,
  }),
  corsOrigins: row<string | undefined>({
    values: one<string | undefined>(undefined, "https://a.example", "https://b.example", "*"),
    set: (graph, origin) =>
      editBody(graph, (body) => {
        const { responseParameters } =
          body.paths["/"].options["x-amazon-apigateway-integration"].responses.default;
        const name = "method.response.header.Access-Control-Allow-Origin";
        if (origin === undefined) delete responseParameters[name];
        else responseParameters[name] = `'${origin}'`;
      }),
    gains: (from, to) => to !== undefined && from !== to && from !== "*",
  }),
  corsHeaders: row<string[]>({
    values: some("x-tenant", "X-Order"),
    set: (graph, headers) =>
      editBody(graph, (body) => {
        const { responseParameters } =
          body.paths["/"].options["x-amazon-apigateway-integration"].responses.default;
        responseParameters["method.response.header.Access-Control-Allow-Headers"] =
          `'${["Authorization", ...headers].join(",")}'`;
      }),
    gains: isNew,
  }),
  corsMethods: row<string[]>({
    values: some("PUT", "DELETE"),
    set: (graph, verbs) =>
      editBody(graph, (body) => {
        const { responseParameters } =
          body.paths["/"].options["x-amazon-apigateway-integration"].responses.default;
        responseParameters["method.response.header.Access-Control-Allow-Methods"] =
          `'${["GET", ...verbs].join(",")}'`;
      }),
    gains: isNew,
  }),
  selfSignUp: row<boolean>({
    values: fc.boolean(),
    set: (graph, self) =>
      void (ofPool(graph).adminCreateUserConfig = { allowAdminCreateUserOnly: !self }),
    gains: (from, to) => !from && to,
  }),
  mfa: row<string>({
    values: one("ON", "OPTIONAL", "OFF"),
    set: (graph, mfa) => void (ofPool(graph).mfaConfiguration = mfa),
    gains: (from, to) => "ON OPTIONAL OFF".indexOf(to) > "ON OPTIONAL OFF".indexOf(from),
  }),
  passwordLength: row<number>({
    values: fc.integer({ min: 6, max: 99 }),
    set: (graph, length) => void (ofPool(graph).passwordPolicy.minimumLength = length),
    gains: less,
  }),
  passwordKinds: row<string[]>({
    values: some("Lowercase", "Uppercase", "Numbers", "Symbols"),
    set: (graph, kinds) => {
      for (const kind of ["Lowercase", "Uppercase", "Numbers", "Symbols"])
        ofPool(graph).passwordPolicy[`require${kind}`] = kinds.includes(kind);
    },
    gains: (from, to) => isNew(to, from),
  }),
  temporaryPassword: row<number>({
    values: fc.integer({ min: 1, max: 365 }),
    set: (graph, days) => void (ofPool(graph).passwordPolicy.temporaryPasswordValidityDays = days),
    gains: more,
  }),
  clients: row<string[]>({
    values: some("app", "kiosk"),
    set: (graph, names) =>
      names.forEach((name) =>
        add(graph, "aws:cognito/userPoolClient:UserPoolClient", name, {
          userPoolId: "eu-central-1_RrqGbZ53p",
          explicitAuthFlows: ["ALLOW_USER_SRP_AUTH"],
        }),
      ),
    gains: isNew,
  }),
  clientFlows: row<string[]>({
    values: some("ALLOW_USER_PASSWORD_AUTH", "ALLOW_CUSTOM_AUTH", "ALLOW_ADMIN_USER_PASSWORD_AUTH"),
    set: (graph, flows) => void (client(graph).explicitAuthFlows = flows),
    gains: isNew,
  }),
  clientScopes: row<string[]>({
    values: some("orders/read", "orders/write"),
    set: (graph, scopes) => void (client(graph).allowedOauthScopes = scopes),
    gains: isNew,
  }),
  clientUrls: row<string[]>({
    values: some("https://a.example/back", "https://b.example/back"),
    set: (graph, urls) => void (client(graph).callbackUrls = urls),
    gains: isNew,
  }),
  clientSecret: row<boolean>({
    values: fc.boolean(),
    set: (graph, secret) => void (client(graph).generateSecret = secret),
    gains: (from, to) => from && !to,
  }),
  tokenRevocation: row<boolean>({
    values: fc.boolean(),
    set: (graph, revocable) => void (client(graph).enableTokenRevocation = revocable),
    gains: (from, to) => from && !to,
  }),
  tokenSeconds: row<{ amount: number; unit: string }>({
    values: fc.record({ amount: one(1, 5, 24), unit: one("minutes", "hours") }),
    set: (graph, { amount, unit }) => {
      client(graph).accessTokenValidity = amount;
      client(graph).tokenValidityUnits = { accessToken: unit };
    },
    gains: (from, to) =>
      to.amount * (to.unit === "hours" ? 60 : 1) > from.amount * (from.unit === "hours" ? 60 : 1),
  }),
  poolSettings: row<string>({
    values: one("Your code is {####}", "{####} is your code"),
    set: (graph, text) => void (ofPool(graph).emailVerificationMessage = text),
    gains: never,
  }),
  classicFlow: row<boolean>({
    values: fc.boolean(),
    set: (graph, classic) => void (identityPool(graph).allowClassicFlow = classic),
    gains: (from, to) => !from && to,
  }),
  identityProviders: row<string[]>({
    values: some("app", "kiosk"),
    set: (graph, clientIds) =>
      identityPool(graph).cognitoIdentityProviders.push(
        ...clientIds.map((clientId) => ({
          clientId,
          providerName: provider,
          serverSideTokenCheck: true,
        })),
      ),
    gains: isNew,
  }),
  tokenCheck: row<boolean>({
    values: fc.boolean(),
    set: (graph, checked) =>
      void (identityPool(graph).cognitoIdentityProviders[0].serverSideTokenCheck = checked),
    gains: (from, to) => from && !to,
  }),
  identityMapping: row<string>({
    values: one("AuthenticatedRole", "Deny"),
    set: (graph, ambiguousRoleResolution) => {
      const { inputs } = find(
        graph,
        "identityPoolRoleAttachment:IdentityPoolRoleAttachment",
        "diners",
      );
      inputs.roleMappings = [
        {
          identityProvider: `${provider}:2voygetpbqjdq7gitcvnzi6svr`,
          type: "Token",
          ambiguousRoleResolution,
        },
      ];
    },
    gains: never,
  }),
  sessionSeconds: row<number>({
    values: one(3600, 7200, 43_200),
    set: (graph, seconds) => void (role(graph, "billing").maxSessionDuration = seconds),
    gains: more,
  }),
  userKeys: row<string[]>({
    values: some("AKIAAAAAAAAAAAAAAAAA", "AKIABBBBBBBBBBBBBBBB"),
    set: (graph, ids) => {
      add(graph, "aws:iam/user:User", "ci", { name: "ci" });
      for (const id of ids)
        add(
          graph,
          "aws:iam/accessKey:AccessKey",
          id,
          { user: "ci" },
          { id, secret: "s".repeat(40) },
        );
    },
    gains: isNew,
  }),
  integration: row<string>({
    values: one("https://a.example", "https://b.example"),
    set: (graph, uri) =>
      editBody(graph, (body) => {
        body.paths["/"].get["x-amazon-apigateway-integration"] = {
          type: "http_proxy",
          httpMethod: "GET",
          uri,
        };
      }),
    gains: never,
  }),
  endpointType: row<string>({
    values: one("REGIONAL", "EDGE"),
    set: (graph, types) => {
      find(graph, "restApi:RestApi", "shop").inputs.endpointConfiguration = { types };
    },
    gains: never,
  }),
  keySource: row<string>({
    values: one("HEADER", "AUTHORIZER"),
    set: (graph, source) => {
      find(graph, "restApi:RestApi", "shop").inputs.apiKeySource = source;
    },
    // No authorizer stands before GET /prices to name a key.
    gains: (from, to) => from === "AUTHORIZER" && to === "HEADER",
  }),
  domains: row<string>({
    values: one("v1", "v2"),
    set: (graph, basePath) => {
      add(graph, "aws:apigateway/domainName:DomainName", "shop", { domainName: "shop.example" });
      add(graph, "aws:apigateway/basePathMapping:BasePathMapping", "shop", {
        domainName: "shop.example",
        restApi: api,
        stageName: "dev",
        basePath,
      });
    },
    gains: never,
  }),
  otherStatements: row<string[]>({
    values: some("dynamodb:GetItem", "dynamodb:PutItem"),
    set: (graph, actions) =>
      policy(
        graph,
        "getStock",
        actions.map((action) => allow(action, "*")),
      ),
    gains: never,
  }),
  statementText: row<string[]>({
    values: fc.constantFrom(
      ["GET/stock/*"],
      ["GET/stock/*", "GET/stock/a"],
      ["GET/stock/*", "GET/nothing"],
    ),
    set: (graph, paths) =>
      policy(graph, "billing", [
        allow(
          "execute-api:Invoke",
          paths.map((path) => `${invokeArn}/${path}`),
        ),
      ]),
    gains: never,
  }),
  logging: row<boolean>({
    values: fc.boolean(),
    set: (graph, logs) => {
      if (!logs) delete find(graph, "stage:Stage", "shop").inputs.accessLogSettings;
    },
    gains: never,
  }),
  protection: row<boolean>({
    values: fc.boolean(),
    set: (graph, protect) => {
      find(graph, "userPool:UserPool", "staff").options = { protect };
    },
    gains: never,
  }),
  input: row<string>({
    values: one("ENABLED", "LEGACY"),
    set: (graph, existence) => void (client(graph).preventUserExistenceErrors = existence),
    gains: never,
  }),
  notRead: row<string>({
    values: one("CUSTOM", "NONE"),
    set: (graph, auth) =>
      add(graph, "aws-apigateway:index:RestAPI", "routes", { routes: [{ path: "/", auth }] }),
    gains: never,
  }),
};
