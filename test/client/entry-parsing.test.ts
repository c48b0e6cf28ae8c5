import assert from "node:assert/strict";
import { eventOf, type Loaded, type Project } from "../pulumi/bundle/project";
import { entryFunctions, entryProject } from "./entry-project";
import { silent } from "./silent-console";

const uuid = "b3b1c3a0-5f0e-4d53-9a43-0f4a9f1f0c11";
const good = {
  pathParameters: { id: uuid, word: "a%20b%2Fc" },
  headers: { "x-tenant": "acme" },
  queryStringParameters: { must: "x" },
};
const withQuery = (query: Record<string, string[]>) => ({
  ...good,
  queryStringParameters: {
    must: "x",
    ...Object.fromEntries(Object.entries(query).map(([k, v]) => [k, v.at(-1)])),
  },
  multiValueQueryStringParameters: { must: ["x"], ...query },
});

describe("the entry parses a request before the handler", () => {
  const out = silent();
  let project: Project;
  let all: Loaded, body: Loaded, plain: Loaded;
  before(async () => {
    project = entryProject();
    all = await project.load(entryFunctions, "getAll");
    body = await project.load(entryFunctions, "putBody");
    plain = await project.load(entryFunctions, "plainBody");
  });
  after(() => project.remove());

  const read = async (loaded: Loaded, event: Record<string, unknown>) => {
    const { statusCode, body: text } = await loaded.handler(eventOf(event));
    assert.equal(statusCode, 200, text);
    return JSON.parse(text ?? "");
  };

  describe("parameters", () => {
    it("takes a uuid in a path, and decodes the parameter without a schema", async () => {
      assert.deepEqual((await read(all, good)).params, { id: uuid, word: "a b/c" });
    });
    it("gives a default where nothing is sent", async () => {
      assert.equal((await read(all, good)).query.limit, 10);
    });
    it("coerces text to a number", async () => {
      const { query, types } = await read(all, withQuery({ limit: ["7"] }));
      assert.deepEqual([query.limit, types.query.limit], [7, "number"]);
    });
    it("transforms", async () => {
      assert.equal((await read(all, withQuery({ upper: ["abc"] }))).query.upper, "ABC");
    });
    it("gives a list where the schema takes one, also of a single value", async () => {
      assert.deepEqual((await read(all, withQuery({ tags: ["a"] }))).query.tags, ["a"]);
      assert.deepEqual((await read(all, withQuery({ tags: ["a", "b"] }))).query.tags, ["a", "b"]);
    });
    it("gives the last value where the schema takes one", async () => {
      assert.equal((await read(all, withQuery({ must: ["a", "b"] }))).query.must, "b");
    });
    it("reads headers in any case, under the schema's name", async () => {
      assert.deepEqual((await read(all, { ...good, headers: { "X-TENANT": "acme" } })).headers, {
        "X-Tenant": "acme",
      });
    });

    const refused: [string, Record<string, unknown>, string][] = [
      [
        "no uuid in the path",
        { ...good, pathParameters: { id: "7", word: "a" } },
        "Invalid request parameters: [id]",
      ],
      [
        "broken percent-encoding",
        { ...good, pathParameters: { id: uuid, word: "%E0%A4" } },
        "Invalid request parameters: [word]",
      ],
      ["what refine refuses", withQuery({ even: ["3"] }), "Invalid request parameters: [even]"],
      [
        "what coerce cannot read",
        withQuery({ limit: ["ten"] }),
        "Invalid request parameters: [limit]",
      ],
      [
        "a header too short",
        { ...good, headers: { "x-tenant": "a" } },
        "Invalid request parameters: [X-Tenant]",
      ],
      [
        "missing ones, headers first",
        { pathParameters: good.pathParameters },
        "Missing required request parameters: [X-Tenant, must]",
      ],
      [
        "a blank required one",
        { ...good, queryStringParameters: { must: "" } },
        "Missing required request parameters: [must]",
      ],
      [
        "missing before invalid",
        { pathParameters: { id: "7", word: "a" }, headers: { "x-tenant": "acme" } },
        "Missing required request parameters: [must]",
      ],
    ];
    for (const [fact, event, message] of refused) {
      it(`answers 400 to ${fact}`, async () => {
        const answer = await all.handler(eventOf(event));
        assert.equal(answer.statusCode, 400);
        assert.equal(answer.body, `{"message": ${JSON.stringify(message)}}`);
        assert.equal(answer.headers?.["x-amzn-ErrorType"], "BadRequestException");
      });
    }
    it("answers 400 to broken percent-encoding also where the schema takes anything", async () => {
      const { handler } = await project.load(entryFunctions, "anything");
      const answer = await handler(eventOf({ pathParameters: { id: "%E0%A4" } }));
      assert.equal(answer.statusCode, 400);
      assert.equal(answer.body, '{"message": "Invalid request parameters: [id]"}');
    });
    it("logs why, without the value", async () => {
      out.clear();
      await all.handler(eventOf(withQuery({ even: ["7777"] })));
      assert.match(out.text(), /"row":"getAll".*must be even/);
      assert.doesNotMatch(out.text(), /7777/);
    });
  });

  describe("the body", () => {
    it("is parsed: trimmed, with defaults and transforms", async () => {
      const { body: value, types } = await read(body, {
        body: '{"name":" a ","at":"2026-01-01T00:00:00Z"}',
      });
      assert.deepEqual(value, { name: "a", size: 4, at: "2026-01-01T00:00:00.000Z" });
      assert.equal(types.body.at, "Date");
    });
    it("may be base64", async () => {
      const text = Buffer.from('{"name":"ä"}').toString("base64");
      assert.equal((await read(body, { body: text, isBase64Encoded: true })).body.name, "ä");
    });
    for (const [fact, text] of [
      ["refused by refine", '{"name":"bad"}'],
      ["of the wrong type", '{"name":7}'],
      ["no JSON", "{"],
      ["absent", null],
      ["blank", ""],
      ["null", "null"],
    ] as const) {
      it(`answers 400 where it is ${fact}`, async () => {
        const answer = await body.handler(eventOf({ body: text }));
        assert.deepEqual(
          [answer.statusCode, answer.body],
          [400, '{"message": "Invalid request body"}'],
        );
      });
    }
  });

  describe("for a handler without implement", () => {
    it("puts what the schemas give under parsed, and as text in its place", async () => {
      const event = await read(plain, { body: '{"name":"a","more":1}' });
      assert.deepEqual(event.parsed, {
        params: {},
        query: { limit: 10 },
        headers: {},
        body: { name: "a", size: 4 },
      });
      assert.equal(event.body, '{"name":"a","size":4}');
      assert.equal(event.queryStringParameters.limit, "10");
    });
    it("keeps the bytes of a body that its schema leaves as it is", async () => {
      const text = '{ "name": "a",  "size": 5 }';
      assert.equal((await read(plain, { body: text })).body, text);
    });
    it("answers 400 as well", async () => {
      assert.equal((await plain.handler(eventOf({ body: "{}" }))).statusCode, 400);
    });
  });
});

describe("the entry of a handler whose result is no JSON", () => {
  silent();
  let project: Project;
  before(() => void (project = entryProject()));
  after(() => project.remove());

  const cases: [string, Record<string, string>, RegExp][] = [
    ["a BigInt", {}, /^unsendable: what the handler returned cannot be sent as JSON: .*BigInt\. /],
    [
      "a circle",
      { circle: "x" },
      /^unsendable: what the handler returned cannot be sent as JSON: .*circular structure to JSON\. Return /,
    ],
  ];
  for (const [fact, queryStringParameters, message] of cases) {
    it(`fails with the row's name for ${fact}`, async () => {
      const { handler } = await project.load(entryFunctions, "unsendable");
      await assert.rejects(handler(eventOf({ queryStringParameters })), { message });
    });
  }
});
