import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Deployed } from "../../../src/graph/deployed";
import { createAwsPort } from "../../../src/local/aws/port";
import { createCredentials } from "../../../src/local/identities/create-credentials";
import type {
  Credentials,
  Functions,
  Invocation,
  InvocationResult,
  SentCode,
  TemporaryCredentials,
} from "../../../src/local/start/services";
import { openStore } from "../../../src/local/store/store";
import { createTokens, type TokenService } from "../../../src/local/tokens/create-tokens";

/** A running AWS port on a state folder of its own. */
export interface RunningPort {
  url: string;
  codes: SentCode[];
  problems: string[];
  invocations: Invocation[];
  credentials: Credentials;
  tokens: TokenService;
  urls: { codesUrl: string; consoleUrl: string; logUrl: string };
  load(definition: Deployed): void;
  /** What functions answer; an echo of the event where nothing is said. */
  answer(result: (invocation: Invocation) => InvocationResult): void;
  /** A new process on the same state folder. */
  restart(): Promise<void>;
  close(): Promise<void>;
  /** For the SDK's clients. */
  client(credentials?: TemporaryCredentials): {
    endpoint: string;
    region: string;
    maxAttempts: number;
    credentials: { accessKeyId: string; secretAccessKey: string; sessionToken?: string };
  };
}

/** The origin of the gateway's pages in these tests. */
export const gatewayOrigin = "http://127.0.0.1:4000";

/** Starts the AWS port on a free port. */
export async function runPort(first: Deployed): Promise<RunningPort> {
  const folder = mkdtempSync(join(tmpdir(), "gatehouse-aws-"));
  const [codes, problems, invocations] = [[], [], []] as [SentCode[], string[], Invocation[]];
  let result = (invocation: Invocation): InvocationResult => ({
    outcome: "returned",
    payload: invocation.payload,
    requestId: "r",
  });
  const functions: Functions = {
    load: () => {},
    close: async () => {},
    async invoke(invocation) {
      invocations.push(invocation);
      return result(invocation);
    },
  };
  const log = {
    decision: () => {},
    code: (code: SentCode) => void codes.push(code),
    functionOutput: () => {},
    notice: () => {},
    problem: (text: string) => void problems.push(text),
    decisions: () => [],
  };
  let definition = first;
  const open = () => {
    const store = openStore(folder);
    const credentials = createCredentials({ store });
    const tokens = createTokens({ store });
    const parts = { store, credentials, tokens, functions, log, gatewayOrigin, token: "secret" };
    const port = createAwsPort(parts);
    for (const part of [credentials, tokens, port]) void part.load(definition);
    return { ...parts, port };
  };
  let now = open();
  const server = createServer((request, response) => now.port.handle(request, response));
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    url,
    codes,
    problems,
    invocations,
    get credentials() {
      return now.credentials;
    },
    get tokens() {
      return now.tokens;
    },
    urls: now.port.pageUrls(url),
    load(next) {
      definition = next;
      for (const part of [now.credentials, now.tokens, now.port]) void part.load(next);
    },
    answer: (next) => void (result = next),
    async restart() {
      await now.tokens.close();
      await now.store.close();
      now = open();
    },
    async close() {
      server.closeAllConnections();
      server.close();
      await now.tokens.close();
      await now.store.close();
      rmSync(folder, { recursive: true, force: true });
    },
    client: (credentials) => ({
      endpoint: url,
      region: "eu-central-1",
      maxAttempts: 1,
      credentials: credentials ?? { accessKeyId: "AKIANOBODY", secretAccessKey: "nothing" },
    }),
  };
}

/** Runs work with `Date` moved ahead, as a preload that shifts it would. */
export async function later<Result>(
  milliseconds: number,
  work: () => Promise<Result>,
): Promise<Result> {
  const real = Date.now;
  Date.now = () => real() + milliseconds;
  try {
    return await work();
  } finally {
    Date.now = real;
  }
}
