import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import aws4 from "aws4";
import {
  createGateway,
  type GatewayOptions,
  type GatewayResponse,
} from "../../../src/local/gateway";
import type { TokenVerdict } from "../../../src/local/start/services";
import { expandGraph, type ShortGraph } from "./expand-graph";
import {
  fakeCredentials,
  fakeFunctions,
  fakeLog,
  fakeStore,
  fakeTokens,
  type ShortCredential,
} from "./fake-parts";

/** How a request of a case is signed. */
interface Signing {
  accessKeyId: string;
  secretAccessKey?: string;
  sessionToken?: string;
  region?: string;
  service?: string;
  presigned?: boolean;
  /**
   * How long a presigned address holds.
   * @default 60
   */
  expiresSeconds?: number;
  /** How long ago it was signed; negative: by a clock that is ahead. */
  ageSeconds?: number;
  /** Changed after the signature was made; of the Authorization header: a text and what stands in its place. */
  tamper?: {
    target?: string;
    body?: string;
    signature?: string;
    authorization?: [string, string];
    headers?: Record<string, string>;
  };
}

interface ShortRequest {
  method?: string;
  target: string;
  host?: string;
  /** By name, or a list of pairs. */
  headers?: Record<string, string> | [string, string][];
  body?: string;
  bodyBase64?: string;
  bodyBytes?: number;
  /** Seconds that pass before this request. */
  after?: number;
  sign?: Signing;
}

interface Expected {
  status?: number;
  body?: string;
  bodyIncludes?: string;
  bodyBase64?: string;
  /** By lower-case name; null: must be absent; several values joined with ", ". */
  headers?: Record<string, string | null>;
  /** As the names are spelled on the wire. */
  spelled?: string[];
  /** All names, as they are spelled on the wire; Date, Content-Length and Connection are the server's. */
  only?: string[];
  responseType?: string;
  because?: string;
  /** Parts of the event that the function was given, by path. */
  event?: Record<string, unknown>;
  /** The exact keys of an object of the event, by path. */
  keys?: Record<string, string[]>;
  invocations?: number;
}

interface Case {
  name: string;
  source: string;
  /** AWS's answer is not known; the stricter one is asserted. */
  unsure?: boolean;
  /** Added to the file's graph. */
  graph?: ShortGraph;
  credentials?: Record<string, ShortCredential>;
  tokens?: Record<string, TokenVerdict>;
  account?: GatewayOptions["accountThrottle"];
  allowSourceVpce?: boolean;
  request?: ShortRequest;
  expect?: Expected;
  /** Several requests to one gateway. */
  steps?: { request: ShortRequest; expect: Expected }[];
}

interface CaseFile {
  describe: string;
  /** Milliseconds since 1970 at which the cases begin. */
  now?: number;
  graph: ShortGraph;
  credentials?: Record<string, ShortCredential>;
  tokens?: Record<string, TokenVerdict>;
  cases: Case[];
}

const start = Date.UTC(2026, 10, 24, 12, 0, 0);

/** A graph of a case file with what one case adds. */
export function mergeGraphs(base: ShortGraph, more: ShortGraph = {}): ShortGraph {
  return {
    ...base,
    ...more,
    api: { ...base.api, ...more.api, routes: { ...base.api?.routes, ...more.api?.routes } },
    functions: { ...base.functions, ...more.functions },
  };
}

/** Runs one file of `test/cases/gateway`. */
export function runCases(file: string): void {
  const path = join(__dirname, "../..", "cases", "gateway", file);
  const cases = JSON.parse(readFileSync(path, "utf8")) as CaseFile;
  describe(cases.describe, () => {
    const realNow = Date.now;
    afterEach(() => {
      Date.now = realNow;
    });
    for (const one of cases.cases) {
      it(`${one.name}${one.unsure ? " [unsure]" : ""}`, () => runCase(cases, one));
    }
  });
}

async function runCase(file: CaseFile, one: Case): Promise<void> {
  assert.ok(one.source, "a case says where its answer is from");
  let now = file.now ?? start;
  Date.now = () => now;
  const graph = mergeGraphs(file.graph, one.graph);
  const functions = fakeFunctions(graph.functions ?? {});
  const log = fakeLog();
  const gateway = createGateway({
    credentials: fakeCredentials({ ...file.credentials, ...one.credentials }),
    tokens: fakeTokens({ ...file.tokens, ...one.tokens }),
    functions,
    store: fakeStore(),
    log,
    allowSourceVpce: one.allowSourceVpce ?? false,
    ...(one.account ? { accountThrottle: one.account } : {}),
  });
  gateway.load(expandGraph(graph));
  const steps = one.steps ?? [{ request: one.request!, expect: one.expect! }];
  for (const [index, step] of steps.entries()) {
    now += (step.request.after ?? 0) * 1000;
    const response = await gateway.answer(toRequest(step.request, now));
    check(response, step.expect, `step ${index + 1}`);
    const decision = log.decisions.at(-1)!;
    if (step.expect.responseType !== undefined) {
      assert.equal(decision.responseType, step.expect.responseType);
    }
    if (step.expect.because !== undefined) {
      assert.ok(
        decision.because.join("\n").includes(step.expect.because),
        `because: ${decision.because.join("\n")}`,
      );
    }
    const event = JSON.parse(functions.invocations.at(-1)?.payload ?? "null") as unknown;
    for (const [at, value] of Object.entries(step.expect.event ?? {})) {
      assert.deepEqual(dig(event, at) ?? null, value, `event ${at}`);
    }
    for (const [at, keys] of Object.entries(step.expect.keys ?? {})) {
      assert.deepEqual(
        Object.keys(dig(event, at) as object).sort(),
        [...keys].sort(),
        `keys ${at}`,
      );
    }
    if (step.expect.invocations !== undefined) {
      assert.equal(functions.invocations.length, step.expect.invocations, "invocations");
    }
  }
  assert.deepEqual(log.problems, []);
}

