import ts from "typescript";
import { words } from "../../spec/words";
import type { SpecFile, SpecFiles } from "./spec-files";

/** What a name stands for: a word of the DSL, a whole module, or a declaration in a file of the table. */
export type Meaning =
  | { kind: "dsl"; word: string }
  | { kind: "namespace"; of: "dsl" | SpecFile }
  | { kind: "declared"; file: string; local: string };

const dslWords: ReadonlySet<string> = new Set(words);

/** What an expression names, followed through imports, re-exports and renamings; nothing for any other expression. */
export function meaningOf(
  files: SpecFiles,
  file: SpecFile,
  node: ts.Expression,
): Meaning | undefined {
  const expression = unwrapped(node);
  const search = { files, seen: new Set<string>() };
  if (ts.isIdentifier(expression)) return localMeaning(search, file, expression.text);
  if (!ts.isPropertyAccessExpression(expression)) return undefined;
  const whole = meaningOf(files, file, expression.expression);
  if (whole?.kind !== "namespace") return undefined;
  return memberOf(search, whole, expression.name.text);
}

/** An expression without parentheses, `as`, `satisfies` and `!`. */
export function unwrapped(node: ts.Expression): ts.Expression {
  const wrapped =
    ts.isParenthesizedExpression(node) ||
    ts.isAsExpression(node) ||
    ts.isSatisfiesExpression(node) ||
    ts.isNonNullExpression(node) ||
    ts.isTypeAssertionExpression(node);
  return wrapped ? unwrapped(node.expression) : node;
}

/** What a module exports under a name. */
export function exportMeaning(files: SpecFiles, file: SpecFile, name: string): Meaning | undefined {
  return exported({ files, seen: new Set() }, file, name);
}

// The exports that were asked for on the way, since modules may re-export each other.
interface Search {
  files: SpecFiles;
  seen: Set<string>;
}

function exported(search: Search, file: SpecFile, name: string): Meaning | undefined {
  const { files, seen } = search;
  const key = `${file.path}\0${name}`;
  if (seen.has(key)) return undefined;
  seen.add(key);
  const stars: string[] = [];
  for (const statement of file.source.statements) {
    if (!ts.isExportDeclaration(statement)) continue;
    const { exportClause: clause, moduleSpecifier } = statement;
    const from =
      moduleSpecifier && ts.isStringLiteral(moduleSpecifier) ? moduleSpecifier.text : undefined;
    if (clause === undefined) {
      if (from !== undefined) stars.push(from);
    } else if (ts.isNamespaceExport(clause)) {
      if (clause.name.text === name && from !== undefined) return namespaceOf(files, file, from);
    } else {
      const element = clause.elements.find((candidate) => candidate.name.text === name);
      if (element === undefined) continue;
      const wanted = (element.propertyName ?? element.name).text;
      if (from === undefined) return localMeaning(search, file, wanted);
      const whole = namespaceOf(files, file, from);
      return whole && memberOf(search, whole, wanted);
    }
  }
  if (declares(file, name, true)) return { kind: "declared", file: file.path, local: name };
  for (const from of stars) {
    const whole = namespaceOf(files, file, from);
    const found = whole && memberOf(search, whole, name);
    if (found) return found;
  }
  return undefined;
}

function localMeaning(search: Search, file: SpecFile, name: string): Meaning | undefined {
  const { files } = search;
  for (const statement of file.source.statements) {
    if (!ts.isImportDeclaration(statement) || !ts.isStringLiteral(statement.moduleSpecifier))
      continue;
    const bindings = statement.importClause?.namedBindings;
    if (bindings === undefined) continue;
    const whole = namespaceOf(files, file, statement.moduleSpecifier.text);
    if (ts.isNamespaceImport(bindings)) {
      if (bindings.name.text === name) return whole;
      continue;
    }
    const element = bindings.elements.find((candidate) => candidate.name.text === name);
    if (element)
      return whole && memberOf(search, whole, (element.propertyName ?? element.name).text);
  }
  // `const row = endpoint;`
  const alias = declarationOf(file, name)?.initializer;
  const meaning = alias && !namesItself(alias, name) ? meaningOf(files, file, alias) : undefined;
  if (meaning?.kind === "dsl") return meaning;
  return declares(file, name, false)
    ? { kind: "declared", file: file.path, local: name }
    : undefined;
}

function namesItself(alias: ts.Expression, name: string): boolean {
  const expression = unwrapped(alias);
  return ts.isIdentifier(expression) && expression.text === name;
}

function memberOf(
  search: Search,
  whole: Extract<Meaning, { kind: "namespace" }>,
  name: string,
): Meaning | undefined {
  if (whole.of === "dsl") return dslWords.has(name) ? { kind: "dsl", word: name } : undefined;
  return exported(search, whole.of, name);
}

function namespaceOf(
  files: SpecFiles,
  file: SpecFile,
  specifier: string,
): Extract<Meaning, { kind: "namespace" }> | undefined {
  const target = file.imports.get(specifier);
  if (target?.kind === "dsl") return { kind: "namespace", of: "dsl" };
  const other = target?.kind === "file" ? files.get(target.path) : undefined;
  return other && { kind: "namespace", of: other };
}

function declarationOf(file: SpecFile, name: string): ts.VariableDeclaration | undefined {
  for (const statement of file.source.statements) {
    if (!ts.isVariableStatement(statement)) continue;
    const found = statement.declarationList.declarations.find(
      (declaration) => ts.isIdentifier(declaration.name) && declaration.name.text === name,
    );
    if (found) return found;
  }
  return undefined;
}

function declares(file: SpecFile, name: string, exported: boolean): boolean {
  const statement = declarationOf(file, name)?.parent.parent;
  return statement !== undefined && (!exported || isExported(statement));
}

/** Whether a statement has the word `export`. */
export function isExported(statement: ts.Node): boolean {
  return (
    ts.canHaveModifiers(statement) &&
    (ts.getModifiers(statement) ?? []).some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword)
  );
}

/** The names that a file exports, those of `export *` among them. */
export function exportNames(files: SpecFiles, file: SpecFile, seen = new Set<string>()): string[] {
  if (seen.has(file.path)) return [];
  seen.add(file.path);
  const names = file.source.statements.flatMap((statement) => {
    if (ts.isVariableStatement(statement) && isExported(statement)) {
      return statement.declarationList.declarations.flatMap(({ name }) =>
        ts.isIdentifier(name) ? [name.text] : [],
      );
    }
    if (!ts.isExportDeclaration(statement)) return [];
    const { exportClause: clause, moduleSpecifier } = statement;
    if (clause && ts.isNamedExports(clause)) return clause.elements.map(({ name }) => name.text);
    if (clause || !moduleSpecifier || !ts.isStringLiteral(moduleSpecifier)) return [];
    const whole = namespaceOf(files, file, moduleSpecifier.text);
    return whole && whole.of !== "dsl" ? exportNames(files, whole.of, seen) : [];
  });
  return [...new Set(names)];
}
