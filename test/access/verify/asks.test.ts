import assert from "node:assert/strict";
import fc from "fast-check";
import { readGraph } from "../../../src/graph/read/read-graph";
import { asksOf, type Ask } from "../../../src/access/verify/asks-of";
import { findingOf, verifiedLine } from "../../../src/access/verify/findings";
import { outcomeOf } from "../../../src/access/verify/outcome";
import { verifyJunit } from "../../../src/access/verify/to-junit";
import { createPace } from "../../../src/cli/verify/pace";
import { readVerifyArguments } from "../../../src/cli/verify/arguments";
import { smallGraph, type SmallRow } from "../../cli/start/small-graph";

const now = new Date("2026-01-01T00:00:00Z");
const options = { sourceIp: "127.0.0.1", allowWrites: false, now };

const rowOf = (index: number, verb: string, access: SmallRow["access"]): SmallRow => ({
  ...{ name: `row${index}`, verb, path: `/p${index}/{id}`, access, code: "" },
});
const rows = fc
  .array(
    fc.tuple(
      fc.constantFrom("GET", "POST", "PUT", "DELETE"),
      fc.constantFrom<SmallRow["access"]>("public", "apiKey", "iam"),
    ),
    { minLength: 1, maxLength: 6 },
  )
  .map((all) => all.map(([verb, access], index) => rowOf(index, verb, access)));

const nameOf = ({ access, caller }: Ask) => `${access.endpoint.label} ${caller.name}`;

describe("asksOf", () => {
  it("asks every row as every principal, each pair once", () => {
    fc.assert(
      fc.property(rows, (all) => {
        const definition = readGraph(smallGraph(all));
        const { asks } = asksOf(definition, options);
        assert.equal(new Set(asks.map(nameOf)).size, asks.length);
        const principals = [
          "nobody",
          "wrong key",
          "key:website",
          "unsigned",
          "wrong signature",
          ...definition.roles.map(({ name }) => `role:${name}`),
        ];
        assert.equal(asks.length, all.length * principals.length);
        for (const { verb, path } of all)
          for (const principal of principals)
            assert.ok(asks.some((one) => nameOf(one) === `${verb} ${path} ${principal}`));
      }),
      { numRuns: 30 },
    );
  });

  it("never runs code that changes data, unless that is allowed", () => {
    const all = ["POST", "DELETE", "GET"].map((verb, index) => rowOf(index, verb, "public"));
    const definition = readGraph(smallGraph(all));
    const careful = asksOf(definition, options).asks.filter(({ skip }) => skip === undefined);
    assert.ok(careful.every(({ request }) => request.verb === "GET"));
    const free = asksOf(definition, { ...options, allowWrites: true }).asks;
    assert.ok(free.every(({ skip }) => skip === undefined));
  });

  it("asks methods that change data with a body that validation refuses, where there is a model", () => {
    const definition = readGraph(smallGraph([rowOf(0, "POST", "public")]));
    const strict = {
      validateRequestBody: true,
      requestModels: { "application/json": "Order" },
    };
    const apis = definition.apis.map((api) => ({
      ...api,
      models: { Order: { type: "object", required: ["id"] } },
      resources: api.resources.map((resource) => ({
        ...resource,
        methods: Object.fromEntries(
          Object.entries(resource.methods).map(([verb, method]) => [
            verb,
            { ...method, ...strict },
          ]),
        ),
      })),
    }));
    const { asks } = asksOf({ ...definition, apis }, options);
    const sent = asks.filter(({ skip }) => skip === undefined);
    assert.notEqual(sent.length, 0);
    for (const { request } of sent)
      assert.deepEqual([request.verb, request.manner, request.body], ["POST", "refused", "[]"]);
  });

  it("skips what hangs on conditions where it is not known from where the calls come", () => {
    const policy = {
      Version: "2012-10-17",
      Statement: [
        {
          Effect: "Allow",
          Principal: "*",
          Action: "execute-api:Invoke",
          Resource: "*",
          Condition: { IpAddress: { "aws:SourceIp": "203.0.113.0/24" } },
        },
      ],
    };
    const graph = smallGraph([rowOf(0, "GET", "public")]).map((one) =>
      one.type.endsWith(":RestApi") ? { ...one, inputs: { ...one.inputs, policy } } : one,
    );
    const answers = (sourceIp?: string) =>
      asksOf(readGraph(graph), {
        ...{ allowWrites: false, now },
        ...(sourceIp !== undefined && { sourceIp }),
      }).asks.map(({ expected }) => expected.answer);
    assert.deepEqual(new Set(answers()), new Set(["unsure"]));
    assert.deepEqual(new Set(answers("203.0.113.9")), new Set(["allowed"]));
    assert.deepEqual(new Set(answers("127.0.0.1")), new Set(["refused"]));
  });
});

