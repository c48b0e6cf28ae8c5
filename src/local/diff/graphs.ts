import { readFileSync } from "node:fs";
import path from "node:path";
import type { GraphDefinition } from "../../access/definition";
import type { ResourceGraph } from "../../access/graph";
import { readGraph } from "../../access/read-graph";
import { ProgramError } from "../program/program-error";
import { judgedGraph } from "../program/judged-graph";
import { checkOut } from "./base-tree";
import { changedFiles, commitOf, forkPoint } from "./git";
import { readGraphFile } from "./graph-file";

/** Where two graphs come from. */
export interface Sides {
  directory: string;
  stack: string;
  base?: string;
  baseGraph?: string;
  headGraph?: string;
  /** The commits of the graphs, whose files are read as data. */
  baseCommit?: string;
  headCommit?: string;
  /** A file that lists changed files, one a line. */
  changedFiles?: string;
}

/** Two graphs, read, and the files between them. */
export interface TwoGraphs {
  base: GraphDefinition;
  head: GraphDefinition;
  files: readonly string[];
}

/** Reads a graph; one that nobody has vouched for must not end in a crash. */
function read(graph: ResourceGraph, side: "base" | "head"): GraphDefinition {
  try {
    return readGraph(graph);
  } catch (error) {
    throw new ProgramError(
      `The graph of the ${side} cannot be read: ${(error as Error).message.slice(0, 300)}`,
    );
  }
}

/** Both sides with the same seed, so that nothing differs that is made at random. */
const run = async (directory: string, stack: string, side: "base" | "head") => {
  try {
    return await judgedGraph({ directory, stack, seed: "diff", showSecrets: false });
  } catch (error) {
    if (!(error instanceof ProgramError)) throw error;
    throw new ProgramError(`At the ${side}:\n${error.message}`);
  }
};

async function baseOf(sides: Sides): Promise<{ graph: ResourceGraph; files: readonly string[] }> {
  const { directory, stack, base, baseGraph } = sides;
  if (baseGraph !== undefined) return { graph: readGraphFile(path.resolve(baseGraph)), files: [] };
  if (base === undefined) {
    throw new ProgramError(
      "Say what to compare with: --base <branch, tag or commit>, or --base-graph <file>.",
    );
  }
  const commit = await forkPoint(directory, await commitOf(directory, base));
  const tree = await checkOut(directory, commit);
  try {
    const files = await changedFiles(directory, commit);
    return { graph: await run(tree.directory, stack, "base"), files };
  } finally {
    await tree.remove();
  }
}

function listed(file: string | undefined): readonly string[] {
  if (file === undefined) return [];
  const text = readFileSync(path.resolve(file), "utf8").slice(0, 10_000_000);
  return text.split(/[\n\0]/).filter((line) => line !== "");
}

/** Makes or reads both graphs, at once. */
export async function twoGraphs(sides: Sides): Promise<TwoGraphs> {
  const { directory, stack, headGraph } = sides;
  const ofHead =
    headGraph === undefined
      ? run(directory, stack, "head")
      : Promise.resolve().then(() => readGraphFile(path.resolve(headGraph)));
  const [base, head] = await Promise.allSettled([baseOf(sides), ofHead]);
  const faults = [base, head].flatMap((one) => (one.status === "rejected" ? [one.reason] : []));
  const bug = faults.find((one) => !(one instanceof ProgramError));
  if (bug !== undefined) throw bug;
  if (base.status === "rejected" || head.status === "rejected")
    throw new ProgramError(faults.map((one: Error) => one.message).join("\n"));
  return {
    base: read(base.value.graph, "base"),
    head: read(head.value, "head"),
    files: [...new Set([...base.value.files, ...listed(sides.changedFiles)])],
  };
}
