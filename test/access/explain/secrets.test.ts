import assert from "node:assert/strict";
import path from "node:path";
import { sign } from "aws4";
import fc from "fast-check";
import { readGraph } from "../../../src/graph/read/read-graph";
import { explainRequest, type ExplainParts } from "../../../src/cli/explain/explain-request";
import { printExplanation, printTable } from "../../../src/cli/explain/print";
import { askedRequest } from "../../../src/cli/explain/request";
import { readExplainArguments } from "../../../src/cli/explain/arguments";
import { createGateway } from "../../../src/local/gateway";
import { createCredentials } from "../../../src/local/identities/create-credentials";
import { createLog } from "../../../src/local/log";
import { runProgram } from "../../../src/cli/program/run-program";
import type { Functions, InvocationResult } from "../../../src/local/start/services";
import { createTokens } from "../../../src/local/tokens/create-tokens";
import { fakeStore } from "../../local/gateway/fake-parts";

const project = path.join(__dirname, "../../..");

const routes = [
  ...["GET /", "GET /restaurants", "GET /restaurants/trends", "POST /restaurants/search"],
  ...["GET /stock/7", "GET /costs/7", "PUT /orders", "PUT /me", "GET /deals", "GET /nowhere"],
];

/** What people take for keys and tokens: words, base64, JWTs, and what JSON and URLs escape. */
const secret = fc.oneof(
  fc.stringMatching(/^[a-z0-9]{12,40}$/),
  fc.stringMatching(/^[A-Za-z0-9+/]{16,60}={0,2}$/),
  fc.stringMatching(/^ey[\w-]{10,30}\.ey[\w-]{10,40}\.[\w-]{10,40}$/),
  fc.stringMatching(/^[!-~]{12,40}$/),
);

type Place = (
  secret: string,
  keyOf: () => { accessKeyId: string; host: string; target: string },
) => Record<string, string>;

/** Where a secret may stand in a request. */
const places: Record<string, Place> = {
  token: (text) => ({ Authorization: text }),
  bearer: (text) => ({ Authorization: `Bearer ${text}` }),
  key: (text) => ({ "x-api-key": text }),
  signature: (text) => ({
    Authorization: `AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20260101/eu-central-1/execute-api/aws4_request, SignedHeaders=host, Signature=${text.replaceAll(",", "")}`,
  }),
  session: (text, keyOf) => {
    const { accessKeyId, host, target } = keyOf();
    const credentials = { accessKeyId, secretAccessKey: "not this one", sessionToken: text };
    const request = { host, path: target, service: "execute-api", region: "eu-central-1" };
    return sign(request, credentials).headers as Record<string, string>;
  },
};

/** What an authorizer's code may do with the token that it got. */
const echoes: ((token: string) => object)[] = [
  (token) => ({ errorMessage: `${token} is not known`, errorType: "Error" }),
  (token) => ({ principalId: token, policyDocument: { Statement: statement("Allow", "*") } }),
  (token) => ({ principalId: "a", policyDocument: { Statement: statement("Deny", token) } }),
  (token) => ({ principalId: "a", policyDocument: token }),
  (token) => ({ principalId: "a", context: { [token]: {} }, policyDocument: { Statement: [] } }),
];

const statement = (Effect: string, resource: string) => [
  { Sid: "Echo", Effect, Action: "execute-api:Invoke", Resource: ["*", resource] },
];

describe("what is said about a call", function () {
  this.timeout(300_000);

  it("holds no token, key or signature of the call, whoever repeats it", async () => {
    const graph = await runProgram({
      ...{ directory: project, stack: "dev", seed: "a seed", showSecrets: true },
      print: () => {},
    });
    const definition = readGraph(graph);
    const store = fakeStore();
    const printed: string[] = [];
    const print = (line: string) => void printed.push(line);
    const log = createLog({ out: print, problems: print, colours: false });
    let echo = echoes[0]!;
    const functions: Functions = {
      async invoke({ payload }): Promise<InvocationResult> {
        const { authorizationToken: token = "" } = JSON.parse(payload);
        const outcome = echo === echoes[0] ? "functionError" : "returned";
        return { outcome, payload: JSON.stringify(echo(token)), requestId: "r" };
      },
      load: () => {},
      close: async () => {},
    };
    const credentials = createCredentials({ store });
    const tokens = createTokens({ store });
    const gateway = createGateway({ credentials, tokens, functions, store, log });
    await credentials.load(definition);
    await tokens.load(definition);
    await gateway.load(definition);
    const billing = definition.roles.find(({ name }) => name === "billing")!;
    const session = await credentials.assume(billing.arn, { sessionName: "test" });
    const parts: ExplainParts = { gateway, credentials, tokens, ran: () => [] };

    await fc.assert(
      fc.asyncProperty(
        secret,
        fc.constantFrom(...routes),
        fc.constantFrom(...Object.values(places)),
        fc.constantFrom(...echoes),
        async (text, route, place, echoed) => {
          echo = echoed;
          const args = readExplainArguments([route]);
          assert.ok(typeof args !== "string");
          const asked = askedRequest(args, definition);
          assert.ok(typeof asked !== "string");
          const { host, target } = asked;
          const keyOf = () => ({ accessKeyId: session.accessKeyId, host, target });
          const headers = { Host: host, ...place(text, keyOf) };
          const given = Object.entries(headers).filter(([name]) => name !== "Host");

          const nobody = { name: "nobody", proofs: [] };
          const explanation = await explainRequest({ ...asked, headers: given }, nobody, parts);
          assert.ok(typeof explanation !== "string");
          printed.length = 0;
          await gateway.answer({
            ...{ method: asked.method, target, rawHeaders: Object.entries(headers).flat() },
            ...{ body: Buffer.alloc(0), sourceIp: "127.0.0.1", protocol: "HTTP/1.1" },
          });
          const said = [
            JSON.stringify(explanation),
            printExplanation(explanation),
            printTable([explanation]),
            JSON.stringify(log.decisions().at(-1)),
            printed.join("\n"),
          ];
          const sent = place === places["signature"] ? text.replaceAll(",", "") : text;
          for (const form of [sent, JSON.stringify(sent).slice(1, -1), encodeURIComponent(sent)]) {
            for (const output of said) assert.ok(!output.includes(form), output);
          }
        },
      ),
      { numRuns: 400 },
    );
    await tokens.close();
  });
});
