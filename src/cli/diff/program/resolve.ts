import path from "node:path";
import type { Tree } from "./tree";

const codeEndings = [
  ".ts",
  ".tsx",
  ".mts",
  ".cts",
  ".js",
  ".jsx",
  ".mjs",
  ".cjs",
  ".json",
  ".node",
];

/** Declarations, whose values the compiler may write in place of what runs. */
const declared = [".d.ts", ".d.mts", ".d.cts"];

/** `./rows.js` may stand for a file of TypeScript. */
const written: Readonly<Record<string, readonly string[]>> = {
  ".js": [".ts", ".tsx", ".d.ts"],
  ".jsx": [".tsx", ".d.ts"],
  ".mjs": [".mts", ".d.mts"],
  ".cjs": [".cts", ".d.cts"],
};

/**
 * Every file that an import of this path may mean. More than one: Node, ts-node and tsx look in different orders, so
 * that the CLI may load another file than this tool does.
 */
export function meaningsOf(tree: Tree, file: string, depth = 0): string[] {
  const ending = path.posix.extname(file);
  const stem = file.slice(0, file.length - ending.length);
  const inside = (name: string) => path.posix.join(file, name);
  const main = mainOf(tree, inside("package.json"));
  const candidates = [
    file,
    ...[...codeEndings, ...declared].map((one) => file + one),
    ...(written[ending] ?? []).map((one) => stem + one),
    ...(ending === "" ? [] : [`${stem}.d${ending}.ts`]),
    ...[...codeEndings, ...declared].map((one) => inside(`index${one}`)),
  ];
  const found = candidates.filter((one) => isFile(tree, one));
  // A manifest may name its own folder again.
  return main === undefined || depth > 3
    ? found
    : [...found, ...meaningsOf(tree, inside(main), depth + 1)];
}

function mainOf(tree: Tree, manifest: string): string | undefined {
  if (!isFile(tree, manifest) || path.posix.dirname(manifest) === ".") return undefined;
  try {
    const { main } = JSON.parse(tree.read(manifest)) as { main?: unknown };
    return typeof main === "string" && !/^\.?\/?$/.test(main) ? main : undefined;
  } catch {
    return undefined;
  }
}

/** A link may be one to a file: it counts, whatever it leads to. */
function isFile(tree: Tree, file: string): boolean {
  const { path: at, links, found } = tree.follow(file);
  if (found === undefined) return links.length > 0 && at === file;
  return found.kind === "file";
}

/** Whether an import is the table's language: this package's, or `src/spec`, whose changes an owner sees anyway. */
export function isSpec(importer: string, specifier: string): boolean {
  if (specifier === "gatehouse/spec") return true;
  if (!specifier.startsWith(".")) return false;
  const target = path.posix.join(path.posix.dirname(importer), specifier);
  return /^src\/spec(\/index(\.[jt]s)?)?$/.test(target);
}

/** Whether an import is zod. */
export const isZod = (specifier: string): boolean => /^zod(\/v4)?$/.test(specifier);
