import { randomUUID } from "node:crypto";
import * as http from "node:http";

// What Node can do at most: an event in the form of Lambda's, a function that does nothing, its answer.
const [port, mode] = process.argv.slice(2);
/** Event and answer go through JSON, as they must where functions share nothing. */
const json = mode === "json";

const handler = async (_event: object) => ({ statusCode: 200, body: "ok" });

const server = http.createServer({ keepAliveTimeout: 60_000 }, async (request, response) => {
  const answer = await handler(handOver(eventOf(request)));
  const { statusCode, body } = handOver(answer);
  response.writeHead(statusCode, {
    "content-type": "application/json",
    "content-length": Buffer.byteLength(body),
  });
  response.end(body);
});
server.listen(Number(port), "127.0.0.1");

function handOver<Value>(value: Value): Value {
  return json ? (JSON.parse(JSON.stringify(value)) as Value) : value;
}

function eventOf(request: http.IncomingMessage): object {
  const { pathname, searchParams } = new URL(request.url ?? "/", "http://127.0.0.1");
  const now = Date.now();
  const names = [...new Set(searchParams.keys())];
  return {
    resource: pathname,
    path: pathname,
    httpMethod: request.method,
    headers: request.headers,
    multiValueHeaders: request.headersDistinct,
    queryStringParameters: names.length === 0 ? null : Object.fromEntries(searchParams),
    multiValueQueryStringParameters:
      names.length === 0
        ? null
        : Object.fromEntries(names.map((name) => [name, searchParams.getAll(name)])),
    pathParameters: null,
    stageVariables: null,
    requestContext: {
      accountId: "000000000000",
      apiId: "bench00001",
      httpMethod: request.method,
      identity: {
        sourceIp: request.socket.remoteAddress,
        userAgent: request.headers["user-agent"] ?? null,
      },
      path: pathname,
      protocol: `HTTP/${request.httpVersion}`,
      requestId: randomUUID(),
      requestTime: new Date(now).toUTCString(),
      requestTimeEpoch: now,
      resourcePath: pathname,
      stage: "dev",
    },
    body: null,
    isBase64Encoded: false,
  };
}
