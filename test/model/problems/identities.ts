import { z } from "zod";
import {
  apiSettings,
  caller,
  endpoint,
  identityPool,
  lambdaAuthorizer,
  userPool,
  userPoolClient,
} from "../../../src/spec";
import { about, loose, rest, type ProblemCase } from "./case";

const pool = userPool({ signUp: "anyone", scopes: ["orders/read"], groups: ["staff"] });
const otherPool = userPool({ signUp: "invited" });
const app = userPoolClient({ userPool: pool });
const otherApp = userPoolClient({ userPool: otherPool });

export const identityProblems: ProblemCase[] = [
  ...about(userPool, [
    ["field-missing", "no word on who may join", () => ({}), ["`signUp` is missing"]],
    ["sign-up", "a misspelt signUp", () => ({ signUp: "invite" }), ['Did you mean "invited"?']],
    [
      "scope-name",
      "a scope without server",
      () => ({ signUp: "anyone", scopes: ["write"] }),
      ['"<resource server>/<scope>"'],
    ],
    [
      "scope-name",
      "a scope twice",
      () => ({ signUp: "anyone", scopes: ["a/b", "a/b"] }),
      ['"a/b" twice'],
    ],
    [
      "group-name",
      "a group with a comma, which a claim could not tell from two",
      () => ({ signUp: "anyone", groups: ["staff,admin"] }),
      ["commas"],
    ],
    [
      "field-unknown",
      "a trigger that does not exist",
      () => ({ signUp: "anyone", triggers: { preSignup: {} } }),
      ["Did you mean `preSignUp`?"],
    ],
  ]),
  ...about(lambdaAuthorizer as (options: never) => unknown, [
    [
      "authorizer-cache",
      "one answer for everybody",
      () => ({ type: "request", identitySource: [], cacheSeconds: 300 }),
      ["one answer for everybody", "cacheSeconds: 0"],
    ],
    [
      "authorizer-cache",
      "one answer for everybody, kept by the verb",
      () => ({ type: "request", identitySource: "context:httpMethod", cacheSeconds: 300 }),
      ["tells callers apart", '["context:httpMethod"] and cacheSeconds: 300'],
    ],
    [
      "authorizer-cache",
      "a cache past an hour",
      () => ({ type: "token", identitySource: "header:Authorization", cacheSeconds: 3601 }),
      ["0 to 3600"],
    ],
    [
      "field-missing",
      "no word on caching",
      () => ({ type: "token", identitySource: "header:Authorization" }),
      ["`cacheSeconds` is missing"],
    ],
    [
      "field-value",
      "an unknown type",
      () => ({ type: "jwt", identitySource: "header:Authorization", cacheSeconds: 0 }),
      ['"token" or "request"', '"jwt"'],
    ],
    [
      "identity-source",
      "a token from the query",
      () => ({ type: "token", identitySource: "query:token", cacheSeconds: 0 }),
      ["reads one header"],
    ],
    [
      "identity-source",
      "a token from two headers",
      () => ({ type: "token", identitySource: ["header:A", "header:B"], cacheSeconds: 0 }),
      ["reads one header"],
    ],
    ["identity-source", "no token", () => ({ type: "token", cacheSeconds: 0 }), ["undefined"]],
    [
      "identity-source",
      "an identity in the path, which API Gateway does not read",
      () => ({ type: "request", identitySource: ["path:id"], cacheSeconds: 0 }),
      ['found "path:id"'],
    ],
    [
      "identity-source",
      "a header twice",
      () => ({ type: "request", identitySource: ["header:A", "header:a"], cacheSeconds: 0 }),
      ["twice"],
    ],
    [
      "field-value",
      "a broken expression",
      () => ({
        type: "token",
        identitySource: "header:A",
        cacheSeconds: 0,
        identityValidationExpression: "(",
      }),
      ["a regular expression"],
    ],
    [
      "field-unknown",
      "an expression for a whole request",
      () => ({
        type: "request",
        identitySource: ["header:A"],
        cacheSeconds: 0,
        identityValidationExpression: ".*",
      }),
      ["only an authorizer of type token"],
    ],
    [
      "authorizer-context",
      "a value that API Gateway sets itself",
      () => ({
        type: "token",
        identitySource: "header:A",
        cacheSeconds: 0,
        context: { principalId: z.string() },
      }),
      ["`context.principalId`"],
    ],
    [
      "parameter-never-text",
      "a context value that is no text",
      () => ({
        type: "token",
        identitySource: "header:A",
        cacheSeconds: 0,
        context: { seats: z.number() },
      }),
      ["`context.seats`"],
    ],
  ]),
  ...[
    ["*", "anybody with an AWS account"],
    ["arn:aws:iam::111122223333:role/*", "anybody with an AWS account"],
    ["111122223333", "the ARN of one role"],
    ["arn:aws:iam::1111:role/billing", "the ARN of one role"],
    ["arn:aws:sts::111122223333:assumed-role/a/b", "the ARN of one role"],
    ["example.com", "the ARN of one role"],
  ].map(([assumedBy = "", words = ""]): ProblemCase => ({
    code: "assumed-by",
    title: `a role that ${assumedBy} may assume`,
    spec: () => ({ ...rest(), it: caller({ assumedBy, calls: [] }) }),
    where: "it",
    words: [words],
  })),
  ...about(identityPool as (options: never) => unknown, [
    [
      "classic-flow",
      "a role of one's own choice beside roles by group",
      () => ({ userPool: pool, calls: [], groups: {}, classicFlow: true }),
      ["their role, that of another group"],
    ],
    [
      "group-name",
      "a group that the pool lacks",
      () => ({ userPool: pool, calls: [], groups: { stuff: [] } }),
      ['no group "stuff"', 'Did you mean "staff"?'],
    ],
    [
      "field-value",
      "groups as a list",
      () => ({ userPool: pool, calls: [], groups: ["staff"] }),
      ["rows by the name of a group"],
    ],
    [
      "reference-kind",
      "a group that calls what is no row",
      () => ({ userPool: pool, calls: [], groups: { staff: [pool] } }),
      ["`groups.staff[0]`"],
    ],
    [
      "provider-issuer",
      "a provider without TLS",
      () => ({
        userPool: pool,
        calls: [],
        providers: { oidc: [{ issuer: "http://login.example.com", clientIds: ["a"] }] },
      }),
      ["`providers.oidc[0].issuer`"],
    ],
    [
      "field-value",
      "a provider whose tokens for any app count",
      () => ({
        userPool: pool,
        calls: [],
        providers: { oidc: [{ issuer: "https://login.example.com", clientIds: [] }] },
      }),
      ["any app of the provider"],
    ],
  ]).map((one) => ({ ...one, spec: () => ({ ...one.spec(), pool }) })),
  ...about(userPoolClient as (options: never) => unknown, [
    ["field-missing", "a client of no pool", () => ({}), ["`userPool` is missing"]],
    [
      "field-value",
      "a page that sends people anywhere",
      () => ({ userPool: pool, signInPage: { callbackUrls: ["https://*.example.com"] } }),
      ["`signInPage.callbackUrls[0]`"],
    ],
    [
      "field-value",
      "a page over plain HTTP",
      () => ({ userPool: pool, signInPage: { callbackUrls: ["http://example.com/in"] } }),
      ["with https://"],
    ],
    [
      "scope-unknown",
      "a page with a scope that the pool lacks",
      () => ({
        userPool: pool,
        signInPage: { callbackUrls: ["https://example.com/in"], scopes: ["orders/reed"] },
      }),
      ['Did you mean "orders/read"?'],
    ],
    [
      "field-value",
      "a page that runs a script",
      () => ({ userPool: pool, signInPage: { callbackUrls: ["javascript://x/%0aalert(1)"] } }),
      ["with https://"],
    ],
    [
      "field-value",
      "tokens of a minute",
      () => ({ userPool: pool, tokens: { idMinutes: 1 } }),
      ["5 to 1440"],
    ],
  ]).map((one) => ({ ...one, spec: () => ({ ...one.spec(), pool }) })),
  {
    code: "group-name",
    title: "roles of one group in two identity pools",
    spec: () => ({
      ...rest(),
      pool,
      it: identityPool({ userPool: pool, calls: [], groups: { staff: [] } }),
      other: identityPool({ userPool: pool, calls: [], groups: { staff: [] } }),
    }),
    where: "other",
    words: ["from it already"],
  },
  {
    code: "caller-role",
    title: "two callers with one role",
    spec: () => {
      const getStock = endpoint("GET /stock", { access: "iam" });
      const role = "arn:aws:iam::111122223333:role/a";
      const calls = [getStock];
      return { ...rest(), getStock, it: caller({ role, calls }), other: caller({ role, calls }) };
    },
    where: "other",
    words: ["that of it", "`calls` of it"],
  },
  ...(
    [
      ["clients-beside-scopes", { scopes: ["orders/read"], clients: [app] }, "or `scopes`"],
      ["clients-of-other-pool", { clients: [otherApp] }, "clients of pool"],
      ["clients-empty", { clients: [] }, "no token may call it"],
    ] as const
  ).map(([code, fields, words]): ProblemCase => ({
    code,
    title: code.replaceAll("-", " "),
    spec: () => ({
      ...rest(),
      pool,
      otherPool,
      app,
      otherApp,
      getMe: endpoint("GET /me", loose({ access: "cognito", userPool: pool, ...fields })),
    }),
    where: "getMe",
    words: [words],
  })),
  ...about(caller as (options: never) => unknown, [
    ["assumed-by", "a list of nobody", () => ({ assumedBy: [], calls: [] }), ["at least one"]],
    [
      "assumed-by",
      "workflows of a repository, whatever the branch",
      () => ({ assumedBy: { github: "example/shop" }, calls: [] }),
      ["`branch` or `environment`", "every pull request"],
    ],
    [
      "assumed-by",
      "workflows of every repository of an owner",
      () => ({ assumedBy: { github: "example/*", branch: "main" }, calls: [] }),
      ["without a *"],
    ],
    [
      "assumed-by",
      "workflows of every branch",
      () => ({ assumedBy: { github: "example/shop", branch: "*" }, calls: [] }),
      ["`assumedBy.branch`"],
    ],
    [
      "assumed-by",
      "an external id of a service",
      () => ({ assumedBy: "states.amazonaws.com", externalId: "shop-42", calls: [] }),
      ["could never assume the role"],
    ],
    [
      "caller-role",
      "a role by pattern",
      () => ({ role: "arn:aws:iam::111122223333:role/*", calls: [] }),
      ["without a *"],
    ],
    [
      "caller-role",
      "a role of both kinds",
      () => ({
        role: "arn:aws:iam::111122223333:role/a",
        assumedBy: "states.amazonaws.com",
        calls: [],
      }),
      ["both `assumedBy` and `role`"],
    ],
    [
      "caller-role",
      "an external id of a role that exists",
      () => ({ role: "arn:aws:iam::111122223333:role/a", externalId: "shop-42", calls: [] }),
      ["`externalId` beside `role`"],
    ],
    [
      "caller-role",
      "a role that exists and calls nothing signed",
      () => ({ role: "arn:aws:iam::111122223333:role/a", calls: [] }),
      ["naming the role changes nothing"],
    ],
    ["field-missing", "neither role", () => ({ calls: [] }), ["`role` for one that exists"]],
    [
      "field-value",
      "a condition that is no text",
      () => ({ assumedBy: "states.amazonaws.com", conditions: { Bool: { a: true } }, calls: [] }),
      ["conditions as IAM has them"],
    ],
    [
      "field-value",
      "a session of a day",
      () => ({ assumedBy: "states.amazonaws.com", maxSessionHours: 24, calls: [] }),
      ["1 to 12"],
    ],
  ]),
  ...about(apiSettings as (options: never) => unknown, [
    [
      "field-value",
      "a media type without subtype",
      () => ({ binaryMediaTypes: ["png"] }),
      ["slash"],
    ],
    [
      "throttle",
      "a stage's rate of 0",
      () => ({ throttle: { rateLimit: 0, burstLimit: 5 } }),
      ["`throttle.rateLimit`"],
    ],
  ]),
];
