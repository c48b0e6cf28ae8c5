import path from "node:path";
import ts from "typescript";
import { importsOf } from "./imports";
import { meaningsOf } from "./resolve";
import { typeFaults, type Fault } from "./table-file";
import type { Tree } from "./tree";

/**
 * Files that are imported for their types alone, with what the compiler writes of them into code that runs: it reads
 * them, and what loads the program here does not.
 */
export function typeFiles(
  tree: Tree,
  first: Iterable<string>,
): ReadonlyMap<string, readonly Fault[]> {
  const found = new Map<string, readonly Fault[]>();
  const waiting = [...first];
  for (let file = waiting.pop(); file !== undefined; file = waiting.pop()) {
    const { path: at, found: there } = tree.follow(file);
    if (found.has(at) || there?.kind !== "file" || !/\.[cm]?[jt]sx?$/.test(at)) continue;
    const source = ts.createSourceFile(at, tree.read(at), ts.ScriptTarget.Latest, true);
    found.set(at, typeFaults(source));
    for (const { specifier } of importsOf(source))
      if (/^\.{1,2}(\/|$)/.test(specifier))
        waiting.push(...meaningsOf(tree, path.posix.join(path.posix.dirname(at), specifier)));
  }
  return found;
}
