import type { Deployed } from "../../graph/deployed";
import { localJson, writeLocalJson } from "../../local/start/local-json";
import type { GatewayLog } from "../../local/log";
import type { TemporaryCredentials } from "../../local/start/services";
import type { Built } from "./build-deployed";
import type { Parts } from "../../local/start/parts";
import { needRenewal, roleSessions } from "../../local/start/sessions";

/** Credentials in `local.json` are looked at this often. */
const renewalMilliseconds = 60_000;

/** The graph that is in force, and the `local.json` that speaks of it. */
export interface CurrentGraph {
  definition(): Deployed | undefined;
  urls(): { gatewayUrl: string; awsUrl: string };
  /** Puts a graph in force. */
  apply(built: Built): Promise<void>;
  stop(): void;
}

/** What `createCurrentGraph` takes. */
export interface CurrentGraphOptions {
  parts: Parts;
  /** Where `local.json` is written. */
  file: string;
  stack: string;
  log: Pick<GatewayLog, "problem">;
}

/** Nothing is in force before the first `apply`. */
export function createCurrentGraph(options: CurrentGraphOptions): CurrentGraph {
  const { parts, file, stack, log } = options;
  const { ports } = parts;
  let definition: Deployed | undefined;
  let sessions: ReadonlyMap<string, TemporaryCredentials> = new Map();
  const urls = () => ({
    gatewayUrl: `http://127.0.0.1:${ports.gateway}/${definition?.apis[0]?.stages[0]?.stageName ?? ""}`,
    awsUrl: `http://127.0.0.1:${ports.aws}`,
  });
  const write = async (from: Deployed) => {
    sessions = await roleSessions(from, parts.credentials, sessions);
    const admin = parts.credentials.admin();
    const content = { stack, ...urls(), sessions, admin, urls: parts.pageUrls() };
    writeLocalJson(file, localJson(from, content));
  };
  // The clock decides at each look; nothing waits for a far moment.
  const renewal = setInterval(() => {
    if (!definition || !needRenewal(sessions)) return;
    write(definition).catch((error: Error) =>
      log.problem(`local.json could not be renewed: ${error.message}`),
    );
  }, renewalMilliseconds).unref();
  return {
    definition: () => definition,
    urls,
    stop: () => clearInterval(renewal),
    async apply(built) {
      await parts.load(built.definition, built.dotenv);
      definition = built.definition;
      await write(definition);
    },
  };
}
