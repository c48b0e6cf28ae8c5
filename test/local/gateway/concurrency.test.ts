import assert from "node:assert/strict";
import { createGateway, type Gateway, type GatewayRequest } from "../../../src/local/gateway";
import type { Functions, Store } from "../../../src/local/start/services";
import { expandGraph, type ShortGraph } from "./expand-graph";
import { fakeCredentials, fakeFunctions, fakeLog, fakeStore, fakeTokens } from "./fake-parts";

const allow = {
  principalId: "me",
  policyDocument: { Statement: { Effect: "Allow", Action: "*", Resource: "*" } },
};
const key = "a-key-of-twenty-characters";

function make(short: ShortGraph, parts: { functions?: Functions; store?: Store } = {}): Gateway {
  const gateway = createGateway({
    credentials: fakeCredentials({}),
    tokens: fakeTokens({}),
    functions: parts.functions ?? fakeFunctions(short.functions ?? {}),
    store: parts.store ?? fakeStore(),
    log: fakeLog(),
  });
  gateway.load(expandGraph(short));
  return gateway;
}

function get(target: string, headers: Record<string, string> = {}): GatewayRequest {
  return {
    method: "GET",
    target,
    rawHeaders: ["Host", "localhost", ...Object.entries(headers).flat()],
    body: Buffer.alloc(0),
    sourceIp: "127.0.0.1",
    protocol: "HTTP/1.1",
  };
}

describe("createGateway under many requests at once", () => {
  it("asks an authorizer once when fifty requests with a new token arrive", async () => {
    const short: ShortGraph = {
      api: {
        authorizers: [{ name: "a", functionArn: "au" }],
        routes: { "GET /x": { authorizationType: "CUSTOM", authorizerId: "a" } },
      },
      functions: { au: { returns: allow } },
    };
    const functions = fakeFunctions(short.functions!);
    const gateway = make(short, { functions });
    const answers = await Promise.all(
      Array.from({ length: 50 }, () => gateway.answer(get("/dev/x", { Authorization: "t" }))),
    );
    assert.ok(answers.every(({ status }) => status === 200));
    const asked = functions.invocations.filter(({ functionArn }) => functionArn.endsWith(":au"));
    assert.equal(asked.length, 1);
  });

  const quota: ShortGraph = {
    api: { routes: { "GET /x": { apiKeyRequired: true } } },
    keys: [{ value: key }],
    plans: [{ quota: { limit: 10, offset: 0, period: "MONTH" } }],
  };

  it("lets exactly as many through as the quota has", async () => {
    const gateway = make(quota);
    const answers = await Promise.all(
      Array.from({ length: 30 }, () => gateway.answer(get("/dev/x", { "x-api-key": key }))),
    );
    assert.equal(answers.filter(({ status }) => status === 200).length, 10);
    assert.equal(answers.filter(({ status }) => status === 429).length, 20);
  });

  it("has the count on disk before the answer goes out", async () => {
    const tables = new Map<string, Map<string, unknown>>();
    const gateway = make(quota, { store: fakeStore(tables) });
    for (let index = 0; index < 10; index++) {
      await gateway.answer(get("/dev/x", { "x-api-key": key }));
      const record = tables.get("quota")!.get("plan1/key1") as { used: number };
      assert.equal(record.used, index + 1);
    }
    const restarted = make(quota, { store: fakeStore(tables) });
    const { status } = await restarted.answer(get("/dev/x", { "x-api-key": key }));
    assert.equal(status, 429);
  });

  it("judges a request by the graph it began with", async () => {
    let release = (): void => undefined;
    const waiting = new Promise<void>((resolve) => (release = resolve));
    const short: ShortGraph = {
      api: { routes: { "GET /x": { integration: "f" } } },
      functions: { f: { returns: { body: "old" } } },
    };
    const inner = fakeFunctions(short.functions!);
    const functions: Functions = {
      ...inner,
      invoke: async (invocation) => {
        await waiting;
        return inner.invoke(invocation);
      },
    };
    const gateway = make(short, { functions });
    const underWay = gateway.answer(get("/dev/x"));
    gateway.load(expandGraph({ api: { routes: { "GET /y": {} } } }));
    release();
    assert.equal((await underWay).status, 200);
    assert.equal((await gateway.answer(get("/dev/x"))).status, 403);
  });

  it("keeps token buckets over a new graph", async () => {
    const short: ShortGraph = {
      ...quota,
      plans: [{ throttle: { rateLimit: 0.001, burstLimit: 1 } }],
    };
    const gateway = make(short);
    assert.equal((await gateway.answer(get("/dev/x", { "x-api-key": key }))).status, 200);
    gateway.load(expandGraph(short));
    assert.equal((await gateway.answer(get("/dev/x", { "x-api-key": key }))).status, 429);
  });

  it("answers 500 and tells the log when a part of it fails", async () => {
    const inner = fakeFunctions({});
    const gateway = make(
      { api: { routes: { "GET /x": {} } } },
      { functions: { ...inner, invoke: () => Promise.reject(new Error("broken")) } },
    );
    const answer = await gateway.answer(get("/dev/x"));
    assert.equal(answer.status, 500);
    assert.equal(answer.body.toString(), '{"message": "Internal server error"}');
  });

  it("answers 500 when the count cannot be written", async () => {
    const store = fakeStore();
    const broken: Store = {
      ...store,
      table: <Value>(name: string) => ({
        ...store.table<Value>(name),
        put: () => Promise.reject(new Error("disk full")),
      }),
    };
    const gateway = make(quota, { store: broken });
    assert.equal((await gateway.answer(get("/dev/x", { "x-api-key": key }))).status, 500);
  });

  it("answers 503 before a graph is loaded", async () => {
    const gateway = createGateway({
      credentials: fakeCredentials({}),
      tokens: fakeTokens({}),
      functions: fakeFunctions({}),
      store: fakeStore(),
      log: fakeLog(),
    });
    assert.equal((await gateway.answer(get("/dev/x"))).status, 503);
  });
});
