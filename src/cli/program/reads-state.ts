import { createHash } from "node:crypto";
import fs from "node:fs";
import path from "node:path";
import { entryAt } from "../../local/entry";
import type { RunReads } from "./reads";

/** Larger files are data: their size and time stand for them. */
const largestHashed = 1024 * 1024;

/** A hash over what a run read, as it is now: it differs where another run may give another graph. Holds no value in clear. */
export function stateOfReads(reads: RunReads, environment: NodeJS.ProcessEnv): string {
  const hash = createHash("sha256");
  for (const [file, kind] of Object.entries(reads.paths).sort())
    hash.update(`\0${file}\0`).update(contentOf(file, kind));
  const names = reads.allVariables ? Object.keys(environment).sort() : reads.variables;
  return hash
    .update(JSON.stringify(names.map((name) => [name, environment[name] ?? null])))
    .digest("hex");
}

function contentOf(file: string, kind: RunReads["paths"][string]): Buffer | string {
  try {
    const found = entryAt(file);
    if (!found) return "nothing";
    // What is written during a run comes and goes.
    if (found.isDirectory()) return kind === "listed" ? namesIn(file).join("\0") : "folder";
    if (!found.isFile()) return "special";
    return found.size > largestHashed ? `${found.size} ${found.mtimeMs}` : fs.readFileSync(file);
  } catch {
    return "unreadable";
  }
}

const namesIn = (folder: string) =>
  fs
    .readdirSync(folder)
    .filter((name) => !/^\.(gatehouse|git)|\.(log|swp|tmp|part)$|~$/.test(name))
    .sort();

/** The files among what a run read that a watcher must look at, beyond the folder of the project. */
export function pathsBeside(reads: RunReads, isWatched: (file: string) => boolean): string[] {
  const files = Object.entries(reads.paths).flatMap(([file, kind]) => {
    // A folder is watched by what is in it.
    if (kind === "listed") return [path.join(file, "*")];
    return kind === "read" ? [file] : [];
  });
  return files.filter((file) => !isWatched(file));
}
