import assert from "node:assert/strict";
import { readAnswers } from "./raw-http";
import { openWireGateway, type WireGateway } from "./wire-gateway";

/** Names of all headers of a refusal, as API Gateway spells them, docs/aws-facts.md 0. */
const refusalNames = [
  ...["Connection", "Content-Length", "Content-Type", "Date"],
  ...["x-amz-apigw-id", "x-amzn-ErrorType", "x-amzn-RequestId"],
];

const missing = '{"message":"Missing Authentication Token"}';
const forbidden = '{"message":"Forbidden"}';

interface Refused {
  name: string;
  target: string;
  headers?: string;
  line: string;
  errorType: string;
  body: string;
  /** Where the integration was asked, its trace id is told. */
  traced?: true;
}

const refused: Refused[] = [
  {
    name: "no route",
    target: "/dev/nothing",
    line: "HTTP/1.1 403 Forbidden",
    errorType: "MissingAuthenticationTokenException",
    body: missing,
  },
  {
    name: "no stage",
    target: "/",
    line: "HTTP/1.1 403 Forbidden",
    errorType: "ForbiddenException",
    body: forbidden,
  },
  {
    name: "an unsigned call of an AWS_IAM method",
    target: "/dev/iam",
    line: "HTTP/1.1 403 Forbidden",
    errorType: "MissingAuthenticationTokenException",
    body: missing,
  },
  {
    name: "Bearer on no route",
    target: "/dev/nothing",
    headers: "Authorization: Bearer abc\n",
    line: "HTTP/1.1 403 Forbidden",
    errorType: "IncompleteSignatureException",
    body: `{"message":"Invalid key=value pair (missing equal-sign) in Authorization header (hashed with SHA-256 and encoded with Base64): 'w1Xc6WwWEogNEZQP/dkBTThsJT4MNlKmzQanIm970rY='."}`,
  },
  {
    name: "no key",
    target: "/dev/key",
    line: "HTTP/1.1 403 Forbidden",
    errorType: "ForbiddenException",
    body: forbidden,
  },
  {
    name: "no token",
    target: "/dev/pool",
    line: "HTTP/1.1 401 Unauthorized",
    errorType: "UnauthorizedException",
    body: '{"message":"Unauthorized"}',
  },
  {
    name: "an authorizer's Deny",
    target: "/dev/custom",
    headers: "Authorization: t\n",
    line: "HTTP/1.1 403 Forbidden",
    errorType: "AccessDeniedException",
    body: '{"Message":"User is not authorized to access this resource with an explicit deny in an identity-based policy"}',
  },
  {
    name: "a missing parameter",
    target: "/dev/needs",
    line: "HTTP/1.1 400 Bad Request",
    errorType: "BadRequestException",
    body: '{"message": "Missing required request parameters: [a]"}',
  },
  {
    name: "a function that throws",
    target: "/dev/throws",
    line: "HTTP/1.1 502 Bad Gateway",
    errorType: "InternalServerErrorException",
    body: '{"message": "Internal server error"}',
    traced: true,
  },
];