describe("outcomeOf", () => {
  const api = { "x-amz-apigw-id": "a=" };
  const rows: [string, number, Record<string, string>, ReturnType<typeof outcomeOf>][] = [
    ["an answer of the endpoint", 200, api, "allowed"],
    ["a 403 of the endpoint's own", 403, api, "allowed"],
    ["a 400 of validation", 400, { ...api, "x-amzn-errortype": "BadRequestException" }, "allowed"],
    [
      "a function that fails",
      502,
      { ...api, "x-amzn-errortype": "InternalServerErrorException" },
      "allowed",
    ],
    ["no key", 403, { ...api, "x-amzn-errortype": "ForbiddenException" }, "refused"],
    [
      "a customised refusal",
      404,
      { ...api, "x-amzn-errortype": "AccessDeniedException" },
      "refused",
    ],
    [
      "a type with a namespace",
      401,
      { ...api, "x-amzn-errortype": "UnauthorizedException:http://x" },
      "refused",
    ],
    [
      "an authorizer that fails",
      500,
      { ...api, "x-amzn-errortype": "AuthorizerConfigurationException" },
      "refused",
    ],
    ["something in front of the API", 403, { server: "CloudFront" }, "refused"],
    ["a limit", 429, { ...api, "x-amzn-errortype": "TooManyRequestsException" }, "limited"],
  ];
  for (const [title, status, headers, outcome] of rows)
    it(`takes ${title} as ${outcome}`, () => {
      assert.equal(outcomeOf({ status, headers }), outcome);
    });
});

describe("the result", () => {
  const [ask] = asksOf(readGraph(smallGraph([rowOf(0, "GET", "apiKey")])), options).asks;
  const verified = {
    target: "https://x",
    left: [],
    unread: [],
    findings: [
      findingOf({ ask: ask!, answer: { status: 200, headers: {} } }),
      findingOf({ ask: ask!, answer: { status: 429, headers: {} } }),
      findingOf({ ask: ask!, skipped: 'a "reason" & <more>' }),
      findingOf({ ask: ask!, failed: "ECONNREFUSED" }),
    ],
  };

  it("counts what differs apart from limits, failures and what was skipped", () => {
    assert.equal(
      verifiedLine(verified),
      "3 asked of https://x, 1 differs, 1 without an answer, 1 limited (429), 1 skipped.",
    );
  });

  it("escapes what stands in XML", () => {
    const xml = verifyJunit(verified);
    assert.match(xml, /<skipped message="a &quot;reason&quot; &amp; &lt;more&gt;"\/>/);
    assert.match(xml, /tests="4" failures="1" errors="1" skipped="2"/);
  });
});

describe("createPace", () => {
  it("begins at most so many requests a second", async () => {
    let time = 0;
    const clock = {
      now: () => time,
      wait: async (milliseconds: number) => void (time += milliseconds),
    };
    const turn = createPace(10, clock);
    const starts: number[] = [];
    for (let request = 0; request < 30; request += 1) {
      await turn();
      starts.push(time);
    }
    assert.equal(starts.at(-1), 2_900);
  });
});

describe("readVerifyArguments", () => {
  const wrong: [string[], RegExp][] = [
    [["--rate", "0"], /--rate/],
    [["--url", "ftp://x"], /--url/],
    [["--url", "nowhere"], /--url/],
    [["--stack", "a b"], /--stack/],
    [["--what"], /--what/],
  ];
  for (const [words, message] of wrong)
    it(`refuses ${words.join(" ")}`, () => {
      assert.match(String(readVerifyArguments(words)), message);
    });

  it("reads addresses of several APIs", () => {
    const args = readVerifyArguments(["--url", "shop/dev=https://a/dev/", "--url", "https://b/x"]);
    assert.deepEqual(typeof args === "string" ? args : args.urls, [
      { api: "shop/dev", url: "https://a/dev" },
      { url: "https://b/x" },
    ]);
  });
});
