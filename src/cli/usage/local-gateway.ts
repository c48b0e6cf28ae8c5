import { readLocalJson } from "../../local/start/local-json";
import type { Caller } from "../aws/call";
import type { KnownNames } from "./read-usage";

/** A gateway that runs on this machine: how to ask it, and what it calls its keys. */
export async function localGateway(
  state: string,
  stack: string | undefined,
): Promise<{ caller: Caller; names: KnownNames }> {
  const local = readLocalJson(state);
  if (typeof local === "string") throw new Error(local);
  if (stack !== undefined && local.stack !== stack) {
    throw new Error(
      `The gateway of ${state} runs the stack ${local.stack}, not ${stack}. Start that one (npm start -- --stack ${stack}), or ask AWS with --deployed.`,
    );
  }
  const keys = Object.entries(local.apiKeys).flatMap(([name, versions]) =>
    versions.map(({ id, version }) => [id, versionName(name, version, versions.length)] as const),
  );
  return {
    caller: { endpoint: local.awsUrl, region: local.region, keys: local.admin },
    names: { keys: new Map(keys) },
  };
}

function versionName(name: string, version: number, of: number): string {
  return of > 1 ? `${name}-${version}` : name;
}
