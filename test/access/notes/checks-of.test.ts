import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import type { ResourceGraph } from "../../../src/graph/resource";
import { checkText } from "../../../src/access/notes/check-text";
import { openChecks } from "../../../src/access/notes/checks-of";
import { noteCodes } from "../../../src/access/notes/codes";
import { arnOf, behind, brief, checked, resource, shop } from "./case";

const get = { "/": { get: behind("fn", { security: [] }) } };
const post = { "/orders": { post: behind("fn", { security: [] }) } };
const url = (authorizationType: string) =>
  resource("aws:lambda/functionUrl:FunctionUrl", "fn", { functionName: "fn", authorizationType });
const trust = (statement: object) =>
  JSON.stringify({ Version: "2012-10-17", Statement: [statement] });
const role = (name: string, statement: object, policies: object[] = []) =>
  resource(
    "aws:iam/role:Role",
    name,
    {
      assumeRolePolicy: trust({ Effect: "Allow", Action: "sts:AssumeRole", ...statement }),
      inlinePolicies: policies.map((one) => ({ name: "own", policy: trust(one) })),
    },
    { arn: `arn:aws:iam::222233334444:role/${name}`, name },
  );
const cors = (origin: string, credentials?: string) => ({
  "/orders": {
    get: behind("fn", { security: [{ sigv4: [] }] }),
    options: {
      security: [],
      responses: { 204: {} },
      "x-amazon-apigateway-integration": {
        type: "mock",
        requestTemplates: { "application/json": '{"statusCode":204}' },
        responses: {
          default: {
            statusCode: "204",
            responseParameters: {
              "method.response.header.Access-Control-Allow-Origin": `'${origin}'`,
              ...(credentials && {
                "method.response.header.Access-Control-Allow-Credentials": `'${credentials}'`,
              }),
            },
          },
        },
      },
    },
  },
});
const asked = (authorizer: object) => ({
  type: "apiKey",
  name: "Unused",
  in: "header",
  "x-amazon-apigateway-authtype": "custom",
  "x-amazon-apigateway-authorizer": {
    type: "request",
    authorizerUri: `arn:aws:apigateway:eu-west-1:lambda:path/2015-03-31/functions/${arnOf("fn")}/invocations`,
    ...authorizer,
  },
});
const sigv4 = {
  components: {
    securitySchemes: {
      sigv4: {
        type: "apiKey",
        name: "Authorization",
        in: "header",
        "x-amazon-apigateway-authtype": "awsSigv4",
      },
      key: { type: "apiKey", name: "x-api-key", in: "header" },
      anyone: asked({ authorizerResultTtlInSeconds: 0 }),
      byVerb: asked({ identitySource: "context.httpMethod, stageVariables.tier" }),
      byVerbAnew: asked({ identitySource: "context.httpMethod", authorizerResultTtlInSeconds: 0 }),
      byAddress: asked({ identitySource: "context.httpMethod, context.identity.sourceIp" }),
    },
  },
};
const policy = (condition?: object) =>
  trust({
    Effect: "Allow",
    Principal: "*",
    Action: "execute-api:Invoke",
    Resource: "execute-api:/*",
    ...(condition && { Condition: condition }),
  });
const privately = (condition?: object) => ({
  api: { endpointConfiguration: { types: "PRIVATE" }, policy: policy(condition) },
});
const guests = (action: string): ResourceGraph =>
  shop(get, {
    resources: [
      resource(
        "aws:cognito/identityPool:IdentityPool",
        "guests",
        { identityPoolName: "guests", allowUnauthenticatedIdentities: true },
        { id: "eu-west-1:11111111-2222-3333-4444-555555555555" },
      ),
      role("guest", { Principal: { Federated: "cognito-identity.amazonaws.com" } }, [
        { Effect: "Allow", Action: action, Resource: "*" },
      ]),
      resource("aws:cognito/identityPoolRoleAttachment:IdentityPoolRoleAttachment", "guests", {
        identityPoolId: "eu-west-1:11111111-2222-3333-4444-555555555555",
        roles: { unauthenticated: "arn:aws:iam::222233334444:role/guest" },
      }),
    ],
  });

