import assert from "node:assert/strict";
import type { PolicyDocument } from "../../src/iam/language/policy";
import { evaluate } from "../../src/iam/evaluate";
import { client, createProject, dsl, type Loaded, type Project } from "../pulumi/bundle/project";
import type { AuthorizerInput } from "../../src/pulumi/parts/bundle-table";

const rows = [
  { name: "getDeals", verb: "GET", path: "/deals" },
  { name: "getDeal", verb: "GET", path: "/deals/{id}" },
  { name: "putDeal", verb: "PUT", path: "/deals/{id}" },
];

const input = (name: string, more: Partial<AuthorizerInput> = {}): AuthorizerInput => ({
  kind: "authorizer",
  name,
  handler: name,
  type: "token",
  identitySource: ["header:Authorization"],
  cacheSeconds: 300,
  rows,
  ...more,
});

const functions = [
  input("kept"),
  input("fresh", { cacheSeconds: 0 }),
  input("parts", {
    type: "request",
    identitySource: ["header:X-Who", "query:when", "context:identity.sourceIp"],
  }),
  input("whole", { type: "request", identitySource: [], cacheSeconds: 0 }),
];

// The token says what the code decides.
const code = (name: string) => `
  import { ${name}, getDeal, other } from "../api-spec";
  import { authorize, deny } from ${client};
  export const handler = authorize(${name}, async (identity: any): Promise<any> => {
    switch (identity.token) {
      case "deny": return deny;
      case "unauthorized": throw new Error("Unauthorized");
      case "one": return { principal: "p", context: { tier: "gold", seats: 2 }, allow: [getDeal] };
      case "none": return { principal: "p", context: { tier: "gold", seats: 2 }, allow: [] };
      case "stranger": return { principal: "p", context: { tier: "gold", seats: 2 }, allow: [other] };
      case "wrong": return { principal: "p", context: { tier: "bronze-secret", seats: 2 } };
      case "object": return { principal: "p", context: { tier: ["gold"], seats: 2 } };
      case "unknown": return { principal: "p", context: { tier: "gold", seats: 2, more: "x" } };
      case "missing": return { principal: "p", context: { tier: "gold" } };
      case "nothing": return undefined;
      case "echo": return { principal: JSON.stringify(identity), context: { tier: "gold", seats: 2 } };
      default: return { principal: identity.token ?? JSON.stringify(identity), context: { tier: "gold", seats: 2 } };
    }
  });`;

const base = "arn:aws:execute-api:eu-central-1:111122223333:abcdef1234/dev";
const tokenEvent = (token: string, path = "GET/deals") => ({
  type: "TOKEN",
  authorizationToken: token,
  methodArn: `${base}/${path}`,
});
const requestEvent = {
  type: "REQUEST",
  methodArn: `${base}/GET/deals`,
  resource: "/deals",
  path: "/deals",
  httpMethod: "GET",
  headers: { "x-who": "me", Cookie: "c", "x-api-key": "v" },
  multiValueHeaders: { "x-who": ["me"], Cookie: ["c"], "x-api-key": ["v"] },
  queryStringParameters: { when: "now", more: "x" },
  multiValueQueryStringParameters: {},
  pathParameters: {},
  stageVariables: {},
  requestContext: { identity: { sourceIp: "1.2.3.4", apiKey: "v" }, path: "/dev/deals" },
};

interface Answer {
  principalId: string;
  policyDocument: PolicyDocument;
  context?: object;
}

