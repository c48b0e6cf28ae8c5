import assert from "node:assert/strict";
import * as http from "node:http";
import * as net from "node:net";
import { createGateway, listen, type GatewayServer } from "../../../src/local/gateway";
import type { Functions } from "../../../src/local/start/services";
import { expandGraph } from "./expand-graph";
import { fakeCredentials, fakeFunctions, fakeLog, fakeStore, fakeTokens } from "./fake-parts";

const graph = expandGraph({
  api: {
    routes: { "GET /x": {}, "POST /x": {}, "ANY /any": {}, "GET /two": { integration: "two" } },
  },
  functions: {
    two: { returns: { multiValueHeaders: { "Set-Cookie": ["a=1", "b=2"] }, body: "é" } },
  },
});

function exchange(port: number, text: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = net.connect(port, "127.0.0.1", () => socket.write(text));
    let answer = "";
    socket.on("data", (data) => (answer += data.toString("utf8")));
    socket.on("end", () => resolve(answer));
    socket.on("error", reject);
  });
}

describe("listen", () => {
  let server: GatewayServer;
  const log = fakeLog();
  let functions: Functions;
  before(async () => {
    functions = fakeFunctions({
      two: { returns: { multiValueHeaders: { "Set-Cookie": ["a=1", "b=2"] }, body: "é" } },
    });
    const gateway = createGateway({
      credentials: fakeCredentials({}),
      tokens: fakeTokens({}),
      functions: { ...functions, invoke: (invocation) => functions.invoke(invocation) },
      store: fakeStore(),
      log,
    });
    gateway.load(graph);
    server = await listen(gateway, { port: 0, log, graceMilliseconds: 0 });
  });
  after(() => server.close());

  const ask = (text: string): Promise<string> => exchange(server.port, text.replace(/\n/g, "\r\n"));

  it("writes AWS's headers with their casing", async () => {
    const answer = await ask("GET /dev/none HTTP/1.1\nHost: localhost\nConnection: close\n\n");
    const [head, body] = answer.split("\r\n\r\n");
    assert.match(head!, /^HTTP\/1\.1 403 Forbidden\r\n/);
    assert.match(head!, /\r\nx-amzn-RequestId: [0-9a-f-]{36}\r\n/);
    assert.match(head!, /\r\nx-amz-apigw-id: [A-Za-z0-9+/]{15}=\r\n/);
    assert.match(head!, /\r\nx-amzn-ErrorType: MissingAuthenticationTokenException\r\n/);
    assert.match(head!, /\r\nContent-Type: application\/json\r\n/);
    assert.match(head!, /\r\nContent-Length: 42\r\n/);
    assert.match(head!, /\r\nDate: /);
    assert.match(head!, /\r\nConnection: close/);
    assert.doesNotMatch(head!, /Keep-Alive/);
    assert.equal(body, '{"message":"Missing Authentication Token"}');
  });

  it("answers an error to HEAD with Content-Length: 0", async () => {
    const answer = await ask("HEAD /dev/x HTTP/1.1\nHost: localhost\nConnection: close\n\n");
    assert.match(answer, /^HTTP\/1\.1 403 /);
    assert.match(answer, /\r\nContent-Length: 0\r\n/);
    assert.ok(answer.endsWith("\r\n\r\n"));
  });

  it("answers HEAD without a body", async () => {
    const answer = await ask("HEAD /dev/any HTTP/1.1\nHost: localhost\nConnection: close\n\n");
    assert.match(answer, /^HTTP\/1\.1 200 /);
    assert.ok(answer.endsWith("\r\n\r\n"));
  });

  it("writes each value of a header on its own line and counts bytes", async () => {
    const answer = await ask("GET /dev/two HTTP/1.1\nHost: localhost\nConnection: close\n\n");
    assert.match(answer, /\r\nSet-Cookie: a=1\r\nSet-Cookie: b=2\r\n/);
    assert.match(answer, /\r\nContent-Length: 2\r\n/);
  });

  it("reads a chunked body", async () => {
    const answer = await ask(
      "POST /dev/x HTTP/1.1\nHost: localhost\nTransfer-Encoding: chunked\nConnection: close\n\n3\nabc\n3\ndef\n0\n\n",
    );
    assert.ok(answer.includes('\\"body\\":\\"abcdef\\"') || answer.includes('"body":"abcdef"'));
  });

  it("refuses a declared body over 10 MB before it is sent", async () => {
    const answer = await ask(
      "POST /dev/x HTTP/1.1\nHost: localhost\nContent-Length: 10485761\nConnection: close\n\n",
    );
    assert.match(answer, /^HTTP\/1\.1 413 /);
    assert.match(answer, /Content-Type: text; charset=utf-8/);
    assert.ok(answer.endsWith("HTTP content length exceeded 10485760 bytes."));
    assert.ok(!answer.includes("x-amzn"));
  });

  it("answers what is no HTTP with 400", async () => {
    assert.match(await ask("nonsense\n\n"), /^HTTP\/1\.1 400 /);
  });

  it("stays up when the caller leaves in the middle of a request", async () => {
    await new Promise<void>((resolve) => {
      const socket = net.connect(server.port, "127.0.0.1", () => {
        socket.write("POST /dev/x HTTP/1.1\r\nHost: localhost\r\nContent-Length: 10\r\n\r\nabc");
        setImmediate(() => socket.destroy());
      });
      socket.on("close", () => resolve());
    });
    const answer = await ask("GET /dev/x HTTP/1.1\nHost: localhost\nConnection: close\n\n");
    assert.match(answer, /^HTTP\/1\.1 200 /);
  });

  it("says that the port is in use", async () => {
    await assert.rejects(
      listen(
        createGateway({
          credentials: fakeCredentials({}),
          tokens: fakeTokens({}),
          functions,
          store: fakeStore(),
          log,
        }),
        { port: server.port, log },
      ),
      /Port \d+ on 127\.0\.0\.1 is in use/,
    );
  });

  it("keeps a connection for several requests", async () => {
    const agent = new http.Agent({ keepAlive: true, maxSockets: 1 });
    const get = (): Promise<number> =>
      new Promise((resolve, reject) => {
        http
          .get({ port: server.port, path: "/dev/x", agent }, (response) => {
            response.resume();
            response.on("end", () => resolve(response.statusCode!));
          })
          .on("error", reject);
      });
    assert.deepEqual([await get(), await get()], [200, 200]);
    agent.destroy();
  });
});
