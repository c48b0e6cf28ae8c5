import { randomBytes } from "node:crypto";
import path from "node:path";
import type { Deployed } from "../../graph/deployed";
import type { ResourceGraph } from "../../graph/resource";
import type { Store } from "../../local/start/services";
import { build, type Built } from "../start/build-deployed";
import { fingerprint, readCachedGraph } from "../start/graph-cache";
import { graphFile, programGraph, type GraphSource } from "../start/graph-source";
import { readSeed } from "../../local/start/seed";
import { StartError } from "../../local/start/start-error";
import { readState } from "./memory-store";

/** Where the graph comes from, as `npm start` has it. */
export interface LoadOptions {
  projectDirectory: string;
  /** Of `npm start`; only read. */
  stateDirectory: string;
  /** What is written goes here. */
  temporaryDirectory: string;
  stack: string;
  graph?: string;
  /** What the program prints. */
  print: (line: string) => void;
}

/** The graph that `npm start` would enforce now, with its keys and secrets. */
export interface Loaded extends Built {
  definition: Deployed;
  store: Store;
}

/** Reads graph and state. Throws a `StartError` with all that is wrong with them. */
export async function loadGraph(options: LoadOptions): Promise<Loaded> {
  const store = await stateOf(options.stateDirectory);
  const { projectDirectory, temporaryDirectory: stateDirectory } = options;
  const source = sourceOf(options);
  try {
    const built = await build({ source, store, projectDirectory, stateDirectory });
    return { ...built, store };
  } finally {
    source.close();
  }
}

async function stateOf(folder: string): Promise<Store> {
  try {
    return await readState(folder);
  } catch (error) {
    throw new StartError([`--state ${folder}: it cannot be read: ${(error as Error).message}.`]);
  }
}

/** What a gateway has read already. */
function known(graph: ResourceGraph): GraphSource {
  return {
    files: [],
    read: async () => graph,
    version: () => "",
    changedAt: () => 0,
    prepare: () => {},
    close: () => {},
  };
}

function sourceOf(options: LoadOptions): GraphSource {
  const { projectDirectory, stateDirectory, temporaryDirectory, stack, graph, print } = options;
  if (graph !== undefined) return graphFile(graph, projectDirectory);
  // The same seed gives the ids and keys that a running gateway has.
  const seed = readSeed(stateDirectory) ?? randomBytes(32).toString("hex");
  const cached = readCachedGraph(
    path.join(stateDirectory, "graph.json"),
    fingerprint({ projectDirectory, stateDirectory, stack, seed }),
    projectDirectory,
  );
  return cached
    ? known(cached.graph)
    : programGraph({
        ...{ projectDirectory, stack, seed, print },
        stateDirectory: temporaryDirectory,
      });
}
