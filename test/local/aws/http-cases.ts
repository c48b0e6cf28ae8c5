import assert from "node:assert/strict";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { request as httpRequest, type IncomingMessage } from "node:http";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { Sha256 } from "@aws-crypto/sha256-js";
import * as cognito from "@aws-sdk/client-cognito-identity-provider";
import { SignatureV4 } from "@smithy/signature-v4";
import type { Deployed } from "../../../src/graph/deployed";
import { ids } from "./definition";
import { pageVisitor } from "./hosted/page-visitor";
import { later, runPort, type RunningPort } from "./run-port";

/** One request of a case; `{{0.code}}` in it is what the answer before gave. */
interface Sent {
  /** @default "POST" where there is a body, else "GET" */
  method?: string;
  path?: string;
  headers?: Record<string, string>;
  /** Of AWS JSON: `AWSCognitoIdentityService.GetId`. */
  target?: string;
  json?: unknown;
  form?: Record<string, string> | string;
  /** A body as it is; `hex:` before bytes. */
  body?: string;
  /** HTTP Basic: client and secret. */
  basic?: [string, string];
  /** The service in whose name an admin signs. */
  signed?: string;
  /** Signs jane in on the page that this query asks for: the answer is what the page sends back. */
  signIn?: string;
  afterSeconds?: number;
}

interface Answer {
  status: number;
  code?: string;
  message?: string;
  /** Where the browser is sent. */
  location?: string;
}

interface HttpCase {
  it: string;
  source: string;
  unsure?: boolean;
  before?: Sent[];
  send: Sent;
  answer: Answer;
}

/** Who may sign in: `jane@example.com`, `Correct-horse1`. */
const jane = { Username: "jane@example.com", Password: "Correct-horse1" };

/** Runs a file of `test/cases/aws` against a port of its own. */
export function runHttpCases(name: string, graph: () => Deployed): void {
  const file = join(__dirname, "../../cases/aws", name);
  const table = JSON.parse(readFileSync(file, "utf8")) as { describe: string; cases: HttpCase[] };
  describe(table.describe, () => {
    let port: RunningPort;
    before(async () => {
      port = await runPort(graph());
      const client = new cognito.CognitoIdentityProviderClient(
        port.client(port.credentials.admin()),
      );
      const user = { UserPoolId: ids.pool, Username: jane.Username };
      const UserAttributes = [{ Name: "email_verified", Value: "true" }];
      const MessageAction = "SUPPRESS";
      await client.send(
        new cognito.AdminCreateUserCommand({ ...user, UserAttributes, MessageAction }),
      );
      const { Password } = jane;
      await client.send(
        new cognito.AdminSetUserPasswordCommand({ ...user, Password, Permanent: true }),
      );
    });
    after(() => port.close());

    for (const one of table.cases) {
      it(one.it, async () => {
        assert.ok(one.source);
        const answers: unknown[] = [];
        for (const earlier of one.before ?? []) {
          const { seen, values } = await send(port, earlier, answers);
          assert.ok(seen.status < 400, JSON.stringify(seen));
          answers.push(values);
        }
        const { seen } = await send(port, one.send, answers);
        const expected = Object.keys(one.answer) as (keyof Answer)[];
        const shown = expected.map((key) => {
          const value = seen[key];
          return [key, typeof value === "string" ? value.replace(port.url, "{{port}}") : value];
        });
        assert.deepEqual(Object.fromEntries(shown), one.answer);
      });
    }
  });
}

async function send(
  port: RunningPort,
  given: Sent,
  answers: readonly unknown[],
): Promise<{ seen: Answer; values: unknown }> {
  const one = JSON.parse(
    JSON.stringify(given).replace(/\{\{([\w.]+)\}\}/g, (_whole, path: string) => {
      const value = path
        .split(".")
        .reduce<unknown>((at, key) => (at as Record<string, unknown>)[key], answers);
      return JSON.stringify(String(value)).slice(1, -1);
    }),
  ) as Sent;
  if (one.signIn !== undefined) return signIn(port, one.signIn);
  const work = async () => {
    const { path, method, headers, body } = await requestOf(port, one);
    // Not `fetch`, which sends no other Host, and follows redirects.
    const request = httpRequest(`${port.url}${path}`, { method, headers });
    request.end(body);
    const [response] = (await once(request, "response")) as [IncomingMessage];
    return answerOf(response, await text(response));
  };
  return one.afterSeconds === undefined ? work() : later(one.afterSeconds * 1000, work);
}

