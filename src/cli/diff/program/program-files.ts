import { loadedFiles, type IsOwned, type LoadedFiles } from "./loaded-files";
import type { Tree } from "./tree";

/** Two trees, and what differs between them; a tree that is not known is undefined. */
export interface ChangedTrees {
  base: Tree | undefined;
  head: Tree | undefined;
  /** Changed files, relative to the program's folder. */
  files: readonly string[];
  isOwned: IsOwned;
}

/** What no program is loaded from. */
const notLoaded =
  /^(handlers|tests?|bench|docs|coverage)\/|\.(md|txt|html|css|svg|png|jpe?g|gif|ico|ya?ml|csv|sh|lock)$|(^|\/)\.[^/]+$|(^|\/)(LICENSE|CODEOWNERS)$/i;

/**
 * The changed files that are programs for a run of the table, each with the reason: what decides by more than rows and
 * literals can show one table to a reviewer and another to a deploy.
 */
export function programFiles(changed: ChangedTrees): readonly { file: string; why: string }[] {
  const { base, head, files, isOwned } = changed;
  const trees = [base, head].map((tree) => tree && { tree, loaded: loadedFiles(tree, isOwned) });
  return files.flatMap((file) => {
    if (isOwned(file)) return [];
    const reasons = trees.map((one) =>
      one ? reasonOf(file, one.tree, one.loaded) : unknown(file),
    );
    const isNowhere =
      base !== undefined && head !== undefined && !base.look(file) && !head.look(file);
    const nowhere = isNowhere ? "is in neither commit: its name was not understood" : undefined;
    const why = reasons[1] ?? reasons[0] ?? nowhere;
    return why === undefined ? [] : [{ file, why }];
  });
}

function reasonOf(file: string, tree: Tree, loaded: LoadedFiles): string | undefined {
  const there = tree.look(file);
  if (there?.kind === "link") return "is a link: what it leads to may be loaded in its place";
  if (there?.kind === "folder") return "is a separate repository within this one";
  const faults = loaded.files.get(file);
  const [first] = faults ?? [];
  if (first) return `line ${first.line} ${first.what}`;
  if (faults) return undefined;
  const folder = loaded.folders.find((one) => file.startsWith(`${one}/`));
  if (folder !== undefined) return `belongs to a linked package, ${folder}`;
  if (loaded.loadsByName !== undefined && there && !notLoaded.test(file))
    return `may be loaded by ${loaded.loadsByName}, which loads files by names that do not stand in it`;
  return undefined;
}

/** Without the tree any file of code may be part of the table. */
function unknown(file: string): string | undefined {
  if (notLoaded.test(file)) return undefined;
  return "cannot be read here: name both commits with --base-commit and --head-commit";
}
