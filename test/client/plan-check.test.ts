import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { ProxyEvent } from "../../src/client/event";
import { createKeyLookup } from "../../src/entry/listed-keys";
import { planCheck } from "../../src/entry/plan-check";
import { silent } from "./silent-console";

const surroundings = { row: "getTrends", timeoutMilliseconds: () => 1_000 };
const event = (apiKeyId: unknown) =>
  ({ requestContext: { identity: { apiKeyId } } }) as unknown as ProxyEvent;

describe("planCheck", () => {
  const printed = silent();
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "plans-"));
    const plans = { apiKeyIds: ["static1"], parameterPaths: ["/keys/free", "/keys/paid"] };
    writeFileSync(join(folder, "plans.json"), JSON.stringify(plans));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  const lookUp = (known: Record<string, string[]>) => {
    const asked: string[] = [];
    return {
      asked,
      lookUp: async (path: string, id: string) => {
        asked.push(`${path}/${id}`);
        const ids = known[path];
        if (!ids) throw new Error("AccessDeniedException");
        return ids.includes(id);
      },
    };
  };

  const cases: [string, unknown, boolean, string[]][] = [
    ["a key of the archive, without asking", "static1", true, []],
    ["a key of the first tree", "free1", true, ["/keys/free/free1"]],
    ["a key of the second tree", "paid1", true, ["/keys/free/paid1", "/keys/paid/paid1"]],
    ["a key of no tree", "other1", false, ["/keys/free/other1", "/keys/paid/other1"]],
    ["an id that would name another parameter", "../x", false, []],
    ["no id", undefined, false, []],
  ];
  for (const [title, id, allowed, asked] of cases) {
    it(`${allowed ? "takes" : "refuses"} ${title}`, async () => {
      const tree = lookUp({ "/keys/free": ["free1"], "/keys/paid": ["paid1"] });
      const check = planCheck(folder, "getTrends", tree.lookUp);
      assert.equal(await check(event(id), surroundings), allowed);
      assert.deepEqual(tree.asked, asked);
    });
  }

  it("refuses where a tree cannot be read, says so, and asks the next one", async () => {
    const check = planCheck(folder, "getTrends", lookUp({ "/keys/paid": ["paid1"] }).lookUp);
    assert.equal(await check(event("free1"), surroundings), false);
    assert.equal(await check(event("paid1"), surroundings), true);
    assert.match(printed.text(), /\/keys\/free cannot be read.*AccessDeniedException/);
  });
});

describe("createKeyLookup", () => {
  let server: Server;
  let asked: string[];
  const answers: Record<string, [number, object]> = {
    "/keys/free/known": [200, { Parameter: {} }],
    "/keys/free/denied": [400, { __type: "AccessDeniedException" }],
  };
  const realNow = Date.now;
  const before = { ...process.env };
  beforeEach(async () => {
    asked = [];
    server = createServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on("data", (chunk: Buffer) => chunks.push(chunk));
      request.on("end", () => {
        const { Name } = JSON.parse(Buffer.concat(chunks).toString()) as { Name: string };
        asked.push(Name);
        assert.match(String(request.headers.authorization), /\/eu-central-1\/ssm\/aws4_request/);
        const notFound: [number, object] = [400, { __type: "com.x#ParameterNotFound" }];
        const [status, body] = answers[Name] ?? notFound;
        response.writeHead(status).end(JSON.stringify(body));
      });
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const { port } = server.address() as AddressInfo;
    Object.assign(process.env, {
      AWS_REGION: "eu-central-1",
      AWS_ACCESS_KEY_ID: "AKIDEXAMPLE",
      AWS_SECRET_ACCESS_KEY: "secret",
      GATEHOUSE_SSM_URL: `http://127.0.0.1:${port}`,
    });
  });
  afterEach(() => {
    Date.now = realNow;
    server.close();
    server.closeAllConnections();
    process.env = { ...before };
  });

  it("keeps what it was told for a minute, a refusal as well", async () => {
    let now = realNow();
    Date.now = () => now;
    const lookUp = createKeyLookup();
    const ask = (id: string) => lookUp("/keys/free", id, surroundings);
    assert.deepEqual(
      [await ask("known"), await ask("known"), await ask("other"), await ask("other")],
      [true, true, false, false],
    );
    assert.equal(asked.length, 2);
    now += 60_001;
    assert.equal(await ask("known"), true);
    assert.equal(asked.length, 3);
  });

  it("throws where it is told neither, and keeps nothing", async () => {
    const lookUp = createKeyLookup();
    for (const _ of [1, 2]) {
      await assert.rejects(lookUp("/keys/free", "denied", surroundings), /400 AccessDenied/);
    }
    assert.equal(asked.length, 2);
  });
});