async function requestOf(
  port: RunningPort,
  one: Sent,
): Promise<{
  path: string;
  method: string;
  headers: Record<string, string>;
  body: string | Buffer | undefined;
}> {
  const { path = "/", json, form } = one;
  const written =
    one.body ??
    (json !== undefined
      ? JSON.stringify(json)
      : form === undefined
        ? undefined
        : new URLSearchParams(form).toString());
  const hex = written?.startsWith("hex:") === true;
  const body = hex ? Buffer.from(written.slice(4), "hex") : written;
  const method = one.method ?? (body === undefined ? "GET" : "POST");
  const headers: Record<string, string> = {
    host: new URL(port.url).host,
    ...(form !== undefined && { "content-type": "application/x-www-form-urlencoded" }),
    ...(one.target !== undefined && {
      "content-type": "application/x-amz-json-1.1",
      "x-amz-target": one.target,
    }),
    ...(one.basic && {
      authorization: `Basic ${Buffer.from(one.basic.join(":")).toString("base64")}`,
    }),
    ...one.headers,
  };
  if (one.signed === undefined) return { path, method, headers, body };
  const signer = new SignatureV4({
    credentials: port.credentials.admin(),
    region: ids.region,
    service: one.signed,
    sha256: Sha256,
    uriEscapePath: true,
  });
  const { hostname } = new URL(port.url);
  const [plain = "", search = ""] = path.split("?");
  const query = Object.fromEntries(new URLSearchParams(search));
  const unsigned = { method, protocol: "http:", hostname, path: plain, query, headers, body };
  return { path, method, headers: (await signer.sign(unsigned)).headers, body };
}

function answerOf(
  { statusCode: status = 0, headers }: IncomingMessage,
  text: string,
): { seen: Answer; values: unknown } {
  const { location } = headers;
  const tag = (name: string) => new RegExp(`<${name}>([^<]*)</${name}>`).exec(text)?.[1];
  if (text.startsWith("<")) {
    const unescaped = (tag("Message") ?? "").replace(/&quot;/g, '"').replace(/&amp;/g, "&");
    const seen = { status, code: tag("Code") ?? "", message: unescaped };
    return { seen: { ...seen, ...(location && { location }) }, values: {} };
  }
  const body = (text.startsWith("{") ? JSON.parse(text) : {}) as Record<string, unknown>;
  const code = body["__type"] ?? body["error"] ?? headers["x-amzn-errortype"];
  const message = body["message"] ?? body["error_description"];
  const seen: Answer = {
    status,
    ...(typeof code === "string" && { code }),
    ...(typeof message === "string" && { message }),
    ...(location !== undefined && { location }),
  };
  return { seen, values: { ...body, ...(location !== undefined && parametersOf(location)) } };
}

function parametersOf(location: string): Record<string, string> {
  const { search, hash } = new URL(location, "http://localhost");
  return {
    ...Object.fromEntries(new URLSearchParams(search)),
    ...Object.fromEntries(new URLSearchParams(hash.slice(1))),
  };
}

async function signIn(port: RunningPort, query: string): Promise<{ seen: Answer; values: object }> {
  const visitor = pageVisitor(port.url);
  const login = await visitor.get(`/login?${query}`);
  const typed = { username: jane.Username, password: jane.Password };
  const { status, location } = await visitor.submit(login, typed);
  assert.match(location, /[?#&](code|access_token)=/);
  const cookie = [...visitor.cookies].map(([name, value]) => `${name}=${value}`).join("; ");
  return { seen: { status, location }, values: { ...parametersOf(location), cookie } };
}
