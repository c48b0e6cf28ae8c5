import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { sign } from "aws4";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { ApiError } from "../../src/client";
import { createCall } from "../../src/client/call";
import { createInvoke } from "../../src/client/invoke";

interface Seen {
  method: string;
  url: string;
  headers: IncomingMessage["headers"];
  body: string;
}
type Answer = (seen: Seen, response: ServerResponse) => void;

const keys = {
  accessKeyId: "ASIAEXAMPLE",
  secretAccessKey: "the-secret",
  sessionToken: "the-session",
};
const environment = {
  AWS_REGION: "eu-central-1",
  AWS_ACCESS_KEY_ID: "AKIAOTHER",
  AWS_SECRET_ACCESS_KEY: "other",
  GATEHOUSE_ACCESS_KEY_ID: keys.accessKeyId,
  GATEHOUSE_SECRET_ACCESS_KEY: keys.secretAccessKey,
  GATEHOUSE_SESSION_TOKEN: keys.sessionToken,
  GATEHOUSE_API_KEY: "the-key",
  GATEHOUSE_CALLS: JSON.stringify({
    open: { access: "public" },
    keyed: { access: "apiKey", key: true },
    signed: { access: "iam", key: true },
    member: { access: "cognito" },
    partner: { access: "custom", sources: ["header:X-Token"] },
    asked: { access: "custom", sources: ["query:auth"] },
    any: { access: "public" },
  }),
  GATEHOUSE_INVOKES: JSON.stringify({ reserve: "api-dev-reserve:direct" }),
};

const row = (name: string, route: string) => ({ name, route });
const paths = row("open", "GET /a/{one}/{rest+}");
const posts = row("keyed", "POST /things");
const stock = row("signed", "PUT /stock/{restaurant}");

