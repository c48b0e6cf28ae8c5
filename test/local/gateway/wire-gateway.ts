import { createGateway, listen } from "../../../src/local/gateway";
import { expandGraph } from "./expand-graph";
import { fakeCredentials, fakeFunctions, fakeLog, fakeStore, fakeTokens } from "./fake-parts";
import { exchange, readAnswers, type RawAnswer } from "./raw-http";

const functions = {
  deny: {
    returns: {
      principalId: "me",
      policyDocument: { Statement: [{ Effect: "Deny", Action: "*", Resource: "*" }] },
    },
  },
  throws: { throws: "boom" },
  small: { returns: { statusCode: 200, body: "ok" } },
};

const graph = expandGraph({
  api: {
    authorizers: [
      { name: "token", functionArn: "deny" },
      { name: "pool", type: "COGNITO_USER_POOLS", providerArns: ["arn"] },
    ],
    routes: {
      "GET /open": { integration: "small" },
      "POST /echo": {},
      "ANY /any": { integration: "small" },
      "GET /items/{id}": {},
      "GET /files/{path+}": {},
      "GET /iam": { authorizationType: "AWS_IAM" },
      "GET /key": { apiKeyRequired: true },
      "GET /custom": { authorizationType: "CUSTOM", authorizerId: "token" },
      "GET /pool": { authorizationType: "COGNITO_USER_POOLS", authorizerId: "pool" },
      "GET /throws": { integration: "throws" },
      "GET /needs": {
        validateRequestParameters: true,
        requestParameters: { "method.request.querystring.a": true },
      },
    },
  },
  functions,
  keys: [{ value: "a-key-of-twenty-characters" }],
});

/** A gateway on a port, asked with what is written to its socket. */
export interface WireGateway {
  port: number;
  /** Everything that came back until the gateway ended the connection. */
  send(pieces: string | readonly string[]): Promise<string>;
  /** The first answer. */
  ask(request: string, options?: { head?: boolean }): Promise<RawAnswer>;
  get(target: string, headers?: string): Promise<RawAnswer>;
  /** How often a function was asked. */
  count(): number;
  /** The last event of a function. */
  event(): Record<string, unknown>;
  close(): Promise<void>;
}

/** Opens the gateway of these tests. */
export async function openWireGateway({ loaded = true } = {}): Promise<WireGateway> {
  const log = fakeLog();
  const asked = fakeFunctions(functions);
  const gateway = createGateway({
    credentials: fakeCredentials({}),
    tokens: fakeTokens({}),
    functions: asked,
    store: fakeStore(),
    log,
  });
  if (loaded) gateway.load(graph);
  const { port, close } = await listen(gateway, { port: 0, log, graceMilliseconds: 0 });
  const send: WireGateway["send"] = (pieces) => exchange(port, pieces);
  const ask: WireGateway["ask"] = async (request, options) => {
    const [first] = readAnswers(await send(request), options);
    if (!first) throw new Error(`No answer to ${request}`);
    return first;
  };
  return {
    port,
    send,
    ask,
    get: (target, headers = "") =>
      ask(`GET ${target} HTTP/1.1\nHost: localhost\n${headers}Connection: close\n\n`),
    count: () => asked.invocations.length,
    event: () => JSON.parse(asked.invocations.at(-1)!.payload) as Record<string, unknown>,
    close,
  };
}
