import assert from "node:assert/strict";
import * as http from "node:http";
import type { AddressInfo } from "node:net";
import { createGateway, type GatewayResponse } from "../../../src/local/gateway";
import { expandGraph, type ShortMethod } from "./expand-graph";
import { fakeCredentials, fakeFunctions, fakeLog, fakeStore, fakeTokens } from "./fake-parts";

interface Seen {
  method: string;
  url: string;
  headers: http.IncomingHttpHeaders;
  body: string;
}

describe("HTTP and HTTP_PROXY integrations", () => {
  let endpoint: http.Server;
  let origin: string;
  let seen: Seen | undefined;
  let reply: (response: http.ServerResponse) => void;

  before(async () => {
    endpoint = http.createServer((request, response) => {
      let body = "";
      request.on("data", (data: Buffer) => (body += data.toString()));
      request.on("end", () => {
        seen = { method: request.method!, url: request.url!, headers: request.headers, body };
        reply(response);
      });
    });
    await new Promise<void>((resolve) => endpoint.listen(0, "127.0.0.1", resolve));
    origin = `http://127.0.0.1:${(endpoint.address() as AddressInfo).port}`;
  });
  after(() => {
    endpoint.closeAllConnections();
    endpoint.close();
  });
  beforeEach(() => {
    seen = undefined;
    reply = (response) => {
      response.writeHead(201, { "Content-Type": "application/json", Server: "me", "X-Own": "1" });
      response.end('{"a":1}');
    };
  });

  async function call(
    route: string,
    method: ShortMethod,
    request: { target: string; headers?: string[]; body?: string },
  ): Promise<GatewayResponse> {
    const gateway = createGateway({
      credentials: fakeCredentials({}),
      tokens: fakeTokens({}),
      functions: fakeFunctions({}),
      store: fakeStore(),
      log: fakeLog(),
    });
    gateway.load(expandGraph({ api: { routes: { [route]: method } } }));
    return gateway.answer({
      method: route.split(" ")[0]!,
      target: request.target,
      rawHeaders: ["Host", "localhost", ...(request.headers ?? [])],
      body: Buffer.from(request.body ?? ""),
      sourceIp: "127.0.0.1",
      protocol: "HTTP/1.1",
    });
  }

  // LS integrations::TestApiGatewayHeaderRemapping[HTTP_PROXY], http::test_http_integration_with_lambda
  it("HTTP_PROXY hands the request on and the answer back", async () => {
    const answer = await call(
      "POST /p/{proxy}",
      {
        integration: {
          type: "HTTP_PROXY",
          httpMethod: "POST",
          uri: `${origin}/base/{proxy}`,
          requestParameters: { "integration.request.path.proxy": "method.request.path.proxy" },
        },
      },
      {
        target: "/dev/p/seven?x=1&x=2",
        headers: ["User-Agent", "me", "X-A", "b", "Content-Type", "text/plain", "Via", "v"],
        body: "hello",
      },
    );
    assert.equal(seen!.method, "POST");
    assert.equal(seen!.url, "/base/seven?x=1&x=2");
    assert.equal(seen!.body, "hello");
    assert.equal(seen!.headers["user-agent"], "me");
    assert.equal(seen!.headers["x-a"], "b");
    assert.equal(seen!.headers["x-amzn-apigateway-api-id"], "abcdef1234");
    assert.equal(seen!.headers["via"], undefined);
    assert.equal(seen!.headers["host"], new URL(origin).host);
    assert.equal(answer.status, 201);
    assert.equal(answer.body.toString(), '{"a":1}');
    assert.ok(answer.headers.includes("x-amzn-Remapped-Server"));
    assert.ok(answer.headers.includes("x-amzn-Remapped-Date"));
    assert.ok(answer.headers.includes("X-Own"));
    assert.ok(!answer.headers.includes("X-Amzn-Trace-Id"));
  });

  // LS integrations::TestApiGatewayHeaderRemapping[HTTP]
  it("HTTP sends only what is mapped", async () => {
    const answer = await call(
      "POST /h",
      {
        integration: {
          type: "HTTP",
          httpMethod: "POST",
          uri: `${origin}/h`,
          requestParameters: {
            "integration.request.header.X-Mapped": "method.request.header.X-In",
            "integration.request.querystring.q": "'fixed'",
          },
          requestTemplates: { "application/json": '{"got":$input.json("$.a")}' },
          responses: [
            { statusCode: "200", responseParameters: {}, responseTemplates: {} },
            {
              statusCode: "202",
              selectionPattern: "2\\d{2}",
              responseParameters: {
                "method.response.header.X-Out": "integration.response.header.X-Own",
              },
              responseTemplates: { "application/json": "mapped $input.json('$.a')" },
            },
          ],
        },
      },
      {
        target: "/dev/h?x=1",
        headers: [
          "X-In",
          "in",
          "X-Other",
          "o",
          "User-Agent",
          "me",
          "Content-Type",
          "application/json",
        ],
        body: '{"a":5}',
      },
    );
    assert.equal(seen!.url, "/h?q=fixed");
    assert.equal(seen!.body, '{"got":5}');
    assert.equal(seen!.headers["x-mapped"], "in");
    assert.equal(seen!.headers["x-other"], undefined);
    assert.equal(seen!.headers["user-agent"], "AmazonAPIGateway_abcdef1234");
    assert.equal(seen!.headers["accept"], "application/json");
    assert.equal(answer.status, 202);
    assert.equal(answer.body.toString(), "mapped 1");
    assert.equal(answer.headers[answer.headers.indexOf("X-Out") + 1], "1");
    assert.ok(answer.headers.includes("X-Amzn-Trace-Id"));
    assert.ok(!answer.headers.includes("X-Own"));
  });

  it("answers 504 when the endpoint takes too long", async () => {
    reply = () => undefined;
    const answer = await call(
      "GET /s",
      {
        integration: {
          type: "HTTP_PROXY",
          httpMethod: "GET",
          uri: origin,
          timeoutMilliseconds: 50,
        },
      },
      { target: "/dev/s" },
    );
    assert.equal(answer.status, 504);
    assert.equal(answer.body.toString(), '{"message": "Endpoint request timed out"}');
  });

  // docs/aws-facts.md 7: HTTP with an invalid host 500
  it("answers 500 for an address that cannot be", async () => {
    for (const uri of ["http://127.0.0.1:1/", "nonsense", "ftp://localhost/"]) {
      const answer = await call(
        "GET /s",
        { integration: { type: "HTTP_PROXY", httpMethod: "GET", uri } },
        { target: "/dev/s" },
      );
      assert.equal(answer.status, 500, uri);
    }
  });

  it("answers 504 when the endpoint hangs up", async () => {
    reply = (response) => response.destroy();
    const answer = await call(
      "GET /s",
      { integration: { type: "HTTP_PROXY", httpMethod: "GET", uri: origin } },
      { target: "/dev/s" },
    );
    assert.equal(answer.status, 504);
  });
});
