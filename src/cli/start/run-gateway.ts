import fs from "node:fs";
import path from "node:path";
import { laptopTexts } from "../../access/notes/check-text";
import { checksOf } from "../../access/notes/checks-of";
import type { Deployed, ThrottleDefinition } from "../../graph/deployed";
import { keepDeployed } from "../../graph/keep-deployed";
import type { GatewayLog } from "../../local/log";
import { openStore } from "../../local/store/store";
import { watchFiles } from "../watch";
import type { StartArguments } from "./arguments";
import { buildVersion, caveats, versionOf, type BuildOptions, type Built } from "./build-deployed";
import { changesBetween } from "../../local/start/changes";
import { createCurrentGraph, type CurrentGraph } from "./current-graph";
import { codeFiles } from "./graph-cache";
import { graphFile, programGraph } from "./graph-source";
import { createParts } from "../../local/start/parts";
import { readyLines, requirePath } from "../../local/start/ready";
import { createReloader } from "./reload";
import { openStateFolder } from "../../local/start/state-folder";

/** What a running gateway needs from its process. */
export interface GatewayProcess {
  log: GatewayLog;
  projectDirectory: string;
  /** Aborted when the gateway is to end. */
  stop: AbortSignal;
  /**
   * The account's limit per region, which a benchmark lifts with `{}`.
   * @default AWS's own
   */
  accountThrottle?: ThrottleDefinition;
}

/** Things to undo, in the reverse order of their making. */
type Cleanups = (() => unknown)[];

/** Runs the gateway until it is told to stop. Throws a `StartError` where it cannot start. */
export async function runGateway(args: StartArguments, process: GatewayProcess): Promise<void> {
  const cleanups: Cleanups = [];
  try {
    const stopped = aborted(process.stop);
    const begun = await Promise.race([begin(args, process, cleanups), stopped]);
    if (begun) watch(args, { ...process, ...begun, cleanups });
    await stopped;
  } finally {
    for (const cleanup of cleanups.reverse()) await cleanup();
  }
}

/** Opens what must be this process's own, puts the first graph in force and says that it is ready. */
async function begin(
  args: StartArguments,
  { log, projectDirectory, accountThrottle }: GatewayProcess,
  cleanups: Cleanups,
): Promise<{ current: CurrentGraph; options: BuildOptions; version: string | undefined }> {
  const state = await openStateFolder(args.state, args.fresh);
  cleanups.push(() => state.release());
  const store = openStore(state.path);
  cleanups.push(() => store.close());
  const folders = { projectDirectory, stateDirectory: state.path };
  const print = (line: string) => {
    const warning = /^(?:warning|error): (?:\[runtime\] )?(.*)$/.exec(line)?.[1];
    if (warning === undefined) log.notice(line);
    else log.problem(warning);
  };
  const source = args.graph
    ? graphFile(args.graph, projectDirectory)
    : programGraph({ ...folders, stack: args.stack, seed: state.seed, print });
  cleanups.push(() => source.close());
  const ports = { gateway: args.port, aws: args.awsPort };
  const parts = await createParts({
    ...{ ...folders, store, log, ports, inProcess: args.inProcess },
    allowSourceVpce: args.allowSourceVpce,
    ...(accountThrottle && { accountThrottle }),
  });
  cleanups.push(() => parts.close());
  const options = { source, store, ...folders };
  const file = path.join(state.path, "local.json");
  // One of a gateway that was killed would speak of a process that is no more.
  fs.rmSync(file, { force: true });
  cleanups.push(() => fs.rmSync(file, { force: true }));
  const current = createCurrentGraph({ parts, file, stack: args.stack, log });
  cleanups.push(() => current.stop());

  const { built: first, version, whole } = await buildVersion(options);
  await current.apply(first);
  if (args.rotateKeys) await parts.rotateKeys(first.definition);
  for (const text of caveats(first.definition)) log.notice(text);
  const places = { ...current.urls(), localJson: requirePath(file) };
  log.ready(readyLines(first.definition, places), places);
  for (const text of laptopTexts(checksOf(first.definition))) log.notice(text);
  return { current, options, version: whole ? version : undefined };
}

/** A program that writes into its own folder disturbs each of its runs; so often it is run again. */
const mostDisturbed = 3;

interface Watched extends GatewayProcess {
  current: CurrentGraph;
  options: BuildOptions;
  /** Of the graph that is in force; undefined: something was saved while it was read. */
  version: string | undefined;
  cleanups: Cleanups;
}

/** Puts in force what is saved from now on. */
function watch(args: StartArguments, watched: Watched): void {
  const { log, current, options, cleanups, stop } = watched;
  const { source, projectDirectory, stateDirectory } = options;
  const remarks = (definition: Deployed) => [
    ...caveats(definition),
    ...laptopTexts(checksOf(definition)),
  ];
  const said = new Set(remarks(current.definition()!));
  let { version } = watched;
  let disturbed = 0;
  const reloader = createReloader<Built>({
    log,
    // Not beside `--in-process`, which is for benchmarks: what stands ready takes memory.
    settled() {
      unwatch.refresh();
      if (!args.inProcess && !stop.aborted) source.prepare();
    },
    async build() {
      if (versionOf(options) === version) return undefined;
      const { built, whole, ...next } = await buildVersion(options);
      disturbed = whole ? 0 : disturbed + 1;
      version = whole || disturbed >= mostDisturbed ? next.version : undefined;
      return built;
    },
    async apply({ definition: saved, dotenv }) {
      const before = current.definition()!;
      // A deployment that lacks a change keeps serving what it froze, as on AWS.
      const definition = keepDeployed(before, saved);
      const changes = changesBetween(before, definition);
      await current.apply({ definition, dotenv });
      const fresh = remarks(definition).filter((text) => !said.has(text));
      fresh.forEach((text) => said.add(text));
      return [...fresh, ...changes];
    },
  });
  const unwatch = watchFiles({
    ...(args.graph ? {} : { project: { projectDirectory, stateDirectory } }),
    files: () => [
      ...source.files,
      path.join(projectDirectory, ".env"),
      ...(args.graph ? codeFiles(current.definition()!.graph, projectDirectory) : []),
    ],
    changed: () => reloader.changed(),
    problem: (text) => log.problem(text),
  });
  cleanups.push(() => {
    unwatch();
    source.close();
    return reloader.stop();
  });
  // What was saved while the first graph was built.
  reloader.changed();
}

function aborted(signal: AbortSignal): Promise<undefined> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve(undefined);
    else signal.addEventListener("abort", () => resolve(undefined), { once: true });
  });
}