describe("what the port writes", () => {
  let wire: WireGateway;
  before(async () => {
    wire = await openWireGateway();
  });
  after(() => wire.close());

  for (const one of refused) {
    it(`a refusal, whole: ${one.name}`, async () => {
      const answer = await wire.get(one.target, one.headers);
      assert.equal(answer.line, one.line);
      const names = one.traced ? [...refusalNames, "X-Amzn-Trace-Id"] : refusalNames;
      assert.deepEqual([...answer.names].sort(), [...names].sort());
      assert.equal(answer.headers["Content-Type"], "application/json");
      assert.equal(answer.headers["x-amzn-ErrorType"], one.errorType);
      assert.match(
        answer.headers["x-amzn-RequestId"]!,
        /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/,
      );
      assert.match(answer.headers["x-amz-apigw-id"]!, /^[A-Za-z0-9+/]{15}=$/);
      assert.match(answer.headers["Date"]!, /^\w{3}, \d\d \w{3} \d{4} \d\d:\d\d:\d\d GMT$/);
      assert.equal(answer.headers["Content-Length"], String(one.body.length));
      assert.equal(answer.body, one.body);
    });

    it(`to HEAD without a body: ${one.name}`, async () => {
      const answer = await wire.ask(
        `HEAD ${one.target.replace("/dev/", "/dev/head/")} HTTP/1.1\nHost: localhost\nConnection: close\n\n`,
        { head: true },
      );
      assert.deepEqual([...answer.names].sort(), [...refusalNames].sort());
      assert.equal(answer.headers["Content-Length"], "0");
    });
  }

  it("a success, whole", async () => {
    const answer = await wire.get("/dev/open");
    assert.equal(answer.line, "HTTP/1.1 200 OK");
    assert.deepEqual([...answer.names].sort(), [
      ...["Connection", "Content-Length", "Content-Type", "Date", "X-Amzn-Trace-Id"],
      ...["x-amz-apigw-id", "x-amzn-RequestId"],
    ]);
    assert.equal(answer.body, "ok");
  });

  it("keeps the connection where the caller does", async () => {
    const kept = await wire.send([
      "GET /dev/open HTTP/1.1\nHost: localhost\n\n",
      "GET /dev/nothing HTTP/1.1\nHost: localhost\nConnection: close\n\n",
    ]);
    const answers = readAnswers(kept);
    assert.deepEqual(
      answers.map(({ headers }) => headers["Connection"]),
      ["keep-alive", "close"],
    );
    assert.deepEqual(
      answers.map(({ body }) => body),
      ["ok", missing],
    );
  });

  it("answers requests that are sent at once in their order", async () => {
    const text = ["/dev/open", "/dev/nothing", "/", "/dev/open"]
      .map(
        (target, index) =>
          `GET ${target} HTTP/1.1\nHost: localhost\n${index === 3 ? "Connection: close\n" : ""}\n`,
      )
      .join("");
    const bodies = readAnswers(await wire.send(text)).map(({ body }) => body);
    assert.deepEqual(bodies, ["ok", missing, forbidden, "ok"]);
  });

  it("closes the connection of an HTTP/1.0 caller, who needs no Host and gets no API", async () => {
    const answer = await wire.ask("GET /dev/open HTTP/1.0\n\n");
    assert.equal(answer.body, forbidden);
    assert.equal(answer.headers["Connection"], "close");
    const served = await wire.ask("GET /dev/open HTTP/1.0\nHost: localhost\n\n");
    assert.equal(served.body, "ok");
  });

  it("asks for a body that it will take, and not for one that it refuses by its length", async () => {
    const taken = await wire.send([
      "POST /dev/echo HTTP/1.1\nHost: localhost\nContent-Length: 2\nExpect: 100-continue\nConnection: close\n\n",
      "hi",
    ]);
    assert.match(taken, /^HTTP\/1\.1 100 Continue\r\n\r\nHTTP\/1\.1 200 OK\r\n/);
    assert.equal(wire.event()["body"], "hi");
    const refusedAtOnce = await wire.send(
      "POST /dev/echo HTTP/1.1\nHost: localhost\nContent-Length: 10485761\nExpect: 100-continue\n\n",
    );
    assert.match(refusedAtOnce, /^HTTP\/1\.1 413 /);
  });

  for (const expected of ["x", "200-ok", "100-continue, x"]) {
    it(`drops Expect: ${expected}, which the function never sees`, async () => {
      const answer = await wire.ask(
        `POST /dev/echo HTTP/1.1\nHost: localhost\nContent-Length: 2\nExpect: ${expected}\nConnection: close\n\nhi`,
      );
      assert.match(answer.line, /^HTTP\/1\.1 (?:200 OK|100 Continue)$/);
      assert.equal(wire.event()["body"], "hi");
      assert.ok(!/expect/i.test(Object.keys(wire.event()["headers"]!).join()));
    });
  }

  it("joins the chunks of a body", async () => {
    const answer = await wire.ask(
      "POST /dev/echo HTTP/1.1\nHost: localhost\nTransfer-Encoding: chunked\nConnection: close\n\n2\nhe\n3\nllo\n0\n\n",
    );
    assert.equal(answer.line, "HTTP/1.1 200 OK");
    assert.equal(wire.event()["body"], "hello");
  });
});

describe("a gateway without a graph", () => {
  it("answers 503, as nothing can be judged yet", async () => {
    const wire = await openWireGateway({ loaded: false });
    const answer = await wire.get("/dev/open");
    assert.equal(answer.line, "HTTP/1.1 503 Service Unavailable");
    assert.deepEqual(JSON.parse(answer.body), { message: "Service Unavailable" });
    assert.equal(answer.headers["x-amzn-ErrorType"], "ServiceUnavailableException");
    await wire.close();
  });
});
