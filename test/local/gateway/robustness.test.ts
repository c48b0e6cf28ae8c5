import assert from "node:assert/strict";
import fc from "fast-check";
import { createGateway } from "../../../src/local/gateway";
import { expandGraph } from "./expand-graph";
import { fakeCredentials, fakeFunctions, fakeLog, fakeStore, fakeTokens } from "./fake-parts";

const graph = expandGraph({
  api: {
    models: { M: { type: "object", required: ["a"] } },
    routes: {
      "ANY /": {},
      "ANY /{proxy+}": { validateRequestBody: true, requestModels: { "application/json": "M" } },
      "ANY /iam/{id}": { authorizationType: "AWS_IAM" },
      "ANY /mock": {
        integration: {
          type: "MOCK",
          responses: [
            {
              statusCode: "200",
              responseParameters: {},
              responseTemplates: { "application/json": "$input.params('a')" },
            },
          ],
        },
      },
    },
  },
});

const piece = fc.constantFrom(
  ...["/", "//", "dev", "iam", "mock", "%2F", "%", "%zz", "..", ".", "?", "&", "=", "+", ";", "#"],
  ...[
    "a",
    "é",
    "constructor",
    "__proto__",
    "X-Amz-Signature=x",
    "X-Amz-Algorithm=y",
    "{",
    "}",
    "*",
  ],
);
const target = fc.array(piece, { maxLength: 8 }).map((pieces) => `/${pieces.join("")}`);
const headerName = fc.oneof(
  fc.constantFrom("authorization", "x-amz-date", "content-type", "accept", "x-amzn-trace-id"),
  fc.constantFrom("x-forwarded-for", "x-http-method-override", "constructor", "__proto__", "host"),
);
const headerValue = fc.oneof(
  fc.string({ maxLength: 20 }),
  fc.constantFrom("AWS4-HMAC-SHA256 Credential=a/b/c/d/e, SignedHeaders=host, Signature=f", "a=b"),
  fc.constantFrom("20261124T120000Z", "localhost", "constructor", ";;;", "Root=;Parent", "*/*"),
);

describe("createGateway, whatever it is sent", () => {
  it("answers with a status and never fails inside", async () => {
    const log = fakeLog();
    const gateway = createGateway({
      credentials: fakeCredentials({ a: { secret: "s" } }),
      tokens: fakeTokens({}),
      functions: fakeFunctions({}),
      store: fakeStore(),
      log,
      accountThrottle: {},
    });
    gateway.load(graph);
    await fc.assert(
      fc.asyncProperty(
        target,
        fc.array(fc.tuple(headerName, headerValue), { maxLength: 5 }),
        fc.oneof(fc.string({ maxLength: 10 }), fc.json()),
        async (path, headers, body) => {
          const response = await gateway.answer({
            method: "POST",
            target: path,
            rawHeaders: ["Host", "localhost", ...headers.flat()],
            body: Buffer.from(body),
            sourceIp: "127.0.0.1",
            protocol: "HTTP/1.1",
          });
          assert.ok(response.status >= 200 && response.status <= 599);
          assert.deepEqual(log.problems, []);
        },
      ),
      { numRuns: 2_000 },
    );
  });
});
