import { existsSync } from "node:fs";
import { dirname, posix, relative, resolve } from "node:path";
import ts from "typescript";
import { positionOf } from "./modules";

/** A file beside the source that the source names from its own folder. */
export interface NamedFile {
  line: number;
  column: number;
  lineText: string;
  /** As it is written, from the source's folder. */
  path: string;
  /** The file itself. */
  file: string;
}

const here = /^(__dirname|import\.meta\.(dirname|url))$/;

/**
 * The files that a source names from its own folder: `path.join(__dirname, "x")`, `new URL("x",
 * import.meta.url)` and the like. In a bundle that folder is another one, so they are not found there.
 */
export function filesNamedIn(path: string, text: string): NamedFile[] {
  if (!/__dirname|import\.meta\.(dirname|url)/.test(text)) return [];
  const source = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true);
  const found: NamedFile[] = [];
  const add = (node: ts.Node, parts: readonly (string | undefined)[]) => {
    // What is not known ends it: its folder then is what must be there.
    const unknown = parts.indexOf(undefined);
    const known = (unknown < 0 ? parts : parts.slice(0, unknown)) as string[];
    const named = posix.normalize(posix.join(".", ...known));
    const file = resolve(dirname(path), named);
    if (known.length === 0 || named === "." || !existsSync(file)) return;
    const { line, column } = positionOf(node);
    const lineText = text.split("\n")[line - 1] ?? "";
    found.push({ line, column: column - 1, lineText, path: named, file });
  };
  const visit = (node: ts.Node): void => {
    const parts = partsOf(node);
    if (parts) add(node, parts);
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

const isHere = (node: ts.Node | undefined) => node !== undefined && here.test(node.getText());
const literal = (node: ts.Expression) => (ts.isStringLiteralLike(node) ? node.text : undefined);

function partsOf(node: ts.Node): (string | undefined)[] | undefined {
  if (ts.isCallExpression(node)) {
    const [first, ...rest] = node.arguments;
    const joins = /(^|\.)(join|resolve)$/.test(node.expression.getText());
    return joins && isHere(first) ? rest.map(literal) : undefined;
  }
  if (ts.isNewExpression(node) && node.expression.getText() === "URL") {
    const [path, base] = node.arguments ?? [];
    return path && isHere(base) ? [literal(path)] : undefined;
  }
  if (ts.isTemplateExpression(node)) {
    const [first, ...more] = node.templateSpans;
    if (node.head.text !== "" || !first || !isHere(first.expression)) return undefined;
    return more.length === 0 ? [first.literal.text] : undefined;
  }
  if (!ts.isBinaryExpression(node) || node.operatorToken.kind !== ts.SyntaxKind.PlusToken)
    return undefined;
  return isHere(node.left) ? [literal(node.right)] : undefined;
}

/** Whether an archive holds what a source names: the same place, from the archive's root. */
export function archiveHas(names: readonly string[], path: string): boolean {
  return names.some((name) => {
    const normal = posix.normalize(name).replace(/\/$/, "");
    return normal === path || path.startsWith(`${normal}/`) || normal.startsWith(`${path}/`);
  });
}

/** What to do about a file that the archive lacks. */
export function missingFileText(named: NamedFile, projectDirectory: string): string {
  const path = relative(projectDirectory, named.file).split("\\").join("/");
  const inside = named.path.startsWith("..") ? posix.basename(named.path) : named.path;
  return (
    `${named.path} is not in the function's archive: there the code lies in another folder. Expected it in \`bundle.files\`. ` +
    `Write bundle: { files: { ${JSON.stringify(inside)}: ${JSON.stringify(path)} } } in \`functions\`` +
    (inside === named.path
      ? "."
      : `, and ${JSON.stringify(inside)} in place of ${JSON.stringify(named.path)}.`)
  );
}
