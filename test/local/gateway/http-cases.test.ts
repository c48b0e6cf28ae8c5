import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import * as http from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { createGateway, type GatewayResponse } from "../../../src/local/gateway";
import { expandGraph, type ShortApi, type ShortMethod } from "./expand-graph";
import { fakeCredentials, fakeFunctions, fakeLog, fakeStore, fakeTokens } from "./fake-parts";

type Headers = Record<string, string | null>;

interface Case {
  name: string;
  source: string;
  unsure?: boolean;
  route: string;
  /** `{origin}` in its address is the endpoint's. */
  integration: Exclude<ShortMethod["integration"], string | null | undefined>;
  binaryMediaTypes?: string[];
  stages?: ShortApi["stages"];
  request: {
    target: string;
    headers?: Record<string, string> | [string, string][];
    body?: string;
  };
  /** What the endpoint answers. */
  reply?: { status?: number; headers?: Record<string, string | string[]>; body?: string };
  /** What the endpoint was asked; `false`: nothing. */
  seen?:
    | false
    | {
        method?: string;
        url?: string;
        query?: Record<string, string[]>;
        headers?: Headers;
        body?: string;
      };
  expect?: { status?: number; body?: string; headers?: Headers; spelled?: string[] };
}

interface Seen {
  method: string;
  url: string;
  headers: http.IncomingHttpHeaders;
  body: string;
}

const file = join(__dirname, "../..", "cases", "gateway-http", "http-integration.json");
const { describe: title, cases } = JSON.parse(readFileSync(file, "utf8")) as {
  describe: string;
  cases: Case[];
};

describe(title, () => {
  let endpoint: http.Server;
  let origin: string;
  let seen: Seen | undefined;
  let reply: Case["reply"];

  before(async () => {
    endpoint = http.createServer((request, response) => {
      let body = "";
      request.on("data", (data: Buffer) => (body += data.toString()));
      request.on("end", () => {
        seen = { method: request.method!, url: request.url!, headers: request.headers, body };
        response.writeHead(reply?.status ?? 200, {
          "Content-Type": "application/json",
          Server: "me",
          "X-Own": "1",
          "Content-Length": (reply?.body ?? '{"a":1}').length,
          ...reply?.headers,
        });
        response.end(reply?.body ?? '{"a":1}');
      });
    });
    await new Promise<void>((resolve) => endpoint.listen(0, "127.0.0.1", resolve));
    origin = `http://127.0.0.1:${(endpoint.address() as AddressInfo).port}`;
  });
  after(() => {
    endpoint.closeAllConnections();
    endpoint.close();
  });

  async function call(one: Case): Promise<GatewayResponse> {
    seen = undefined;
    reply = one.reply;
    const { integration, request, binaryMediaTypes = [], stages } = one;
    const gateway = createGateway({
      credentials: fakeCredentials({}),
      tokens: fakeTokens({}),
      functions: fakeFunctions({}),
      store: fakeStore(),
      log: fakeLog(),
    });
    const uri = integration.uri?.replace("{origin}", origin) ?? origin;
    const routes = { [one.route]: { integration: { ...integration, uri } } };
    gateway.load(expandGraph({ api: { routes, binaryMediaTypes, ...(stages && { stages }) } }));
    const headers = Array.isArray(request.headers)
      ? request.headers
      : Object.entries(request.headers ?? {});
    return gateway.answer({
      method: one.route.split(" ")[0]!,
      target: request.target,
      rawHeaders: ["Host", "localhost", ...headers.flat()],
      body: Buffer.from(request.body ?? ""),
      sourceIp: "127.0.0.1",
      protocol: "HTTP/1.1",
    });
  }

  for (const one of cases) {
    it(`${one.name}${one.unsure ? " [unsure]" : ""}`, async () => {
      assert.ok(one.source, "a case says where its answer is from");
      const answer = await call(one);
      if (one.seen === false) assert.equal(seen, undefined, "the endpoint must not be asked");
      else if (one.seen) checkSeen(seen, one.seen);
      checkAnswer(answer, one.expect ?? {});
    });
  }
});

function checkSeen(
  seen: Seen | undefined,
  expected: Exclude<Case["seen"], false | undefined>,
): void {
  assert.ok(seen, "the endpoint was not asked");
  for (const name of ["method", "url", "body"] as const) {
    if (expected[name] !== undefined) assert.equal(seen[name], expected[name], name);
  }
  const { searchParams } = new URL(seen.url, "http://localhost");
  for (const [name, values] of Object.entries(expected.query ?? {})) {
    assert.deepEqual(searchParams.getAll(name), values, name);
  }
  for (const [name, value] of Object.entries(expected.headers ?? {})) {
    assert.equal(seen.headers[name] ?? null, value, name);
  }
}

function checkAnswer(answer: GatewayResponse, expected: Exclude<Case["expect"], undefined>): void {
  const text = answer.body.toString("utf8");
  if (expected.status !== undefined) assert.equal(answer.status, expected.status, text);
  if (expected.body !== undefined) assert.equal(text, expected.body);
  for (const [name, value] of Object.entries(expected.headers ?? {})) {
    const found = answer.headers.flatMap((header, index) =>
      index % 2 === 0 && header.toLowerCase() === name ? [answer.headers[index + 1]!] : [],
    );
    assert.equal(found.length === 0 ? null : found.join(", "), value, name);
  }
  for (const name of expected.spelled ?? []) assert.ok(answer.headers.includes(name), name);
}
