import fs from "node:fs";
import path from "node:path";
import type { Deployed } from "../../graph/deployed";
import { readGraph } from "../../graph/read/read-graph";
import { unreadLines } from "../../access/report/unread-text";
import { readDotEnv, unknownFunctions, type DotEnv } from "../../local/start/dotenv";
import { completeDefinition } from "../../local/identities/complete";
import type { Store } from "../../local/start/services";
import { newestChange } from "./graph-cache";
import type { GraphSource } from "./graph-source";
import { StartError } from "../../local/start/start-error";

/** A graph that AWS would deploy, and what `.env` adds to it. */
export interface Built {
  definition: Deployed;
  dotenv: DotEnv;
}

/** What a build reads. */
export interface BuildOptions {
  source: GraphSource;
  store: Store;
  projectDirectory: string;
  stateDirectory: string;
}

const dotenvFile = ({ projectDirectory }: BuildOptions) => path.join(projectDirectory, ".env");

/** Reads graph and `.env`. Throws a `StartError` with every problem of both. */
export async function build(options: BuildOptions): Promise<Built> {
  const dotenv = readDotEnv(dotenvFile(options));
  const read = readGraph(await options.source.read());
  const names = read.functions.map(({ name }) => name);
  const problems = [...dotenv.problems, ...unknownFunctions(dotenv, names), ...read.problems];
  if (problems.length > 0) throw new StartError(problems);
  return { definition: completeDefinition(read, options.store), dotenv };
}

/** A build with the version that it began with. */
export interface VersionedBuild {
  built: Built;
  version: string;
  /** Whether nothing was saved meanwhile; else what was read may be from before or after. */
  whole: boolean;
}

/** Builds, and says of which version. */
export async function buildVersion(options: BuildOptions): Promise<VersionedBuild> {
  const changedAt = () => Math.max(options.source.changedAt(), newestChange([dotenvFile(options)]));
  const [version, changed] = [versionOf(options), changedAt()];
  const built = await build(options);
  return { built, version, whole: changedAt() === changed && versionOf(options) === version };
}

/** Text that differs where a build may differ. */
export function versionOf(options: BuildOptions): string {
  const file = dotenvFile(options);
  const dotenv = fs.existsSync(file) ? fs.readFileSync(file, "utf8") : "";
  return `${options.source.version()}\n${dotenv}`;
}

/** What a graph holds that does not do what it reads like. */
export function caveats({ graph, warnings, unread, apis }: Deployed): string[] {
  const lines = unreadLines(unread, "Not enforced");
  const notEnforced = lines.length > 0 ? [lines.join("\n")] : [];
  const empty = apis.length === 0 ? ["The graph has no API, so every request is refused."] : [];
  const unstaged = apis
    .filter(({ stages }) => stages.length === 0)
    .map(
      ({ name }) => `RestApi "${name}": the graph has no stage of it, so every request is refused.`,
    );
  const walls = graph.filter(({ type }) => /^aws:waf(v2|regional)?\//.test(type));
  const firewall =
    walls.length > 0
      ? [
          `Not enforced, because the laptop has no firewall: ${walls.map(({ type, name }) => `${type} ${name}`).join(", ")}`,
        ]
      : [];
  return [
    ...notEnforced,
    ...firewall,
    ...empty,
    ...unstaged,
    ...warnings.map((text) => `Note: ${text}`),
  ];
}
