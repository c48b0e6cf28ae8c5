import { randomBytes } from "node:crypto";
import type { Deployed } from "../../graph/deployed";
import { createAwsPort } from "../../local/aws/port";
import { variablesOf, type DotEnv } from "../../local/start/dotenv";
import { createFunctions } from "../../local/functions";
import { listen, type Gateway } from "../../local/gateway";
import type { Credentials, Functions, Log, Store } from "../../local/start/services";
import { openPort } from "../../local/start/ports";
import type { TokenService } from "../../local/tokens/create-tokens";

/** What an authorizer's code runs among. */
export interface AuthorizerParts {
  definition: Deployed;
  dotenv: DotEnv;
  store: Store;
  credentials: Credentials;
  tokens: TokenService;
  log: Log;
  projectDirectory: string;
  /** Where code is laid out. */
  stateDirectory: string;
  /** For what the code calls in turn. */
  gateway: () => Gateway;
}

/** Functions of authorizers, whose code runs for real; nothing is started before the first one is asked. */
export function authorizerFunctions(parts: AuthorizerParts): Functions & { asked(): string[] } {
  const asked = new Set<string>();
  let started: Promise<Functions> | undefined;
  const cleanups: (() => Promise<void>)[] = [];
  return {
    asked: () => [...asked],
    async invoke(invocation) {
      asked.add(invocation.functionArn);
      started ??= start(parts, cleanups);
      return (await started).invoke(invocation);
    },
    load: () => {},
    async close() {
      for (const cleanup of cleanups.reverse()) await cleanup();
    },
  };
}

/** With free ports on loopback, since code may call the AWS port and other endpoints. */
async function start(parts: AuthorizerParts, cleanups: (() => Promise<void>)[]) {
  const { store, credentials, tokens, log, dotenv } = parts;
  const ports = { gateway: 0, aws: 0 };
  const functions = createFunctions({
    ...{ credentials, log },
    ...{ projectDirectory: parts.projectDirectory, stateDirectory: parts.stateDirectory },
    ports: () => ports,
    dotenv: (name) => variablesOf(dotenv, name),
  });
  cleanups.push(() => functions.close());
  const gateway = await listen(parts.gateway(), { port: 0, log });
  cleanups.push(() => gateway.close());
  ports.gateway = gateway.port;
  const gatewayOrigin = `http://127.0.0.1:${gateway.port}`;
  const token = randomBytes(24).toString("base64url");
  const aws = createAwsPort({ store, credentials, tokens, functions, log, gatewayOrigin, token });
  const server = await openPort(aws.handle, { flag: "--aws-port", port: 0 });
  cleanups.push(() => server.close());
  ports.aws = server.port;
  await Promise.all([aws.load(parts.definition), functions.load(parts.definition)]);
  return functions;
}
