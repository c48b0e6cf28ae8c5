import assert from "node:assert/strict";
import * as net from "node:net";
import { readAnswers, type RawAnswer } from "./raw-http";
import { openWireGateway, type WireGateway } from "./wire-gateway";

const forbidden = '{"message":"Forbidden"}';

describe("what the port takes", () => {
  let wire: WireGateway;
  before(async () => {
    wire = await openWireGateway();
  });
  after(() => wire.close());

  const tooLong = "HTTP content length exceeded 10485760 bytes.";

  /** Sends a body of over 10 MB to its end, as clients do that read only afterwards. */
  function sendLarge(head: string, piece: Buffer, times: number): Promise<string> {
    return new Promise((resolve, reject) => {
      const socket = net.connect(wire.port, "127.0.0.1", () => {
        socket.write(head.replace(/\n/g, "\r\n"));
        for (let sent = 0; sent < times; sent++) socket.write(piece);
      });
      let answer = "";
      socket.on("data", (data) => (answer += data.toString("latin1")));
      socket.on("error", reject);
      socket.on("end", () => socket.end());
      socket.on("close", () => resolve(answer));
    });
  }

  const megabyte = Buffer.alloc(1_048_576, "a");
  const larges: [string, () => Promise<string>][] = [
    [
      "a declared body",
      () =>
        sendLarge(
          "POST /dev/iam HTTP/1.1\nHost: localhost\nContent-Length: 12582912\n\n",
          megabyte,
          12,
        ),
    ],
    [
      "a chunked body",
      () =>
        sendLarge(
          "POST /dev/iam HTTP/1.1\nHost: localhost\nTransfer-Encoding: chunked\n\n",
          Buffer.concat([Buffer.from("100000\r\n"), megabyte, Buffer.from("\r\n")]),
          12,
        ),
    ],
    [
      "an unknown host",
      () =>
        sendLarge(
          "POST /x HTTP/1.1\nHost: evil.example\nContent-Length: 12582912\n\n",
          megabyte,
          12,
        ),
    ],
  ];
  for (const [name, large] of larges) {
    it(`over 10 MB, before anything else, and lets the caller finish: ${name}`, async () => {
      const [answer] = readAnswers(await large());
      assert.equal(answer!.line, "HTTP/1.1 413 Payload Too Large");
      assert.deepEqual([...answer!.names].sort(), [
        ...["Connection", "Content-Length", "Content-Type", "Date"],
      ]);
      assert.equal(answer!.headers["Content-Type"], "text; charset=utf-8");
      assert.equal(answer!.headers["Content-Length"], "44");
      assert.equal(answer!.body, tooLong);
    });
  }

  // That these are refused is documented, with what is not known (docs/aws-facts.md, known gap 3).
  const untakeable: [string, () => Promise<RawAnswer>, string][] = [
    ["an address of 10,241 characters", () => wire.get(`/dev/items/${"a".repeat(10_230)}`), "414"],
    [
      "headers of over 10,240 bytes",
      () => wire.get("/dev/open", `X-A: ${"a".repeat(10_240)}\n`),
      "431",
    ],
    ["headers of over 64 KB", () => wire.get("/dev/open", `X-A: ${"a".repeat(70_000)}\n`), "431"],
    ["a raw |", () => wire.get("/dev/items/a|b"), "400"],
  ];
  for (const [name, refusal, status] of untakeable) {
    it(`refuses ${name} [unsure]`, async () => {
      const before = wire.count();
      assert.match((await refusal()).line, new RegExp(`^HTTP/1\\.1 ${status} `));
      assert.equal(wire.count(), before);
    });
  }

  it("takes an address of 10,240 characters", async () => {
    const answer = await wire.get(`/dev/items/${"a".repeat(10_229)}`);
    assert.equal(answer.line, "HTTP/1.1 200 OK");
  });

  const malformed: [string, string][] = [
    ["what is no HTTP", "nonsense\n\n"],
    ["no Host", "GET /dev/open HTTP/1.1\n\n"],
    ["a space in the address", "GET /dev/op en HTTP/1.1\nHost: localhost\n\n"],
    ["a header without its colon", "GET /dev/open HTTP/1.1\nHost: localhost\nnonsense\n\n"],
    ["a space before the colon", "GET /dev/open HTTP/1.1\nHost: localhost\nX-A : 1\n\n"],
    [
      "a length that is no number",
      "POST /dev/echo HTTP/1.1\nHost: localhost\nContent-Length: x\n\n",
    ],
    [
      "two lengths",
      "POST /dev/echo HTTP/1.1\nHost: localhost\nContent-Length: 1\nContent-Length: 2\n\nab",
    ],
    [
      "a length beside chunks",
      "POST /dev/echo HTTP/1.1\nHost: localhost\nContent-Length: 1\nTransfer-Encoding: chunked\n\n0\n\n",
    ],
    ["a method of small letters", "get /dev/open HTTP/1.1\nHost: localhost\n\n"],
  ];
  for (const [name, text] of malformed) {
    it(`answers 400 to ${name}, and asks no function`, async () => {
      const before = wire.count();
      assert.match(await wire.send(text), /^HTTP\/1\.1 400 Bad Request\r\n/);
      assert.equal(wire.count(), before);
    });
  }

  const addresses: [string, Record<string, unknown>][] = [
    ["//dev/items/7", { path: "/items/7" }],
    ["/dev//items/7", { path: "/items/7", "requestContext.path": "/dev//items/7" }],
    ["/dev/items/7/", { path: "/items/7/", "pathParameters.id": "7" }],
    ["/dev/items/a%2Fb", { path: "/items/a%2Fb", "pathParameters.id": "a%2Fb" }],
    ["/dev/items/%zz", { "pathParameters.id": "%zz" }],
    ["/dev/items/%C3%A9", { "pathParameters.id": "%C3%A9" }],
    ["/dev/files/a//b/", { path: "/files/a//b/", "pathParameters.path": "a//b" }],
    ["http://localhost/dev/items/7", { path: "/items/7" }],
    ["/dev/items/7?a", { "queryStringParameters.a": "" }],
    [
      "/dev/items/7?a=1&a=%C3%A9+%2B",
      { "queryStringParameters.a": "é +", "multiValueQueryStringParameters.a": ["1", "é +"] },
    ],
  ];
  for (const [target, expected] of addresses) {
    it(`hands ${target} to the function as AWS does`, async () => {
      const answer = await wire.get(target);
      assert.equal(answer.line, "HTTP/1.1 200 OK", answer.body);
      for (const [path, value] of Object.entries(expected)) {
        const found = path
          .split(".")
          .reduce<unknown>((at, name) => (at as Record<string, unknown>)[name], wire.event());
        assert.deepEqual(found, value, path);
      }
    });
  }

  it("hands a repeated header over with all its values", async () => {
    await wire.get("/dev/items/7", "X-Twice: 1\nx-twice: 2\n");
    const { headers, multiValueHeaders } = wire.event() as Record<string, Record<string, unknown>>;
    assert.equal(headers!["X-Twice"], "2");
    assert.deepEqual(multiValueHeaders!["X-Twice"], ["1", "2"]);
  });

  it("refuses two Hosts, and a Host of elsewhere whatever the address says", async () => {
    const twice = await wire.ask(
      "GET /dev/open HTTP/1.1\nHost: localhost\nHost: localhost\nConnection: close\n\n",
    );
    assert.match(twice.line, /^HTTP\/1\.1 40[03] /);
    const foreign = await wire.ask(
      "GET http://localhost/dev/open HTTP/1.1\nHost: evil.example\nConnection: close\n\n",
    );
    assert.equal(foreign.body, forbidden);
  });
});
