import assert from "node:assert/strict";
import { readGraph } from "../../../src/graph/read/read-graph";
import { createGateway } from "../../../src/local/gateway";
import { createCredentials } from "../../../src/local/identities/create-credentials";
import type { DecisionRecord } from "../../../src/local/start/services";
import { createTokens } from "../../../src/local/tokens/create-tokens";
import { fakeFunctions, fakeLog, fakeStore } from "../../local/gateway/fake-parts";
import { foreignGraph } from "./foreign-graph";

const key = "a-key-that-is-long-enough";

/** The graph, with a function that takes other keys than the plan's; it answers for itself. */
const withRowsOwnCheck = foreignGraph.map((one) =>
  one.type === "aws:lambda/function:Function" && one.name === "list"
    ? {
        ...one,
        inputs: {
          ...one.inputs,
          code: { assets: { "plans.json": { text: '{"apiKeyIds":["key0000009"]}' } } },
        },
      }
    : one,
);

async function decisionOn(
  graph: typeof foreignGraph,
  target: string,
  headers: string[] = [],
): Promise<DecisionRecord> {
  const definition = readGraph(graph);
  const [store, log] = [fakeStore(), fakeLog()];
  const credentials = createCredentials({ store });
  const functions = fakeFunctions({ "small-dev-list": { returns: { statusCode: 403, body: "" } } });
  const tokens = createTokens({ store });
  const gateway = createGateway({ credentials, tokens, functions, store, log });
  await credentials.load(definition);
  gateway.load(definition);
  await gateway.answer({
    ...{ method: "GET", target, rawHeaders: ["Host", "127.0.0.1", ...headers] },
    ...{ body: Buffer.alloc(0), sourceIp: "127.0.0.1", protocol: "HTTP/1.1" },
  });
  return log.decisions.at(-1)!;
}

describe("recordDecision", () => {
  it("says what a refused call had passed, which check refused and what would have let it pass", async () => {
    const { allow, because, check, mend, responseType } = await decisionOn(
      foreignGraph,
      "/dev/reports",
    );
    assert.equal(allow, false);
    assert.equal(responseType, "MISSING_AUTHENTICATION_TOKEN");
    assert.equal(check, "credential");
    assert.deepEqual(because, [
      "routed to GET /reports",
      "the request carries no signature: neither an Authorization header nor X-Amz-Signature",
    ]);
    assert.match(mend!, /^sign it \(.*region eu-central-1\) as caller$/);
  });

  it("says so where the row's own check refuses a key of another plan", async () => {
    const record = await decisionOn(withRowsOwnCheck, "/dev/list", ["x-api-key", key]);
    assert.equal(record.allow, false);
    assert.equal(record.responseType, undefined);
    assert.match(
      record.because.at(-1)!,
      /this row does not accept the key website of the plan paid/,
    );
    assert.ok(record.mend);
  });

  it("leaves a function its own 403", async () => {
    const record = await decisionOn(foreignGraph, "/dev/list", ["x-api-key", key]);
    assert.equal(record.allow, true);
    assert.equal(record.mend, undefined);
  });

  it("shows the path as it was sent where no stage was found", async () => {
    const record = await decisionOn(foreignGraph, "/prod/list");
    assert.equal(record.path, "/prod/list");
    assert.equal(record.mend, "begin the path with /dev");
  });
});
