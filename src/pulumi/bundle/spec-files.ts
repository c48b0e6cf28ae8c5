import { readFile } from "node:fs/promises";
import ts from "typescript";

/** Where an import leads: the DSL, a file of the table's, or something that stays as it is. */
export type Target = { kind: "dsl" } | { kind: "file"; path: string } | { kind: "other" };

/** A file of the table: `api-spec/index.ts` or one that it imports, directly or not. */
export interface SpecFile {
  path: string;
  text: string;
  source: ts.SourceFile;
  /** Import specifiers and where they lead. */
  imports: ReadonlyMap<string, Target>;
}

/** All files of the table, by path. */
export type SpecFiles = ReadonlyMap<string, SpecFile>;

/** Where an import of a file leads. */
export type Resolve = (specifier: string, importer: string) => Promise<Target>;

/** Reads the table's files, beginning with its index. Files that cannot be read are left to the bundler's own message. */
export async function readSpecFiles(index: string, resolve: Resolve): Promise<SpecFiles> {
  const files = new Map<string, SpecFile>();
  const seen = new Set<string>();
  const read = async (path: string): Promise<void> => {
    if (seen.has(path)) return;
    seen.add(path);
    const text = await readFile(path, "utf8").catch(() => undefined);
    if (text === undefined) return;
    const source = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true);
    const targets = await Promise.all(
      specifiersOf(source).map(
        async (specifier) => [specifier, await resolve(specifier, path)] as const,
      ),
    );
    files.set(path, { path, text, source, imports: new Map(targets) });
    await Promise.all(
      targets.map(([, target]) => (target.kind === "file" ? read(target.path) : undefined)),
    );
  };
  await read(index);
  return files;
}

function specifiersOf(source: ts.SourceFile): string[] {
  const found = source.statements.flatMap((statement) => {
    const from =
      ts.isImportDeclaration(statement) || ts.isExportDeclaration(statement)
        ? statement.moduleSpecifier
        : undefined;
    return from !== undefined && ts.isStringLiteral(from) ? [from.text] : [];
  });
  return [...new Set(found)];
}

/** Whether the parser stumbled over the file; then it is handed on as it is, for the bundler to say where. */
export function isBroken({ source }: SpecFile): boolean {
  const { parseDiagnostics = [] } = source as { parseDiagnostics?: readonly unknown[] };
  return parseDiagnostics.length > 0;
}
