import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { entryAt } from "../../local/entry";
import type { StackPair } from "../../access/diff/diff-stacks";
import type { Deployed } from "../../graph/deployed";
import type { ResourceGraph } from "../../graph/resource";
import { readGraph } from "../../graph/read/read-graph";
import { ProgramError } from "../program/program-error";
import { judgedGraph } from "../program/judged-graph";
import { stackNames } from "../program/project";
import { checkOut } from "../git/base-tree";
import { each } from "./each";
import { changedFiles, commitOf, forkPoint } from "../git/git";
import { readGraphFile } from "./graph-file";

/** Where two graphs of each stack come from. */
export interface Sides {
  directory: string;
  /** The only stacks to compare. @default every stack that has a file at either side */
  stacks?: readonly string[];
  base?: string;
  baseGraph?: string;
  headGraph?: string;
  /** The commits of the graphs, whose files are read as data. */
  baseCommit?: string;
  headCommit?: string;
  /** A file that lists changed files: ended by NUL, or one a line. */
  changedFiles?: string;
}

/** Two graphs of each stack, read, and the files between them. */
export interface TwoGraphs {
  pairs: readonly StackPair[];
  files: readonly string[];
}

/** What one side holds of each stack; the message of a stack whose program has problems. */
type Side = ReadonlyMap<string, Deployed | ProgramError>;

/** The stack of a graph that stands alone in a file, where none is named. */
const onlyStack = "dev";
const mostStacks = 100;

/** Reads a graph; one that nobody has vouched for must not end in a crash. */
function read(graph: ResourceGraph, side: "base" | "head"): Deployed {
  try {
    return readGraph(graph);
  } catch (error) {
    throw new ProgramError(
      `The graph of the ${side} cannot be read: ${(error as Error).message.slice(0, 300)}`,
    );
  }
}

/** A problem of one stack is told beside the others. */
async function attempted<Result>(work: () => Promise<Result>): Promise<Result | ProgramError> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof ProgramError) return error;
    throw error;
  }
}

/** Both sides with the same seed, so that nothing differs that is made at random. */
const run = async (directory: string, stack: string, side: "base" | "head") => {
  try {
    const graph = await judgedGraph({ directory, stack, seed: "diff", showSecrets: false });
    return read(graph, side);
  } catch (error) {
    if (!(error instanceof ProgramError)) throw error;
    throw new ProgramError(`At the ${side}:\n${error.message}`);
  }
};

/** Every stack of a folder's program; those that are asked for have a file somewhere. */
async function ofProgram(
  directory: string,
  side: "base" | "head",
  { stacks }: Sides,
): Promise<Side> {
  const found = stackNames(directory);
  const names = stacks === undefined ? found : found.filter((name) => stacks.includes(name));
  const made = await each(names, (stack) => attempted(() => run(directory, stack, side)));
  return new Map(names.map((name, index) => [name, made[index] as Deployed]));
}

/** The graphs of a folder, a file for each stack, or the graph of one stack. */
async function ofFiles(file: string, side: "base" | "head", { stacks }: Sides): Promise<Side> {
  const at = path.resolve(file);
  if (!entryAt(at)?.isDirectory())
    return new Map([[stacks?.[0] ?? onlyStack, read(readGraphFile(at), side)]]);
  // Anybody may have made the folder: no links to what lies beside it, and no more than can be compared.
  const names = readdirSync(at, { withFileTypes: true }).flatMap((one) =>
    one.isFile() ? (/^(.+)\.json$/.exec(one.name)?.[1] ?? []) : [],
  );
  if (names.length > mostStacks)
    throw new ProgramError(`${file}: it has the graphs of over ${mostStacks} stacks.`);
  const asked = names.filter((name) => stacks === undefined || stacks.includes(name)).sort();
  const made = await each(asked, (stack) =>
    attempted(async () => read(readGraphFile(path.join(at, `${stack}.json`)), side)),
  );
  return new Map(asked.map((name, index) => [name, made[index] as Deployed]));
}

async function baseOf(sides: Sides): Promise<{ side: Side; files: readonly string[] }> {
  const { directory, base, baseGraph } = sides;
  if (baseGraph !== undefined) return { side: await ofFiles(baseGraph, "base", sides), files: [] };
  if (base === undefined) {
    throw new ProgramError(
      "Say what to compare with: --base <branch, tag or commit>, or --base-graph <file>.",
    );
  }
  const commit = await forkPoint(directory, await commitOf(directory, base));
  const tree = await checkOut(directory, commit);
  try {
    const files = await changedFiles(directory, commit);
    return { side: await ofProgram(tree.directory, "base", sides), files };
  } finally {
    await tree.remove();
  }
}

function listed(file: string | undefined): readonly string[] {
  if (file === undefined) return [];
  const text = readFileSync(path.resolve(file), "utf8").slice(0, 10_000_000);
  // Names may hold ends of lines.
  return text.split(text.includes("\0") ? "\0" : "\n").filter((name) => name !== "");
}

/** A graph in a file belongs to one stack, and is compared with that one alone. */
function narrowed(sides: Sides): Sides {
  const isFile = [sides.baseGraph, sides.headGraph].some(
    (one) => one !== undefined && !entryAt(path.resolve(one))?.isDirectory(),
  );
  return isFile && sides.stacks === undefined ? { ...sides, stacks: [onlyStack] } : sides;
}

function missing(stacks: readonly string[], directory: string): ProgramError {
  const known = stackNames(directory);
  return new ProgramError(
    stacks
      .map((name) => `There is no Pulumi.${name}.yaml, at the base or at the head.`)
      .concat(
        known.length > 0
          ? `Stacks here: ${known.join(", ")}. Name one with --stack, or add the file.`
          : "Add the file; it needs at least the line aws:region below config.",
      )
      .join("\n"),
  );
}

/** Makes or reads both graphs of every stack, at once. */
export async function twoGraphs(asked: Sides): Promise<TwoGraphs> {
  const sides = narrowed(asked);
  const { directory, headGraph, stacks = [] } = sides;
  const ofHead =
    headGraph === undefined
      ? ofProgram(directory, "head", sides)
      : ofFiles(headGraph, "head", sides);
  const settled = await Promise.allSettled([baseOf(sides), ofHead]);
  const faults = settled.flatMap((one) => (one.status === "rejected" ? [one.reason] : []));
  const bug = faults.find((one) => !(one instanceof ProgramError));
  if (bug !== undefined) throw bug;
  const [base, head] = settled;
  if (base.status === "rejected" || head.status === "rejected")
    throw new ProgramError(faults.map((one: Error) => one.message).join("\n"));
  const names = [...new Set([...base.value.side.keys(), ...head.value.keys()])].sort();
  const absent = stacks.filter((name) => !names.includes(name));
  if (absent.length > 0 || names.length === 0)
    throw missing(absent.length > 0 ? absent : [onlyStack], directory);
  const pairs = names.map((stack): StackPair => {
    const [from, to] = [base.value.side.get(stack), head.value.get(stack)];
    return { stack, base: from, head: to };
  });
  const broken = pairs.filter((one) => [one.base, one.head].some((s) => s instanceof ProgramError));
  if (broken.length === pairs.length) throw new ProgramError(messagesOf(broken).join("\n"));
  return {
    pairs,
    files: [...new Set([...base.value.files, ...listed(sides.changedFiles)])],
  };
}

function messagesOf(pairs: readonly StackPair[]): readonly string[] {
  const faults = pairs.flatMap(({ base, head }) => [base, head]);
  return [...new Set(faults.flatMap((one) => (one instanceof Error ? one.message : [])))];
}