/** A graph, what must be found in it, and what must not. */
const cases: [title: string, graph: ResourceGraph, found: string[], absent: string[]][] = [
  ["a public GET", get === undefined ? [] : shop(get), [], ["GH027", "GH028", "GH020", "GH012"]],
  ["a public POST", shop(post), ["GH027 POST /orders"], []],
  [
    "a POST behind a key alone",
    shop({ "/orders": { post: behind("fn", { security: [{ key: [] }] }) } }, { body: sigv4 }),
    ["GH030 POST /orders", "GH016 POST /orders"],
    ["GH027"],
  ],
  [
    "a POST behind a signature",
    shop({ "/orders": { post: behind("fn", { security: [{ sigv4: [] }] }) } }, { body: sigv4 }),
    [],
    ["GH027", "GH030"],
  ],
  [
    "a public greedy route",
    shop({ "/{all+}": { get: behind("fn", { security: [] }) } }),
    ["GH003 GET /{all+}"],
    [],
  ],
  [
    "an authorizer without identity sources",
    shop({ "/": { get: behind("fn", { security: [{ anyone: [] }] }) } }, { body: sigv4 }),
    ["GH024 anyone"],
    ["GH040"],
  ],
  [
    "an authorizer that keeps an answer by what is the same for all",
    shop({ "/": { get: behind("fn", { security: [{ byVerb: [] }] }) } }, { body: sigv4 }),
    ["GH040 byVerb"],
    ["GH024"],
  ],
  ...["byVerbAnew", "byAddress"].map((name): [string, ResourceGraph, string[], string[]] => [
    `an authorizer that tells callers apart or keeps nothing: ${name}`,
    shop({ "/": { get: behind("fn", { security: [{ [name]: [] }] }) } }, { body: sigv4 }),
    [],
    ["GH040", "GH024"],
  ]),
  ["a stage without settings", shop(get, { settings: null }), ["GH028 shop/dev"], []],
  [
    "data traces",
    shop(get, { settings: { dataTraceEnabled: true } }),
    ["GH029 shop/dev"],
    ["GH028"],
  ],
  ["a private API for any network", shop(get, privately()), ["GH026 shop"], []],
  [
    "a private API bound to an endpoint",
    shop(get, privately({ StringEquals: { "aws:SourceVpce": "vpce-1" } })),
    [],
    ["GH026"],
  ],
  ["any origin", shop(cors("*"), { body: sigv4 }), ["GH036 GET /orders", "GH031 shop"], ["GH004"]],
  [
    "any origin with credentials",
    shop(cors("*", "true"), { body: sigv4 }),
    ["GH004 /orders"],
    ["GH036"],
  ],
  [
    "one origin",
    shop(cors("https://example.com"), { body: sigv4 }),
    ["GH031 shop"],
    ["GH036", "GH004"],
  ],
  ["a function URL for anyone", shop(get, { resources: [url("NONE")] }), ["GH032 fn"], ["GH033"]],
  [
    "a function URL for signers",
    shop(get, { resources: [url("AWS_IAM")] }),
    ["GH033 fn"],
    ["GH032"],
  ],
  [
    "a role for everybody",
    shop(get, {
      resources: [role("open", { Principal: "*" }), role("open2", { Principal: { AWS: ["*"] } })],
    }),
    ["GH025 open", "GH025 open2"],
    [],
  ],
  [
    "a role for everybody of an organisation",
    shop(get, {
      resources: [
        role("org", {
          Principal: "*",
          Condition: { StringEquals: { "aws:PrincipalOrgID": "o-1" } },
        }),
      ],
    }),
    [],
    ["GH025"],
  ],
  ["guests who read a table", guests("dynamodb:*"), ["GH005 guests", "GH034 guests"], []],
  ["guests who call endpoints", guests("execute-api:Invoke"), ["GH005 guests"], ["GH034"]],
  [
    "a permission for any API",
    shop(get, {
      functions: [],
      resources: [
        resource("aws:lambda/function:Function", "fn", {}, { arn: arnOf("fn"), name: "fn" }),
        resource("aws:lambda/permission:Permission", "fn", {
          action: "lambda:InvokeFunction",
          function: "fn",
          principal: "apigateway.amazonaws.com",
        }),
      ],
    }),
    ["GH012 fn"],
    [],
  ],
  [
    "a domain that takes TLS 1.0",
    shop(get, {
      resources: [
        resource("aws:apigateway/domainName:DomainName", "own", {
          domainName: "api.example.com",
          securityPolicy: "TLS_1_0",
        }),
      ],
    }),
    ["GH035 api.example.com"],
    [],
  ],
];

