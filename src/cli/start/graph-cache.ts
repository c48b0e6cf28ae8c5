import { createHash } from "node:crypto";
import fs from "node:fs";
import path from "node:path";
import { entryAt } from "../../local/entry";
import type { Resource, ResourceGraph } from "../../graph/resource";
import type { RunReads } from "../program/reads";
import { stateOfReads } from "../program/reads-state";
import { projectFiles } from "../watch/project-files";
import { writeWhole } from "../../local/store/whole-file";

/** Larger files are data: their size and time stand for them. */
const largestHashed = 1024 * 1024;

/** What a cached graph depends on beside the files of the project. */
export interface CacheKey {
  projectDirectory: string;
  /** Lies in the project as a rule, and is no part of it. */
  stateDirectory: string;
  stack: string;
  seed: string;
}

interface CachedGraph {
  fingerprint: string;
  graph: ResourceGraph;
  /** What its run read beside the project, and a hash over that. */
  reads: RunReads;
  state: string;
}

/** A hash over every file that the program may read: all of the project but packages, tests and hidden ones. */
export function fingerprint({ projectDirectory, stateDirectory, stack, seed }: CacheKey): string {
  const hash = createHash("sha256").update(JSON.stringify([stack, seed, process.version]));
  for (const { file } of projectFiles(projectDirectory, stateDirectory)) {
    hash.update(`\0${path.relative(projectDirectory, file)}\0`).update(contentOf(file));
  }
  return hash.digest("hex");
}

/** When the newest of some files was put in place or written to, in milliseconds since 1970; 0: there is none. */
export function newestChange(files: Iterable<string>): number {
  let newest = 0;
  for (const file of files) {
    // Not the time of writing: a file that is moved into place may have been written before.
    const changed = entryAt(file)?.ctimeMs ?? 0;
    if (changed > newest) newest = changed;
  }
  return newest;
}

function contentOf(file: string): Buffer | string {
  const found = entryAt(file);
  if (!found?.isFile()) return "";
  return found.size > largestHashed ? `${found.size} ${found.mtimeMs}` : fs.readFileSync(file);
}

/** The graph of an earlier run, if nothing has changed since and its code is still there. */
export function readCachedGraph(
  file: string,
  wanted: string,
  projectDirectory: string,
): Pick<CachedGraph, "graph" | "reads"> | undefined {
  try {
    const cached = JSON.parse(fs.readFileSync(file, "utf8")) as CachedGraph;
    if (cached.fingerprint !== wanted) return undefined;
    if (stateOfReads(cached.reads, process.env) !== cached.state) return undefined;
    const files = codeFiles(cached.graph, projectDirectory);
    return files.every((name) => fs.existsSync(name)) ? cached : undefined;
  } catch {
    return undefined;
  }
}

/** Keeps a graph for the next start. It holds secrets. */
export function writeCachedGraph(file: string, content: CachedGraph): void {
  writeWhole(file, JSON.stringify(content));
}

/** Files and folders that the functions' archives name. */
export function codeFiles(graph: ResourceGraph, projectDirectory: string): string[] {
  return graph.flatMap(codePaths).map((name) => path.resolve(projectDirectory, name));
}

function codePaths({ type, inputs }: Resource): string[] {
  if (type !== "aws:lambda/function:Function") return [];
  const code = inputs.code as { path?: string; assets?: Record<string, { path?: string }> };
  const assets = Object.values(code?.assets ?? {});
  return [code, ...assets].flatMap((one) => (typeof one?.path === "string" ? [one.path] : []));
}
