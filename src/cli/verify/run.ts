import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import type { Deployed } from "../../graph/deployed";
import { asksOf, type Asks } from "../../access/verify/asks-of";
import { findingOf, type Verified } from "../../access/verify/findings";
import { keysOf, type AwsKeys, type Caller } from "../aws/call";
import { send } from "../aws/send";
import { loadGraph } from "../explain/load-graph";
import { readLocalJson, type LocalJson } from "../../local/start/local-json";
import type { VerifyArguments } from "./arguments";
import { askAll } from "./ask-all";
import { noProofs, readProofs, type GivenProofs } from "./given-proofs";
import { localProofs } from "./local-proofs";
import { stackOutputs } from "./outputs";
import { clock, createPace } from "./pace";
import { localPlaces, stackPlaces, type PlaceOf } from "./place";
import { isUnavailable, reasonOf, type Proofs } from "./proofs";
import { stackProofs } from "./stack-proofs";

/** What is used beside the arguments. */
export interface VerifyProcess {
  projectDirectory: string;
  env: Readonly<Record<string, string | undefined>>;
  /** What the program prints, and what a person should know. */
  print: (line: string) => void;
}

/** What is asked, and how. */
interface Target {
  name: string;
  placeOf: PlaceOf;
  proofs: Proofs;
}

/** Asks every endpoint as everybody; a list says what is wrong with what was given. */
export async function verify(
  args: VerifyArguments,
  process: VerifyProcess,
): Promise<Verified | readonly string[]> {
  const { env, print } = process;
  const given = args.proofs === undefined ? noProofs : readProofs(args.proofs, env);
  if (Array.isArray(given)) return given as readonly string[];
  const local = args.urls.length === 0 ? readLocal(args, process) : undefined;
  if (typeof local === "string") return [local];
  const silent = local && (await silence(local));
  if (silent !== undefined) return [silent];
  const definition = await readDefinition(args, local, process);
  const target = local
    ? localTarget(args, { definition, local, given: given as GivenProofs }, process)
    : await stackTarget(args, { definition, given: given as GivenProofs }, process);
  if (typeof target === "string") return [target];
  const sourceIp = args.sourceIp ?? (local && "127.0.0.1");
  const all = asksOf(definition, {
    ...{ allowWrites: args.allowWrites || local !== undefined, insideVpc: args.insideVpc },
    ...{ now: new Date(), ...(sourceIp !== undefined && { sourceIp }) },
  });
  const chosen = choose(all, args);
  if (Array.isArray(chosen)) return chosen as readonly string[];
  const { asks, left } = chosen as Asks;
  const seconds = Math.round(asks.length / args.rate);
  if (seconds > 60) print(`${asks.length} questions, ${args.rate} a second: about ${seconds} s.`);
  try {
    const signer = await anySigner(definition, target.proofs);
    const parts = { ...target, signer, clock, turn: createPace(args.rate, clock) };
    const asked = await askAll(asks, parts);
    const { unread } = definition;
    return { target: target.name, findings: asked.map(findingOf), left, unread };
  } finally {
    await target.proofs.close();
  }
}

async function readDefinition(
  { stack, state, graph }: VerifyArguments,
  local: LocalJson | undefined,
  { projectDirectory, print }: VerifyProcess,
): Promise<Deployed> {
  const temporaryDirectory = fs.mkdtempSync(path.join(os.tmpdir(), "gatehouse-verify-"));
  try {
    // A deployed stack has nothing to do with the keys and ids of a gateway here.
    const stateDirectory = local
      ? path.resolve(projectDirectory, state)
      : path.join(temporaryDirectory, "state");
    const loaded = await loadGraph({
      ...{ projectDirectory, stateDirectory, temporaryDirectory, print },
      // A stack's file has no organisation in its name.
      ...{
        stack: (stack ?? local?.stack ?? "dev").split("/").at(-1)!,
        ...(graph !== undefined && { graph }),
      },
    });
    return loaded.definition;
  } finally {
    fs.rmSync(temporaryDirectory, { recursive: true, force: true });
  }
}