function dig(value: unknown, path: string): unknown {
  return path
    .split(".")
    .filter((name) => name !== "")
    .reduce((at, name) => (at as Record<string, unknown> | null)?.[name], value);
}

function toRequest(
  short: ShortRequest,
  now: number,
): Parameters<ReturnType<typeof createGateway>["answer"]>[0] {
  const host = short.host ?? "127.0.0.1:4000";
  const method = short.method ?? "GET";
  const body = short.bodyBase64
    ? Buffer.from(short.bodyBase64, "base64")
    : short.bodyBytes
      ? Buffer.alloc(short.bodyBytes, "a")
      : Buffer.from(short.body ?? "");
  const pairs = Array.isArray(short.headers) ? short.headers : Object.entries(short.headers ?? {});
  const request = {
    method,
    target: short.target,
    rawHeaders: ["Host", host, ...pairs.flat()],
    body,
    sourceIp: "127.0.0.1",
    protocol: "HTTP/1.1",
  };
  if (!short.sign) return request;
  const { sign } = short;
  const signedAt = now - (sign.ageSeconds ?? 0) * 1000;
  const date = new Date(signedAt).toISOString().replace(/[-:]|\.\d{3}/g, "");
  const options = {
    host,
    path: short.target,
    method,
    service: sign.service ?? "execute-api",
    region: sign.region ?? "eu-central-1",
    headers: { ...Object.fromEntries(pairs), ...(sign.presigned ? {} : { "X-Amz-Date": date }) },
    ...(short.body || short.bodyBase64 ? { body: short.body ?? body } : {}),
    ...(sign.presigned ? { signQuery: true } : {}),
  };
  if (sign.presigned)
    options.path += `${options.path.includes("?") ? "&" : "?"}X-Amz-Date=${date}&X-Amz-Expires=${sign.expiresSeconds ?? 60}`;
  const signed = aws4.sign(options, {
    accessKeyId: sign.accessKeyId,
    secretAccessKey: sign.secretAccessKey ?? "secret",
    ...(sign.sessionToken ? { sessionToken: sign.sessionToken } : {}),
  });
  const headers = Object.entries(signed.headers as Record<string, string | number>).filter(
    ([name]) => name.toLowerCase() !== "host",
  );
  const { tamper } = sign;
  const changed = (name: string, value: string): string => {
    if (name !== "Authorization") return tamper?.headers?.[name] ?? value;
    const [from, to] = tamper?.authorization ?? ["", ""];
    const text = value.replace(from, to);
    return tamper?.signature === undefined
      ? text
      : text.replace(/Signature=.*/, `Signature=${tamper.signature}`);
  };
  return {
    ...request,
    target: sign.tamper?.target ?? signed.path ?? short.target,
    rawHeaders: [
      "Host",
      host,
      ...headers.flatMap(([name, value]) => [name, changed(name, String(value))]),
    ],
    body: sign.tamper?.body === undefined ? body : Buffer.from(sign.tamper.body),
  };
}

function check(response: GatewayResponse, expected: Expected, where: string): void {
  const text = response.body.toString("utf8");
  if (expected.status !== undefined)
    assert.equal(response.status, expected.status, `${where}: ${text}`);
  if (expected.body !== undefined) assert.equal(text, expected.body, where);
  if (expected.bodyIncludes !== undefined)
    assert.ok(text.includes(expected.bodyIncludes), `${where}: ${text}`);
  if (expected.bodyBase64 !== undefined) {
    assert.equal(Buffer.from(response.body).toString("base64"), expected.bodyBase64, where);
  }
  for (const [name, value] of Object.entries(expected.headers ?? {})) {
    const found = response.headers.flatMap((header, index) =>
      index % 2 === 0 && header.toLowerCase() === name ? [response.headers[index + 1]!] : [],
    );
    if (value === null) assert.deepEqual(found, [], `${where}: ${name} must be absent`);
    else assert.equal(found.join(", "), value, `${where}: ${name}`);
  }
  if (expected.only !== undefined) {
    const names = response.headers.filter((_name, index) => index % 2 === 0);
    assert.deepEqual(names.sort(), [...expected.only].sort(), where);
  }
  for (const name of expected.spelled ?? [])
    assert.ok(response.headers.includes(name), `${where}: ${name}`);
}
