import { randomBytes } from "node:crypto";
import type { Deployed, ThrottleDefinition } from "../../graph/deployed";
import { createAwsPort } from "../aws/port";
import { createEndOfSignIn } from "../aws/cognito-idp/tokens/end-of-sign-in";
import { variablesOf, type DotEnv } from "./dotenv";
import { createFunctions } from "../functions";
import {
  createGateway,
  createNetworkPasses,
  listen as listenGateway,
  networkHeader,
} from "../gateway";
import { createCredentials } from "../identities/create-credentials";
import type { GatewayLog } from "../log";
import type { Credentials, Store } from "./services";
import { createTokens } from "../tokens/create-tokens";
import { openPort } from "./ports";
import { StartError } from "./start-error";

/** What the parts stand on. */
export interface PartsOptions {
  store: Store;
  log: GatewayLog;
  /** As asked for; 0: any free port. */
  ports: { gateway: number; aws: number };
  projectDirectory: string;
  stateDirectory: string;
  inProcess: boolean;
  /** See `GatewayOptions`. */
  allowSourceVpce?: boolean;
  /** See `GatewayOptions`. */
  accountThrottle?: ThrottleDefinition;
}

/** Everything that runs, made once; `load` swaps the graph in all of it at once. */
export interface Parts {
  credentials: Credentials;
  /** As opened. */
  ports: { gateway: number; aws: number };
  /** Pages that only a reader of `local.json` may open: each carries a random token. */
  pageUrls(): { codesUrl: string; consoleUrl: string; logUrl: string };
  load(definition: Deployed, dotenv: DotEnv): Promise<void>;
  /** Lets every user pool sign with a new key; the old ones stay in its JWKS. */
  rotateKeys(definition: Deployed): Promise<void>;
  close(): Promise<void>;
}

/** Makes the parts and opens both ports. Throws a `StartError` where a port is taken. */
export async function createParts(options: PartsOptions): Promise<Parts> {
  const { store, log, projectDirectory, stateDirectory, inProcess } = options;
  const ports = { ...options.ports };
  let dotenv: DotEnv = { all: {}, byFunction: {}, problems: [] };
  const credentials = createCredentials({ store });
  const tokens = { ...createTokens({ store }), endOf: createEndOfSignIn(store) };
  const passes = createNetworkPasses();
  const functions = createFunctions({
    ...{ credentials, log, projectDirectory, stateDirectory, inProcess },
    ports: () => ports,
    dotenv: (name) => variablesOf(dotenv, name),
    pass: (endpoint) => ({ header: networkHeader, value: passes.passFor(endpoint) }),
  });
  const { accountThrottle, allowSourceVpce = false } = options;
  const gateway = createGateway({
    ...{ credentials, tokens, functions, store, log, passes, allowSourceVpce },
    ...(accountThrottle && { accountThrottle }),
  });
  const gatewayServer = await opened(() => listenGateway(gateway, { port: ports.gateway, log }));
  ports.gateway = gatewayServer.port;
  const token = randomBytes(24).toString("base64url");
  const gatewayOrigin = `http://127.0.0.1:${ports.gateway}`;
  const aws = createAwsPort({ store, credentials, tokens, functions, log, gatewayOrigin, token });
  const awsServer = await openPort(aws.handle, { flag: "--aws-port", port: ports.aws }).catch(
    async (error: unknown) => {
      await gatewayServer.close();
      throw error;
    },
  );
  ports.aws = awsServer.port;
  const behind = [credentials, tokens, functions, aws];
  return {
    credentials,
    ports,
    pageUrls: () => aws.pageUrls(`http://127.0.0.1:${ports.aws}`),
    async load(definition, next) {
      dotenv = next;
      const loading = behind.map((part) => part.load(definition));
      // In the same step: a request between the two would be judged by half a graph.
      gateway.load(definition);
      await Promise.all(loading);
    },
    async rotateKeys({ userPools }) {
      for (const { id } of userPools) await tokens.rotateKeys(id);
    },
    async close() {
      await Promise.all([gatewayServer.close(), awsServer.close()]);
      for (const part of [gateway, ...behind.reverse()]) await part.close();
    },
  };
}

/** A port that cannot be opened is a mistake of the start, not of the program. */
async function opened<Server>(open: () => Promise<Server>): Promise<Server> {
  try {
    return await open();
  } catch (error) {
    throw new StartError([(error as Error).message]);
  }
}