function readLocal(
  { state }: VerifyArguments,
  { projectDirectory }: VerifyProcess,
): LocalJson | string {
  const local = readLocalJson(path.resolve(projectDirectory, state));
  return typeof local === "string"
    ? `${local} Or name a deployed stack's address by --url.`
    : local;
}

/** Why a gateway that has been started does not answer; undefined where it does. */
async function silence({ gatewayUrl }: LocalJson): Promise<string | undefined> {
  const { origin, host } = new URL(gatewayUrl);
  try {
    await send({ method: "GET", origin, path: "/", headers: { Host: host } });
    return undefined;
  } catch (error) {
    return `No gateway answers at ${origin} (${reasonOf(error)}). Run npm start first.`;
  }
}

function localTarget(
  args: VerifyArguments,
  parts: { definition: Deployed; local: LocalJson; given: GivenProofs },
  { projectDirectory }: VerifyProcess,
): Target {
  const { definition, local } = parts;
  const caller = { keys: local.admin, region: local.region, endpoint: local.awsUrl };
  const stateDirectory = path.resolve(projectDirectory, args.state);
  return {
    name: "the running gateway",
    placeOf: localPlaces(definition, local),
    proofs: localProofs({ ...parts, caller, stateDirectory }),
  };
}

async function stackTarget(
  args: VerifyArguments,
  { definition, given }: { definition: Deployed; given: GivenProofs },
  { projectDirectory, print }: VerifyProcess,
): Promise<Target | string> {
  const stack = args.stack ?? "dev";
  const read = stackOutputs({ outputs: args.outputs, stack }, projectDirectory);
  if (typeof read === "string" && args.outputs !== undefined) return `${read}.`;
  if (typeof read === "string") print(`Note: ${read}; keys and clients' secrets are skipped.`);
  const caller: Caller = { region: definition.region, profile: args.profile };
  const missing = await keysOf(caller).then(() => undefined, reasonOf);
  if (missing !== undefined) print(`Note: ${missing}`);
  return {
    name: args.urls.map(({ url }) => url).join(", "),
    placeOf: stackPlaces(definition, args.urls),
    proofs: stackProofs({
      ...{ definition, given, outputs: typeof read === "string" ? {} : read },
      ...(missing === undefined && { caller }),
    }),
  };
}

/** The questions about these endpoints and callers; a list says which of them there are none of. */
function choose(all: Asks, { endpoints, as }: VerifyArguments): Asks | readonly string[] {
  const isAt = (wanted: string, { access }: Asks["asks"][number]) =>
    [access.endpoint.label, `${access.endpoint.verb} ${access.endpoint.path}`].includes(wanted);
  const wrong = [
    ...endpoints
      .filter((one) => !all.asks.some((ask) => isAt(one, ask)))
      .map((one) => `--endpoint ${one}: the graph has no such endpoint.`),
    ...as
      .filter((one) => !all.asks.some(({ caller }) => caller.name === one))
      .map((one) => `--as ${one}: unknown caller.`),
  ];
  if (wrong.length > 0) return wrong;
  const asks = all.asks.filter(
    (ask) =>
      (endpoints.length === 0 || endpoints.some((one) => isAt(one, ask))) &&
      (as.length === 0 || as.includes(ask.caller.name)),
  );
  return { asks, left: as.length === 0 ? all.left : [] };
}

/** Somebody whose access key a wrong signature can name. */
async function anySigner({ roles, users }: Deployed, proofs: Proofs): Promise<AwsKeys | undefined> {
  const all = [
    ...roles.map(({ name }) => ({ kind: "role" as const, name })),
    ...users.map(({ name }) => ({ kind: "user" as const, name })),
  ];
  for (const { kind, name } of all) {
    const keys = await proofs.signer(kind, name);
    if (!isUnavailable(keys)) return keys;
  }
  return undefined;
}