describe("call and invoke", () => {
  let server: Server;
  let seen: Seen[] = [];
  let answer: Answer;
  const original = { ...process.env };
  const surroundings = { row: "getIndex", timeoutMilliseconds: () => 2_000 };
  const call = createCall(surroundings);
  const invoke = createInvoke(surroundings);
  const json =
    (value: unknown, status = 200): Answer =>
    (_seen, response) =>
      void response
        .writeHead(status, { "content-type": "application/json" })
        .end(JSON.stringify(value));

  before(async () => {
    server = createServer(async (request, response) => {
      let body = "";
      for await (const chunk of request) body += chunk;
      const { method = "", url = "", headers } = request;
      seen.push({ method, url, headers, body });
      answer(seen.at(-1) as Seen, response);
    });
    await new Promise<void>((resolve) => void server.listen(0, "127.0.0.1", resolve));
    const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    Object.assign(process.env, environment, {
      GATEHOUSE_API_URL: `${origin}/dev`,
      AWS_ENDPOINT_URL_LAMBDA: origin,
    });
  });
  after(() => {
    for (const name of Object.keys(process.env)) if (!(name in original)) delete process.env[name];
    Object.assign(process.env, original);
    server.closeAllConnections();
    server.close();
  });
  beforeEach(() => {
    seen = [];
    answer = json({ ok: true });
  });
  const last = () => seen.at(-1) as Seen;

  it("fills the path, percent-encoded, and keeps the slashes of a greedy parameter", async () => {
    await call(paths, { params: { one: "a b/ü!", rest: "x/y z" } });
    assert.equal(last().url, "/dev/a/a%20b%2F%C3%BC%21/x/y%20z");
  });
  for (const one of ["", ".", "..", undefined]) {
    it(`refuses the path parameter ${JSON.stringify(one)}, which would reach another endpoint`, async () => {
      await assert.rejects(call(paths, { params: { one, rest: "x" } }), /path parameter one is/);
      await assert.rejects(
        call(paths, { params: { one: "x", rest: `x/${one ?? ""}` } }),
        /path parameter rest is/,
      );
      assert.equal(seen.length, 0);
    });
  }
  it("sends the query, repeats lists, leaves undefined out", async () => {
    await call(paths, {
      params: { one: "1", rest: "2" },
      query: { a: "x&y", list: [1, 2], none: undefined, at: new Date(0) },
    });
    assert.equal(last().url, "/dev/a/1/2?a=x%26y&list=1&list=2&at=1970-01-01T00%3A00%3A00.000Z");
  });
  it("sends a body as JSON with the row's key, and no key where none is asked for", async () => {
    await call(posts, { body: { a: "ä" } });
    assert.equal(last().body, '{"a":"ä"}');
    assert.equal(last().headers["x-api-key"], "the-key");
    assert.equal(last().headers["content-type"], "application/json");
    await call(paths, { params: { one: "1", rest: "2" } });
    assert.equal(last().headers["x-api-key"], undefined);
    assert.equal(last().headers["authorization"], undefined);
  });
  it("puts a token where the callee's authorizer looks", async () => {
    await call(row("member", "GET /me"), { token: "t1" });
    assert.equal(last().headers["authorization"], "t1");
    await call(row("partner", "GET /p"), { token: "t2" });
    assert.deepEqual(
      [last().headers["x-token"], last().headers["authorization"]],
      ["t2", undefined],
    );
    await call(row("asked", "GET /q"), { token: "t 3", query: { a: "1" } });
    assert.equal(last().url, "/dev/q?a=1&auth=t%203");
  });
  it("sends nothing without the token that a pool asks for", async () => {
    await assert.rejects(
      call(row("member", "GET /me")),
      /member \(GET \/me\): the row asks for a token/,
    );
    assert.equal(seen.length, 0);
  });
  it("takes the method from the call where the row has ANY", async () => {
    await call(row("any", "ANY /any"), { method: "DELETE" });
    assert.equal(last().method, "DELETE");
    await assert.rejects(call(row("any", "ANY /any")), /Give \{ method \}/);
  });

  it("signs what it sends with the role's keys, the key's header among it", async () => {
    await call(stock, { params: { restaurant: "a b" }, query: { "q x": "1+1" }, body: { n: 1 } });
    const { method, url, headers, body } = last();
    assert.equal(url, "/dev/stock/a%20b?q%20x=1%2B1");
    assert.equal(headers["x-amz-security-token"], keys.sessionToken);
    const [, list = ""] = /SignedHeaders=([^,]+)/.exec(headers.authorization ?? "") ?? [];
    assert.ok(list.split(";").includes("x-api-key"));
    const picked = Object.fromEntries(list.split(";").map((name) => [name, String(headers[name])]));
    delete picked["x-amz-security-token"];
    const again = sign(
      {
        service: "execute-api",
        region: "eu-central-1",
        host: String(headers.host),
        method,
        path: url,
        headers: picked,
        body,
      },
      keys,
    );
    assert.equal(headers.authorization, again.headers?.["Authorization"]);
  });
  it("throws ApiError with status, body and endpoint, and prints neither body nor secret", async () => {
    answer = json({ message: "no\nx-amz-security-token:the-session", secret: "s3cret" }, 403);
    await assert.rejects(call(stock, { params: { restaurant: "1" } }), (error: ApiError) => {
      assert.ok(error instanceof ApiError);
      assert.equal(error.status, 403);
      assert.equal(error.endpoint, "signed (PUT /stock/{restaurant})");
      assert.equal((error.body as { secret: string }).secret, "s3cret");
      assert.equal(
        error.message,
        'signed (PUT /stock/{restaurant}) answered 403 "no", expected 2xx',
      );
      assert.doesNotMatch(JSON.stringify(error) + error.stack, /s3cret|the-session|the-key/);
      return true;
    });
  });
  it("gives nothing for an empty answer and text for what is no JSON", async () => {
    answer = (_seen, response) => void response.writeHead(204).end();
    assert.equal(await call(posts, {}), undefined);
    answer = (_seen, response) =>
      void response.writeHead(200, { "content-type": "text/html" }).end("<p>");
    assert.equal(await call(posts, {}), "<p>");
  });
  it("ends after its time", async () => {
    answer = () => undefined;
    const short = createCall({ row: "getIndex", timeoutMilliseconds: () => 30 });
    await assert.rejects(short(posts), /keyed \(POST \/things\): no answer within 30 ms/);
  });
  it("refuses an answer over 10 MB", async () => {
    answer = (_seen, response) => void response.end(Buffer.alloc(11 * 1024 * 1024, "x"));
    await assert.rejects(call(posts), /the answer is over 10 MB/);
  });
  it("says that a connection failed", async () => {
    answer = (_seen, response) => void response.destroy();
    await assert.rejects(
      call(posts),
      /keyed \(POST \/things\): the connection failed with ECONNRESET/,
    );
  });
  it("replaces a kept connection that has died, where sending twice does no harm", async () => {
    await call(stock, { params: { restaurant: "1" } });
    answer = (_seen, response) => {
      answer = json({ again: true });
      response.destroy();
    };
    assert.deepEqual(await call(stock, { params: { restaurant: "1" } }), { again: true });
  });
  it("sends a POST once, over a connection of its own", async () => {
    await call(stock, { params: { restaurant: "1" } });
    answer = (_seen, response) => void response.destroy();
    await assert.rejects(call(posts, { body: 1 }), /ECONNRESET/);
    assert.equal(seen.filter(({ method }) => method === "POST").length, 1);
    assert.equal(last().headers["connection"], "close");
  });
  it("names what the environment lacks", async () => {
    await assert.rejects(
      call(row("stranger", "GET /x")),
      /getIndex: stranger is not in GATEHOUSE_CALLS/,
    );
    await assert.rejects(
      call(row("constructor", "GET /x")),
      /constructor is not in GATEHOUSE_CALLS/,
    );
    await assert.rejects(invoke(row("stranger", "GET /x")), /stranger is not in GATEHOUSE_INVOKES/);
    const { GATEHOUSE_API_KEY } = process.env;
    delete process.env["GATEHOUSE_API_KEY"];
    await assert.rejects(call(posts), /GATEHOUSE_API_KEY is not set/);
    process.env["GATEHOUSE_API_KEY"] = GATEHOUSE_API_KEY;
  });

  describe("invoke", () => {
    const reserve = row("reserve", "POST /stock/{restaurant}");
    it("invokes the alias, signed for Lambda, and gives the handler's value", async () => {
      answer = json({
        statusCode: 200,
        headers: { "Content-Type": "application/json" },
        body: '{"left":3}',
      });
      assert.deepEqual(await invoke(reserve, { params: { restaurant: "7" }, body: { n: 1 } }), {
        left: 3,
      });
      assert.equal(
        last().url,
        "/2015-03-31/functions/api-dev-reserve/invocations?Qualifier=direct",
      );
      assert.deepEqual(JSON.parse(last().body), { params: { restaurant: "7" }, body: { n: 1 } });
      assert.match(last().headers.authorization ?? "", /\/eu-central-1\/lambda\/aws4_request/);
      const hash = last().headers["x-amz-content-sha256"];
      if (hash !== undefined)
        assert.equal(hash, createHash("sha256").update(last().body).digest("hex"));
    });
    const failures: [string, Answer, number][] = [
      [
        "the callee answers 400",
        json({ statusCode: 400, body: '{"message": "Invalid request body"}' }),
        400,
      ],
      [
        "the callee fails",
        (_seen, response) =>
          void response
            .writeHead(200, { "x-amz-function-error": "Unhandled" })
            .end('{"errorType":"TypeError","errorMessage":"s3cret"}'),
        502,
      ],
      ["Lambda refuses", json({ Message: "User is not authorized" }, 403), 403],
    ];
    for (const [fact, reply, status] of failures) {
      it(`throws ApiError ${status} where ${fact}`, async () => {
        answer = reply;
        await assert.rejects(
          invoke(reserve, { params: { restaurant: "7" } }),
          (error: ApiError) => {
            assert.equal(error.status, status);
            assert.doesNotMatch(String(error.stack), /s3cret/);
            return true;
          },
        );
      });
    }
  });
});
