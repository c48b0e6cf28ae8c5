import path from "node:path";
import { relativeTexts } from "./entries";
import { meaningsOf } from "./resolve";
import type { Tree } from "./tree";

/** What `imports` and `exports` of a manifest may mean. */
export interface OwnImports {
  files: readonly string[];
  /** Where a pattern may mean any file. */
  folders: readonly string[];
}

interface Manifest {
  name?: unknown;
  imports?: unknown;
  exports?: unknown;
}

/** The files that an import by `#name` or by the package's own name may mean, under whatever condition. */
export function ownImports(tree: Tree, importer: string, specifier: string): OwnImports {
  for (let folder = path.posix.dirname(importer); ; folder = path.posix.dirname(folder)) {
    const manifest = manifestIn(tree, folder);
    if (manifest !== undefined) {
      const { name, imports, exports } = manifest;
      const isOwn = specifier === name || specifier.startsWith(`${String(name)}/`);
      const targets = relativeTexts(specifier.startsWith("#") ? imports : isOwn ? exports : []);
      const at = (target: string) => path.posix.join(folder, target);
      return {
        files: targets.flatMap((one) => (one.includes("*") ? [] : meaningsOf(tree, at(one)))),
        folders: targets.flatMap((one) => (one.includes("*") ? folderOf(at(one)) : [])),
      };
    }
    if (folder === "." || folder.endsWith("..")) return { files: [], folders: [] };
  }
}

const folderOf = (pattern: string) =>
  path.posix.dirname(pattern.slice(0, pattern.indexOf("*") + 1));

function manifestIn(tree: Tree, folder: string): Manifest | undefined {
  const { path: at, found } = tree.follow(path.posix.join(folder, "package.json"));
  if (found?.kind !== "file") return undefined;
  try {
    return (JSON.parse(tree.read(at)) ?? {}) as Manifest;
  } catch {
    return undefined;
  }
}
