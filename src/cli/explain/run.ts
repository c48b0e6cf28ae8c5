import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import type { Deployed } from "../../graph/deployed";
import type { Unread } from "../../graph/unread";
import { createGateway } from "../../local/gateway";
import { createCredentials } from "../../local/identities/create-credentials";
import { randomAccessKeyId, randomSecretKey } from "../../local/identities/random";
import type { Log } from "../../local/start/services";
import { createTokens, type TokenService } from "../../local/tokens/create-tokens";
import type { ExplainArguments } from "./arguments";
import { authorizerFunctions } from "./authorizer-functions";
import { explainEach, explainEverybody } from "./compare";
import type { ExplainParts } from "./explain-request";
import type { Explanation } from "./explanation";
import { loadGraph, type Loaded } from "./load-graph";
import { askedRequest, type AskedRequest } from "./request";
import { parseWho, type Who } from "./who";

/** What `npm run explain` found out. */
export interface Explained {
  explanations: Explanation[];
  /** What may carry endpoints or permissions and is not read. */
  unread: readonly Unread[];
  /** Whether everybody was asked about: a line each is enough. */
  everybody: boolean;
}

/** What is used beside the arguments. */
export interface ExplainProcess {
  projectDirectory: string;
  /** What the program and authorizers print, and what a person should know of the graph. */
  print: (line: string) => void;
}

/**
 * Explains a request in a separate state; a list says what is wrong with what was given.
 * Throws a `StartError` where the graph is.
 */
export async function explain(
  args: ExplainArguments,
  { projectDirectory, print }: ExplainProcess,
): Promise<Explained | readonly string[]> {
  const temporaryDirectory = fs.mkdtempSync(path.join(os.tmpdir(), "gatehouse-explain-"));
  const stateDirectory = path.resolve(projectDirectory, args.state);
  try {
    const { stack, graph } = args;
    const loaded = await loadGraph({
      ...{ projectDirectory, stateDirectory, temporaryDirectory, stack, print },
      ...(graph === undefined ? {} : { graph }),
    });
    for (const warning of loaded.definition.warnings) print(`Note: ${warning}`);
    return await judgeAll(args, loaded, { projectDirectory, temporaryDirectory, print });
  } finally {
    fs.rmSync(temporaryDirectory, { recursive: true, force: true });
  }
}

interface Places extends ExplainProcess {
  temporaryDirectory: string;
}

async function judgeAll(
  args: ExplainArguments,
  loaded: Loaded,
  places: Places,
): Promise<Explained | readonly string[]> {
  const definition = withUsersKeys(loaded.definition);
  const { unread } = definition;
  const asked = askedRequest(args, definition);
  const whos = args.as.filter((text) => text !== "all").map((text) => parseWho(text, definition));
  const wrong = [asked, ...whos].filter((one) => typeof one === "string");
  if (wrong.length > 0) return wrong;
  const { parts, close } = await makeParts({ ...loaded, definition }, places);
  try {
    const question = { asked: asked as AskedRequest, definition, parts };
    if (args.as.includes("all")) {
      return { explanations: await explainEverybody(question), everybody: true, unread };
    }
    const explanations = await explainEach(whos as Who[], question);
    const problems = explanations.filter((one) => typeof one === "string");
    return problems.length > 0
      ? problems
      : { explanations: explanations as Explanation[], everybody: false, unread };
  } finally {
    await close();
  }
}

/** A user without an access key is judged as if it had one. */
function withUsersKeys(definition: Deployed): Deployed {
  const users = definition.users.map((user) => {
    if (user.accessKeys.some(({ active }) => active)) return user;
    const made = {
      ...{ name: user.name, accessKeyId: randomAccessKeyId("AKIA"), active: true },
      secretAccessKey: randomSecretKey(),
    };
    return { ...user, accessKeys: [...user.accessKeys, made] };
  });
  return { ...definition, users };
}

async function makeParts(
  { definition, store, dotenv }: Loaded,
  { projectDirectory, temporaryDirectory, print }: Places,
): Promise<{ parts: ExplainParts; close: () => Promise<void> }> {
  const log = quietLog(print);
  const credentials = createCredentials({ store });
  const tokens = onceAsked(createTokens({ store }), definition);
  const functions = authorizerFunctions({
    ...{ definition, dotenv, store, credentials, tokens, log, projectDirectory },
    stateDirectory: temporaryDirectory,
    gateway: () => gateway,
  });
  const gateway = createGateway({
    ...{ credentials, tokens, functions, store, log },
    // Who asks may also ask how a call from inside the network would fare.
    allowSourceVpce: true,
  });
  for (const part of [credentials, gateway]) await part.load(definition);
  const parts = { gateway, credentials, tokens, ran: functions.asked };
  return {
    parts,
    async close() {
      for (const part of [gateway, functions, tokens, credentials]) await part.close();
    },
  };
}

/** A pool's signing keys take a moment to make, and most questions need none. */
function onceAsked(tokens: TokenService, definition: Deployed): TokenService {
  let asked = false;
  const load = () => {
    if (!asked) void tokens.load(definition);
    asked = true;
  };
  return {
    ...tokens,
    sign(...subject) {
      load();
      return tokens.sign(...subject);
    },
    verify(token, poolArns) {
      if (/^[\w-]+\.[\w-]+\.[\w-]+$/.test(token)) load();
      return tokens.verify(token, poolArns);
    },
  };
}

/** Only what a person must know: calls are explained, not logged. */
function quietLog(print: (line: string) => void): Log {
  return {
    decision: () => {},
    code: () => {},
    notice: () => {},
    functionOutput: (name, line) => print(`${name} | ${line}`),
    problem: print,
  };
}