describe("authorize", () => {
  let project: Project;
  before(() => {
    const context = `context: { tier: z.enum(["gold", "silver"]), seats: z.coerce.number() }`;
    const declared = functions.map(
      ({ name, type, identitySource: sources, cacheSeconds }) =>
        `export const ${name} = lambdaAuthorizer({ type: "${type}", identitySource: ${JSON.stringify(type === "token" ? sources[0] : sources)}, cacheSeconds: ${cacheSeconds}, ${context} });`,
    );
    project = createProject({
      "api-spec/index.ts": `import { z } from "zod"; import { endpoint, lambdaAuthorizer } from ${dsl};
        ${declared.join("\n")}
        ${rows.map(({ name, verb, path }) => `export const ${name} = endpoint("${verb} ${path}", { access: "custom", authorizer: kept });`).join("\n")}
        export const other = endpoint("GET /other", { access: "custom", authorizer: fresh });`,
      ...Object.fromEntries(functions.map(({ name }) => [`handlers/${name}.ts`, code(name)])),
    });
  });
  after(() => project.remove());

  const ask = async (name: string, event: unknown): Promise<Answer> => {
    const { handler }: Loaded = await project.load(functions, name);
    return (await handler(event)) as unknown as Answer;
  };
  const verdict = ({ policyDocument }: Answer, path: string) =>
    evaluate([policyDocument], {
      action: "execute-api:Invoke",
      resource: `${base}/${path}`,
      context: {},
    }).result;

  it("covers every row behind it where the answer is kept", async () => {
    const answer = await ask("kept", tokenEvent("somebody"));
    assert.equal(answer.principalId, "somebody");
    for (const path of ["GET/deals", "GET/deals/1", "PUT/deals/1", "GET/deals/"]) {
      assert.equal(verdict(answer, path), "allowed", path);
    }
  });
  it("covers the called row only where it is not kept", async () => {
    const answer = await ask("fresh", tokenEvent("somebody"));
    assert.equal(verdict(answer, "GET/deals"), "allowed");
    assert.equal(verdict(answer, "PUT/deals/1"), "implicitDeny");
  });
  it("covers a call whose ARN is too long for a policy", async () => {
    const path = `GET/deals/${"x".repeat(600)}`;
    assert.equal(verdict(await ask("fresh", tokenEvent("somebody", path)), path), "allowed");
  });
  it("refuses an identity source that comes twice where the answer is kept", async () => {
    const twice = [
      { multiValueHeaders: { "x-who": ["me", "you"] } },
      { multiValueHeaders: { "x-who": ["me"], "X-Who": ["you"] } },
      { multiValueQueryStringParameters: { when: ["now", "then"] } },
    ];
    for (const change of twice) {
      await assert.rejects(ask("parts", { ...requestEvent, ...change }), /^Error: Unauthorized$/);
    }
    await ask("parts", { ...requestEvent, multiValueHeaders: { Cookie: ["a", "b"] } });
    await ask("whole", { ...requestEvent, ...twice[0] });
  });
  it("narrows to the rows of allow", async () => {
    const answer = await ask("kept", tokenEvent("one"));
    assert.equal(verdict(answer, "GET/deals/1"), "allowed");
    for (const path of ["GET/deals", "PUT/deals/1", "GET/deals/1/items"]) {
      assert.notEqual(verdict(answer, path), "allowed", path);
    }
  });
  for (const token of ["deny", "none"]) {
    it(`refuses everything for ${token}`, async () => {
      const answer = await ask("kept", tokenEvent(token));
      assert.equal(verdict(answer, "GET/deals"), "explicitDeny");
      assert.equal(verdict(answer, "PUT/deals/1"), "explicitDeny");
    });
  }

  const thrown: [string, RegExp][] = [
    ["unauthorized", /^Unauthorized$/],
    [
      "stranger",
      /kept: allow names other, which is not behind this authorizer; expected some of getDeals/,
    ],
    ["wrong", /kept: the context value tier is refused by its schema/],
    ["object", /kept: the context value tier is a list, expected text, a number or a boolean/],
    ["unknown", /kept: the context value more is not in the authorizer's context/],
    ["missing", /kept: the context value seats is missing/],
    ["nothing", /kept: the authorizer returned no \{ principal \}/],
  ];
  for (const [token, message] of thrown) {
    it(`throws for ${token}, without the value`, async () => {
      await assert.rejects(ask("kept", tokenEvent(token)), (error: Error) => {
        assert.match(error.message, message);
        assert.doesNotMatch(error.message, /bronze-secret/);
        return true;
      });
    });
  }
  it("writes context values as API Gateway takes them", async () => {
    assert.deepEqual((await ask("kept", tokenEvent("x"))).context, { tier: "gold", seats: 2 });
  });

  it("shows a kept token authorizer the token only", async () => {
    assert.deepEqual(JSON.parse((await ask("kept", tokenEvent("echo"))).principalId), {
      token: "echo",
    });
  });
  it("shows a kept request authorizer its identity sources only", async () => {
    assert.deepEqual(JSON.parse((await ask("parts", requestEvent)).principalId), {
      headers: { "X-Who": "me" },
      query: { when: "now" },
      stageVariables: {},
      context: { "identity.sourceIp": "1.2.3.4" },
    });
  });
  it("shows an uncached one the whole event, without the key's value", async () => {
    const { event } = JSON.parse((await ask("whole", requestEvent)).principalId);
    assert.equal(event.path, "/deals");
    assert.equal(event.headers.Cookie, "c");
    assert.deepEqual(
      [event.headers["x-api-key"], event.requestContext.identity.apiKey],
      [undefined, undefined],
    );
  });
});
