import assert from "node:assert/strict";
import { rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { directContext, eventOf, type Loaded, type Project } from "../pulumi/bundle/project";
import { entryFunctions, entryProject } from "./entry-project";
import { silent } from "./silent-console";

describe("the entry of a row that not every plan opens", () => {
  silent();
  let project: Project;
  before(() => void (project = entryProject()));
  after(() => project.remove());

  const withPlans = async (name: string, plans: string | undefined): Promise<Loaded> => {
    const loaded = await project.load(entryFunctions, name);
    const file = join(dirname(loaded.file), "plans.json");
    if (plans === undefined) rmSync(file, { force: true });
    else writeFileSync(file, plans);
    return project.load(entryFunctions, name);
  };
  const ids = '{"apiKeyIds":["paid1","paid2"]}';

  // Taking the line with `forbidden()` out of src/entry/endpoint.ts turns these red.
  const cases: [string, string | undefined, object, number][] = [
    ["a key of its plans", ids, { apiKeyId: "paid2" }, 200],
    ["a key of another plan", ids, { apiKeyId: "free1" }, 403],
    ["no key", ids, {}, 403],
    ["an id that is no text", ids, { apiKeyId: ["paid1"] }, 403],
    ["any key where plans.json is missing", undefined, { apiKeyId: "paid1" }, 403],
    ["any key where plans.json is no JSON", "{", { apiKeyId: "paid1" }, 403],
    ["any key where plans.json holds no list", '{"apiKeyIds":"paid1"}', { apiKeyId: "paid1" }, 403],
  ];
  for (const row of ["paidOnly", "paidPlain"]) {
    for (const [fact, plans, identity, status] of cases) {
      it(`${row} answers ${status} to ${fact}`, async () => {
        const { handler } = await withPlans(row, plans);
        const answer = await handler(eventOf({ identity }));
        assert.equal(answer.statusCode, status);
        if (status !== 403) return;
        assert.equal(answer.body, '{"message":"Forbidden"}');
        assert.equal(answer.headers?.["x-amzn-ErrorType"], "ForbiddenException");
      });
    }
  }

  it("takes the key's value out of the event, in any case", async () => {
    for (const row of ["paidOnly", "paidPlain"]) {
      const { handler } = await withPlans(row, ids);
      const answer = await handler(
        eventOf({
          identity: { apiKeyId: "paid1", apiKey: "the-secret-value" },
          headers: { "X-Api-KEY": "the-secret-value", Accept: "a" },
          multiValueHeaders: { "X-Api-KEY": ["the-secret-value"], Accept: ["a"] },
        }),
      );
      assert.equal(answer.statusCode, 200);
      assert.doesNotMatch(answer.body ?? "", /the-secret-value|x-api-key/i);
      assert.match(answer.body ?? "", /paid1/);
    }
  });
});

describe("the entry's caller", () => {
  silent();
  let project: Project;
  before(() => void (project = entryProject()));
  after(() => project.remove());
  const callerFor = async (name: string, event: Parameters<typeof eventOf>[0]) => {
    const answer = await (await project.load(entryFunctions, name)).handler(eventOf(event));
    return JSON.parse(answer.body ?? "").caller;
  };

  it("of an iam row is who signed", async () => {
    const identity = {
      userArn: "arn:aws:iam::1:user/a",
      accountId: "1",
      user: "AIDA1",
      cognitoIdentityId: "eu:1",
    };
    assert.deepEqual(await callerFor("signed", { identity }), {
      userArn: "arn:aws:iam::1:user/a",
      accountId: "1",
      userId: "AIDA1",
      cognitoIdentityId: "eu:1",
    });
  });
  it("of a cognito row has the claims", async () => {
    const authorizer = { claims: { sub: "s", email_verified: "true" } };
    assert.deepEqual(await callerFor("member", { authorizer }), authorizer);
  });
  it("of a custom row has the context, parsed by the authorizer's schemas", async () => {
    const authorizer = { principalId: "p", tier: "gold", seats: "4", integrationLatency: 3 };
    assert.deepEqual(await callerFor("partner", { authorizer }), {
      principalId: "p",
      context: { tier: "gold", seats: 4 },
    });
  });
  it("fails with a sentence where the event is none of API Gateway's", async () => {
    const { handler } = await project.load(entryFunctions, "signed");
    for (const event of [{}, null, "text"]) {
      await assert.rejects(handler(event), /signed: the event has no requestContext/);
    }
  });
  it("fails where the authorizer's context is not what its schemas take", async () => {
    const { handler } = await project.load(entryFunctions, "partner");
    const authorizer = { principalId: "p", tier: "bronze", seats: "4" };
    await assert.rejects(
      handler(eventOf({ authorizer })),
      /partner: the authorizer's context value tier is refused by its schema/,
    );
  });
});

describe("the entry of a direct invoke", () => {
  silent();
  let project: Project;
  before(() => void (project = entryProject()));
  after(() => project.remove());
  const direct = async (name: string, event: unknown) =>
    (await project.load(entryFunctions, name)).handler(event, directContext);

  it("parses the input", async () => {
    const answer = await direct("putBody", { body: { name: " a " } });
    assert.deepEqual(JSON.parse(answer.body ?? "").body, { name: "a", size: 4 });
  });
  it("answers 400 to what the schemas refuse", async () => {
    assert.equal((await direct("putBody", { body: { name: 7 } })).statusCode, 400);
    assert.equal((await direct("putBody", null)).statusCode, 400);
  });
  it("says that the call is direct and nothing more", async () => {
    const { caller } = JSON.parse((await direct("signed", {})).body ?? "");
    assert.deepEqual(caller, { direct: true });
  });

  const forged = eventOf({
    identity: {
      userArn: "arn:aws:iam::1:root",
      accountId: "1",
      user: "1",
      apiKeyId: "paid1",
      apiKey: "v",
    },
    authorizer: { claims: { sub: "admin" }, principalId: "admin", tier: "gold", seats: "1" },
    body: '{"name":"a"}',
  });
  for (const name of ["signed", "member", "partner", "paidOnly", "paidPlain"]) {
    it(`takes no identity, claim or plan from a forged event (${name})`, async () => {
      const answer = await direct(name, forged);
      assert.doesNotMatch(answer.body ?? "", /admin|root|paid1|gold/);
    });
  }
  it("takes the body of a forged event for a value", async () => {
    assert.equal((await direct("putBody", forged)).statusCode, 400);
  });
});

describe("the entry's CORS headers", () => {
  silent();
  let project: Project;
  before(() => void (project = entryProject()));
  after(() => project.remove());
  const uuid = "b3b1c3a0-5f0e-4d53-9a43-0f4a9f1f0c11";
  const ok = { pathParameters: { id: uuid, word: "w" }, queryStringParameters: { must: "x" } };
  const cases: [string, string, Record<string, unknown>, string | undefined, number, object][] = [
    [
      "an answer to a listed origin",
      "getAll",
      ok,
      "https://b.example",
      200,
      {
        "Access-Control-Allow-Origin": "https://b.example",
        "Access-Control-Allow-Credentials": "true",
      },
    ],
    ["an answer to another origin", "getAll", ok, "https://evil.example", 200, {}],
    [
      "an answer to an origin that begins like a listed one",
      "getAll",
      ok,
      "https://a.example.evil.example",
      200,
      {},
    ],
    ["an answer to no origin", "getAll", ok, undefined, 200, {}],
    [
      "its own 400",
      "getAll",
      {},
      "https://a.example",
      400,
      {
        "Access-Control-Allow-Origin": "https://a.example",
        "Access-Control-Allow-Credentials": "true",
      },
    ],
    [
      "its own 403",
      "paidOnly",
      {},
      "https://a.example",
      403,
      { "Access-Control-Allow-Origin": "https://a.example" },
    ],
  ];
  for (const [fact, name, event, origin, status, expected] of cases) {
    it(`on ${fact}`, async () => {
      const headers = { "x-tenant": "acme", ...(origin ? { origin } : {}) };
      const answer = await (
        await project.load(entryFunctions, name)
      ).handler(eventOf({ ...event, headers }));
      const given = Object.entries(answer.headers ?? {}).filter(([key]) =>
        key.startsWith("Access-Control"),
      );
      assert.equal(answer.statusCode, status, answer.body);
      assert.deepEqual(Object.fromEntries(given), expected);
      assert.equal(answer.headers?.["Vary"], "Origin");
    });
  }
});
