import { closeSync, fstatSync, openSync, readSync } from "node:fs";
import type { Resource, ResourceGraph } from "../../graph/resource";
import { ProgramError } from "../program/program-error";

/** A graph of 1,000 rows takes 10 MB. */
const largest = 64 * 1024 * 1024;
/** AWS's own limits end far below. */
const mostResources = 100_000;
/** `readGraph` looks into policies and documents, which are nested a few levels deep. */
const deepest = 100;

function fail(file: string, why: string): never {
  throw new ProgramError(
    `${file}: ${why} Expected a JSON array of { "type", "name", "urn", "inputs", "outputs" }, as npm run graph -- --out writes it.`,
  );
}

/** The text of a file that may have been made by anybody: no longer than a limit, and no pipe or device. */
function boundedText(file: string): string {
  let handle: number;
  try {
    handle = openSync(file, "r");
  } catch (error) {
    return fail(file, `it cannot be read (${(error as NodeJS.ErrnoException).code ?? "error"}).`);
  }
  try {
    const stat = fstatSync(handle);
    if (!stat.isFile()) return fail(file, "it is not a file.");
    if (stat.size > largest) return fail(file, `it is over ${largest / 1024 / 1024} MB.`);
    const content = Buffer.alloc(stat.size);
    let read = 0;
    while (read < content.length) {
      const count = readSync(handle, content, read, content.length - read, read);
      if (count === 0) break;
      read += count;
    }
    return content.subarray(0, read).toString("utf8");
  } finally {
    closeSync(handle);
  }
}

/** Whether data is nested deeper than a graph ever is; without recursion, which would end in a crash. */
function isTooDeep(value: unknown): boolean {
  let level: unknown[] = [value];
  for (let depth = 0; level.length > 0; depth += 1) {
    if (depth > deepest) return true;
    level = level.flatMap((item) =>
      typeof item === "object" && item !== null ? Object.values(item) : [],
    );
  }
  return false;
}

function isResource(value: unknown): value is Resource {
  if (typeof value !== "object" || value === null) return false;
  const { type, name } = value as Partial<Resource>;
  return typeof type === "string" && typeof name === "string";
}

const recordOf = (value: unknown) =>
  (typeof value === "object" && value !== null && !Array.isArray(value) ? value : {}) as Record<
    string,
    unknown
  >;

/**
 * Reads a graph that something else made; it may come from a pull request, so it is bounded.
 * @throws ProgramError
 */
export function readGraphFile(file: string): ResourceGraph {
  let data: unknown;
  try {
    data = JSON.parse(boundedText(file));
  } catch (error) {
    if (error instanceof ProgramError) throw error;
    return fail(file, "it is not JSON.");
  }
  if (!Array.isArray(data)) return fail(file, "it is no array.");
  if (data.length > mostResources) return fail(file, `it has over ${mostResources} resources.`);
  if (isTooDeep(data)) return fail(file, `it is nested deeper than ${deepest} levels.`);
  if (!data.every(isResource)) return fail(file, "something in it has no type or no name.");
  return data.map((one) => ({
    ...one,
    urn: typeof one.urn === "string" ? one.urn : `${one.type}::${one.name}`,
    inputs: recordOf(one.inputs),
    outputs: recordOf(one.outputs),
  }));
}
