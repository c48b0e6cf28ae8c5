import { existsSync, readFileSync, realpathSync, statSync } from "node:fs";
import { dirname, isAbsolute, resolve } from "node:path";
import ts from "typescript";

/** A file of the author's, parsed. */
export interface Module {
  path: string;
  source: ts.SourceFile;
  /** Whether it has `import` or `export`; else its exports are those of CommonJS. */
  isModule: boolean;
}

/** What a name of a file leads to: a declaration or value, a package's export, a whole file, nothing, or what only a load can tell. */
export type Target =
  | { kind: "node"; module: Module; node: ts.Node }
  | { kind: "package"; specifier: string; name: string }
  | { kind: "namespace"; module: Module }
  | { kind: "missing" }
  | { kind: "unknown" };

/** Parses the files that handlers and their imports lead to, each once. */
export interface Modules {
  at(path: string): Module | undefined;
  /** The file that a relative import leads to. */
  resolve(specifier: string, from: Module): Module | undefined;
}

const endings = ["", ".ts", ".tsx", ".mts", ".cts", ".js", ".jsx", ".mjs", ".cjs"];

/** A reader of files; what it has read stays as it was. */
export function createModules(): Modules {
  const known = new Map<string, Module | undefined>();
  const at = (path: string) => {
    if (!known.has(path)) known.set(path, read(path));
    return known.get(path);
  };
  return {
    at,
    resolve(specifier, from) {
      if (!specifier.startsWith(".") && !isAbsolute(specifier)) return undefined;
      const stem = resolve(dirname(from.path), specifier);
      // TypeScript's own way of naming a source by what it becomes.
      const stems = [stem, stem.replace(/\.([cm]?)jsx?$/, ".$1ts"), resolve(stem, "index")];
      const found = stems.flatMap((one) => endings.map((ending) => one + ending)).find(isFile);
      return found === undefined ? undefined : at(realpathSync(found));
    },
  };
}

function isFile(path: string): boolean {
  return existsSync(path) && statSync(path).isFile();
}

function read(path: string): Module | undefined {
  if (!/\.[cm]?[jt]sx?$/.test(path)) return undefined;
  let text: string;
  try {
    text = readFileSync(path, "utf8");
  } catch {
    return undefined;
  }
  return moduleOf(path, text);
}

/** A file as parsed; nothing where the parser stumbled: the bundler says where. */
export function moduleOf(path: string, text: string): Module | undefined {
  const source = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true);
  const { parseDiagnostics = [] } = source as { parseDiagnostics?: readonly unknown[] };
  if (parseDiagnostics.length > 0) return undefined;
  return { path, source, isModule: source.statements.some(isModuleSyntax) };
}

function isModuleSyntax(statement: ts.Statement): boolean {
  return (
    ts.isImportDeclaration(statement) ||
    ts.isExportDeclaration(statement) ||
    ts.isExportAssignment(statement) ||
    (ts.canHaveModifiers(statement) &&
      (ts.getModifiers(statement) ?? []).some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword))
  );
}

/** Where a node begins: its line and column, counted from 1. */
export function positionOf(node: ts.Node): { line: number; column: number } {
  const source = node.getSourceFile();
  const { line, character } = source.getLineAndCharacterOfPosition(node.getStart(source));
  return { line: line + 1, column: character + 1 };
}
