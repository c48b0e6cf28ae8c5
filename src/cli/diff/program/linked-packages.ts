import path from "node:path";
import type { Tree } from "./tree";

interface LockEntry {
  link?: boolean;
  resolved?: string;
  dependencies?: Record<string, string>;
}

/** Packages that are folders of the repository (workspaces, `file:`), by name. */
export type LinkedPackages = ReadonlyMap<string, LinkedPackage>;

/** A package that is a folder of the repository. */
export interface LinkedPackage {
  folder: string;
  /** The names of the packages that it needs. */
  needs: readonly string[];
}

/** A lock file may lie above the program, at the root of its workspaces. */
const mostLevels = 6;

/** Reads them from the lock file. */
export function linkedPackages(tree: Tree): LinkedPackages {
  const found = new Map<string, LinkedPackage>();
  for (let level = 0; level < mostLevels; level += 1) {
    const root = "../".repeat(level);
    const file = `${root}package-lock.json`;
    if (tree.look(file)?.kind !== "file") continue;
    for (const [place, { link, resolved }] of Object.entries(entriesOf(tree.read(file)))) {
      if (link !== true || typeof resolved !== "string") continue;
      const name = place.slice(place.lastIndexOf("node_modules/") + "node_modules/".length);
      const entry = entriesOf(tree.read(file))[resolved];
      const needs = Object.keys(entry?.dependencies ?? {});
      found.set(name, { folder: path.posix.join(root, resolved), needs });
    }
    return found;
  }
  return found;
}

function entriesOf(text: string): Record<string, LockEntry> {
  try {
    return (JSON.parse(text) as { packages?: Record<string, LockEntry> }).packages ?? {};
  } catch {
    return {};
  }
}

/** The folders of the linked packages that an import brings in. */
export function foldersOf(packages: LinkedPackages, specifier: string): string[] {
  const [scope = "", name = ""] = specifier.split("/");
  const folders: string[] = [];
  const seen = new Set<string>();
  const add = (one: string) => {
    const found = packages.get(one);
    if (!found || seen.has(one)) return;
    seen.add(one);
    folders.push(found.folder);
    found.needs.forEach(add);
  };
  add(scope.startsWith("@") ? `${scope}/${name}` : scope);
  return folders;
}
