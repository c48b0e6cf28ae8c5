import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import type { FunctionDefinition, Deployed } from "../../../src/graph/deployed";
import { createFunctions } from "../../../src/local/functions";
import type { FunctionsOptions } from "../../../src/local/functions/options";
import type { Functions, Log, TemporaryCredentials } from "../../../src/local/start/services";

export const region = "eu-central-1";
export const arnOf = (name: string) => `arn:aws:lambda:${region}:000000000000:function:${name}`;

/** A function whose archive is one `index.js`. */
export function fn(
  name: string,
  text: string,
  more: Partial<FunctionDefinition> = {},
): FunctionDefinition {
  return {
    name,
    functionName: `app-dev-${name}`,
    arn: arnOf(`app-dev-${name}`),
    roleArn: `arn:aws:iam::000000000000:role/${name}`,
    handler: "index.handler",
    timeoutSeconds: 3,
    memoryMegabytes: 128,
    environment: {},
    code: { files: { "index.js": { text } } },
    aliases: [],
    permissions: [],
    ...more,
  };
}

/** A graph that has nothing but what is named. */
export function definitionOf(parts: Partial<Deployed>): Deployed {
  return {
    graph: [],
    accountId: "000000000000",
    region,
    partition: "aws",
    apis: [],
    usagePlans: [],
    apiKeys: [],
    functions: [],
    roles: [],
    users: [],
    userPools: [],
    identityPools: [],
    domains: [],
    unread: [],
    warnings: [],
    problems: [],
    ...parts,
  };
}

export interface Recorded {
  log: Log;
  output: string[];
  problems: string[];
  notices: string[];
}

export function recorder(): Recorded {
  const [output, problems, notices]: string[][] = [[], [], []];
  const log: Log = {
    decision: () => {},
    code: () => {},
    functionOutput: (name, line) => output!.push(`${name}: ${line}`),
    notice: (text) => notices!.push(text),
    problem: (text) => problems!.push(text),
  };
  return { log, output: output!, problems: problems!, notices: notices! };
}

export const session = (
  roleArn: string,
  expiresAt = Date.now() + 3_600_000,
): TemporaryCredentials => ({
  accessKeyId: `ASIA${roleArn.split("/")[1]}`,
  secretAccessKey: "secret",
  sessionToken: "token",
  expiresAt,
});

export interface Bench extends Recorded {
  functions: Functions;
  folder: string;
  /** Invokes by the short name and parses the answer. */
  call(name: string, event?: unknown): Promise<any>;
}

const open: Bench[] = [];

/** Functions with everything around them faked, in a folder of their own. */
export function bench(
  functions: FunctionDefinition[],
  more: Partial<FunctionsOptions> = {},
): Bench {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "gatehouse-functions-"));
  const recorded = recorder();
  const made = createFunctions({
    projectDirectory: folder,
    stateDirectory: path.join(folder, "state"),
    credentials: { assume: async (arn) => session(arn) },
    log: recorded.log,
    ports: () => ({ gateway: 4000, aws: 4001 }),
    ...more,
  });
  void made.load(definitionOf({ functions }));
  const result: Bench = {
    ...recorded,
    functions: made,
    folder,
    async call(name, event = {}) {
      const answer = await made.invoke({
        functionArn: arnOf(`app-dev-${name}`),
        payload: JSON.stringify(event),
      });
      return "payload" in answer ? { ...answer, payload: JSON.parse(answer.payload) } : answer;
    },
  };
  open.push(result);
  return result;
}

/** Ends every bench of a test file. */
export async function closeBenches(): Promise<void> {
  for (const { functions, folder } of open.splice(0)) {
    await functions.close();
    fs.rmSync(folder, { recursive: true, force: true });
  }
}
