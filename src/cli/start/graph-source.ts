import fs from "node:fs";
import path from "node:path";
import { entryAt } from "../../local/entry";
import type { ResourceGraph } from "../../graph/resource";
import { ProgramError } from "../program/program-error";
import type { RunReads } from "../program/reads";
import { pathsBeside, stateOfReads } from "../program/reads-state";
import { createSpareProgram } from "../watch/spare-program";
import { projectFiles, watchedBy } from "../watch/project-files";
import {
  codeFiles,
  fingerprint,
  newestChange,
  readCachedGraph,
  writeCachedGraph,
} from "./graph-cache";
import { StartError } from "../../local/start/start-error";

/** Where the graph comes from. */
export interface GraphSource {
  /** Throws a `StartError` with all problems. */
  read(): Promise<ResourceGraph>;
  /** Text that differs where the graph may differ. */
  version(): string;
  /** When what it reads was changed last: what is changed back within a reading has one version before and after. */
  changedAt(): number;
  /** The graph in force is the newest one: time to make the next reading a fast one. */
  prepare(): void;
  /** Files to watch beside the project's own, as of the last reading; `…/*`: everything in a folder. */
  readonly files: readonly string[];
  close(): void;
}

/** A graph that something else made. */
export function graphFile(file: string, projectDirectory: string): GraphSource {
  const full = path.resolve(file);
  return {
    files: [full],
    prepare: () => {},
    close: () => {},
    read: async () => parseGraph(full),
    changedAt: () => newestChange([full]),
    version() {
      if (!fs.existsSync(full)) return "";
      const text = fs.readFileSync(full, "utf8");
      const stats = codeOf(text, projectDirectory).map((name) => {
        const found = entryAt(name);
        return `${name} ${found?.size} ${found?.mtimeMs}`;
      });
      return [text, ...stats].join("\n");
    },
  };
}

function codeOf(text: string, projectDirectory: string): string[] {
  try {
    return codeFiles(JSON.parse(text), projectDirectory);
  } catch {
    return []; // Not whole: `read` says so.
  }
}

function parseGraph(file: string): ResourceGraph {
  const fail = (why: string) => new StartError([`--graph ${file}: ${why}`]);
  let text: string;
  try {
    text = fs.readFileSync(file, "utf8");
  } catch (error) {
    throw fail(`it cannot be read: ${(error as Error).message}.`);
  }
  let graph: unknown;
  try {
    graph = JSON.parse(text);
  } catch (error) {
    throw fail(`it is not JSON: ${(error as Error).message}.`);
  }
  const isGraph =
    Array.isArray(graph) &&
    graph.every((one) => typeof one?.type === "string" && typeof one?.name === "string");
  if (!isGraph) {
    throw fail(
      'expected an array of { "type", "name", "urn", "inputs", "outputs" }, as npm run graph prints it.',
    );
  }
  return (graph as ResourceGraph).map((one) => ({
    ...one,
    inputs: one.inputs ?? {},
    outputs: one.outputs ?? {},
  }));
}

/** What the program's graph depends on. */
export interface ProgramSourceOptions {
  projectDirectory: string;
  stateDirectory: string;
  stack: string;
  seed: string;
  /** What the program prints. */
  print: (line: string) => void;
}

/** The graph that `index.ts` registers; the last one is kept and used while nothing that its run read has changed. */
export function programGraph(options: ProgramSourceOptions): GraphSource {
  const { projectDirectory, stateDirectory, stack, seed, print } = options;
  let reads: RunReads | undefined;
  const program = createSpareProgram({
    fingerprints: false,
    ...{ directory: projectDirectory, stack, seed, print, showSecrets: true },
    dotEnv: true,
    read: (found) => (reads = found),
  });
  const cacheFile = path.join(stateDirectory, "graph.json");
  // Loads its packages beside what this process has to load.
  if (!fs.existsSync(cacheFile)) program.prepare();
  const current = () => fingerprint({ projectDirectory, stateDirectory, stack, seed });
  function* files() {
    for (const { file } of projectFiles(projectDirectory, stateDirectory)) yield file;
  }
  const beside = () =>
    reads ? pathsBeside(reads, watchedBy(projectDirectory, stateDirectory)) : [];
  const changedAt = () => newestChange(files());
  const stateNow = () => (reads ? stateOfReads(reads, process.env) : "");

  // Another reading reads other files; only a change of those it has read makes another version.
  let [state, changes] = ["", 0];
  const version = () => {
    const now = stateNow();
    if (now !== state) changes += 1;
    state = now;
    return `${current()} ${changes}`;
  };
  const named = new Set<string>();
  const nameVariables = () => {
    const names = (reads?.ownVariables ?? []).filter((name) => !named.has(name));
    names.forEach((name) => named.add(name));
    if (names.length > 0) print(variablesRead(names));
  };
  const read = async (): Promise<ResourceGraph> => {
    const [before, changed] = [current(), changedAt()];
    const cached = readCachedGraph(cacheFile, before, projectDirectory);
    const begun = Date.now();
    try {
      if (cached) reads = cached.reads;
      const graph = cached?.graph ?? (await run());
      // A file that was saved meanwhile may or may not be in this graph.
      const whole =
        cached ||
        (current() === before &&
          changedAt() === changed &&
          Math.floor(newestChange(beside())) <= begun);
      state = whole ? stateNow() : "";
      if (!cached && whole && reads)
        writeCachedGraph(cacheFile, { fingerprint: before, graph, reads, state });
      return graph;
    } finally {
      nameVariables();
    }
  };
  const run = async () => {
    try {
      return await program.run();
    } catch (error) {
      state = stateNow();
      if (error instanceof ProgramError) throw new StartError(error.message.split("\n"));
      throw error;
    }
  };
  return {
    get files() {
      return beside();
    },
    read,
    version,
    changedAt,
    prepare: () => program.prepare(),
    close: () => program.close(),
  };
}

const variablesRead = (names: readonly string[]) =>
  `The program reads ${names.join(", ")} from this shell's environment. A deploy has another environment, and ` +
  "report and diff run without one: what differs between stages stands in Pulumi.<stack>.yaml.";