describe("checksOf, given", () => {
  for (const [title, graph, found, absent] of cases) {
    it(`${title}: ${[...found, ...absent.map((code) => `no ${code}`)].join(", ")}`, () => {
      const checks = brief(checked(graph));
      for (const one of found)
        assert.ok(checks.includes(one), `${one} is not in ${checks.join("; ")}`);
      for (const code of absent)
        assert.ok(
          !checks.some((one) => one.startsWith(code)),
          `${code} is in ${checks.join("; ")}`,
        );
    });
  }
});

describe("an acceptance", () => {
  const accept = (texts: Record<string, string[]>) => checked(shop(post), { accept: texts });

  it("takes the check of its row out of those that are open, and keeps its reason", () => {
    const checks = accept({ "POST /orders": ["GH027: a honeypot"] });
    assert.deepEqual(
      checks.filter(({ code }) => code === "GH027").map(({ accepted }) => accepted),
      ["a honeypot"],
    );
    assert.deepEqual(brief(openChecks(checks, "warning")), []);
  });

  it("of another row or code takes nothing out, and is named as not needed", () => {
    const checks = accept({ "GET /orders": ["GH027: x"], "POST /orders": ["GH003: x"] });
    assert.deepEqual(brief(openChecks(checks, "warning")), ["GH027 POST /orders"]);
    assert.deepEqual(brief(checks.filter(({ code }) => code === "GH037")), [
      "GH037 GET /orders",
      "GH037 POST /orders",
    ]);
  });

  it("of the whole API takes only checks about the API", () => {
    const graph = shop(post, { settings: null });
    const checks = checked(graph, { accept: { apiSettings: ["GH027: x", "GH028: one caller"] } });
    assert.deepEqual(brief(openChecks(checks, "warning")), ["GH027 POST /orders"]);
  });

  for (const text of ["GH999: x", "GH027", "GH027:", "GH027 because", "GH038: x", "", "gh027: x"])
    it(`${JSON.stringify(text)} is a problem`, () => {
      const checks = accept({ "POST /orders": [text] });
      assert.deepEqual(brief(openChecks(checks, "problem")), ["GH038 POST /orders"]);
      assert.ok(brief(openChecks(checks, "warning")).includes("GH027 POST /orders"));
    });

  it("stands in the graph of a table", () => {
    const accepted = resource("gatehouse:index:Accepted", "shop", {
      accepted: { "POST /orders": ["GH027: open"], fn: ["GH032: shown"] },
      names: { "POST /orders": "putOrders" },
    });
    const checks = checked(shop(post, { resources: [accepted, url("NONE")] }));
    assert.deepEqual(brief(openChecks(checks, "warning")), []);
    assert.deepEqual(brief(openChecks(checks, "problem")), []);
  });
});

describe("the table of codes", () => {
  it("lists no code that no rule gives", () => {
    const folders = ["notes", "budget"].map((name) =>
      path.join(__dirname, "../../../src/access", name),
    );
    const rules = folders.flatMap((folder) =>
      readdirSync(folder)
        .filter((file) => file !== "codes.ts")
        .map((file) => readFileSync(path.join(folder, file), "utf8")),
    );
    assert.deepEqual(
      Object.keys(noteCodes).filter((code) => !rules.some((text) => text.includes(`"${code}"`))),
      [],
    );
  });

  it("shows a check with place, mend and how to accept it, on one line", () => {
    const [one] = checked(shop(post)).filter(({ code }) => code === "GH027");
    assert.ok(one);
    const text = checkText(one);
    assert.match(
      text,
      /^GH027 POST \/orders: anyone may change something\. .* accept: \["GH027: why"\] in its row\.$/,
    );
  });
});
