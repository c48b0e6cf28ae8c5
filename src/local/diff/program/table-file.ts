import ts from "typescript";
import { importsOf, type ImportedFile } from "./imports";
import { Reader, type Names } from "./expression";
import { wordFor } from "./syntax";

/** What makes a file more than rows and literals. */
export interface Fault {
  /** From 1. */
  line: number;
  /** What is there, in words that follow the line's number. */
  what: string;
}

/** A file of code, read without running it. */
export interface TableFile {
  /** The files and packages that it names. */
  imports: readonly ImportedFile[];
  /** Empty where it is rows, literals and schemas, apart from what its imports are. */
  faults: readonly Fault[];
}

/** What an import of a file leads to. */
export type ImportKind = "spec" | "zod" | "data" | "file" | "other";

/**
 * Reads a file of the table by a list of what is allowed: rows, literals, schemas of zod, and names that are declared
 * here or imported. Whatever is not understood is a fault, so that it is a program.
 */
export function readTableFile(
  path: string,
  text: string,
  kindOf: (specifier: string) => ImportKind,
): TableFile {
  const source = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true);
  const faults: Fault[] = [];
  const add = (node: ts.Node, what: string) => {
    const { line } = source.getLineAndCharacterOfPosition(node.getStart(source));
    faults.push({ line: line + 1, what });
  };
  const { parseDiagnostics = [] } = source as { parseDiagnostics?: readonly unknown[] };
  if (parseDiagnostics.length > 0) add(source, "is not TypeScript that can be read");
  const names: Names = new Map();
  const reader = new Reader(names, add);
  for (const statement of source.statements)
    readStatement(statement, { names, reader, add, kindOf });
  return { imports: importsOf(source), faults };
}

interface Place {
  names: Names;
  reader: Reader;
  add: (node: ts.Node, what: string) => void;
  kindOf: (specifier: string) => ImportKind;
}

function readStatement(statement: ts.Statement, place: Place): void {
  const { reader, add } = place;
  if (isErased(statement)) return;
  if (ts.isImportDeclaration(statement)) return readImport(statement, place);
  if (ts.isExportDeclaration(statement)) {
    if (statement.moduleSpecifier) checkSpecifier(statement.moduleSpecifier, place);
    return;
  }
  if (ts.isExportAssignment(statement) && !statement.isExportEquals) {
    reader.read(statement.expression);
    return;
  }
  if (ts.isVariableStatement(statement)) return readVariables(statement, place);
  if (ts.isExpressionStatement(statement) && ts.isStringLiteral(statement.expression)) return; // "use strict"
  add(statement, `is more than a declaration of rows (${wordFor(statement)})`);
}

/** Types leave nothing behind at run time. */
function isErased(statement: ts.Statement): boolean {
  if (ts.isInterfaceDeclaration(statement) || ts.isTypeAliasDeclaration(statement)) return true;
  if (ts.isEmptyStatement(statement)) return true;
  if (ts.isImportDeclaration(statement)) return statement.importClause?.isTypeOnly === true;
  if (ts.isExportDeclaration(statement)) return statement.isTypeOnly;
  const modifiers = ts.canHaveModifiers(statement) ? (ts.getModifiers(statement) ?? []) : [];
  return modifiers.some(({ kind }) => kind === ts.SyntaxKind.DeclareKeyword);
}

function readImport(statement: ts.ImportDeclaration, place: Place): void {
  const kind = checkSpecifier(statement.moduleSpecifier, place);
  if (statement.attributes && kind !== "data") place.add(statement, "imports with attributes");
  const { name, namedBindings } = statement.importClause ?? {};
  const { names } = place;
  const whole = kind === "data" ? "plain" : kind === "zod" ? "zod" : "namespace";
  if (name) names.set(name.text, kind === "file" || kind === "other" ? "opaque" : whole);
  if (!namedBindings) return;
  if (ts.isNamespaceImport(namedBindings)) {
    names.set(namedBindings.name.text, kind === "spec" ? "words" : whole);
    return;
  }
  for (const element of namedBindings.elements) {
    const imported = (element.propertyName ?? element.name).text;
    if (kind === "zod") names.set(element.name.text, imported === "z" ? "zod" : "maker");
    else if (kind === "spec") names.set(element.name.text, "word");
    else names.set(element.name.text, kind === "data" ? "plain" : "opaque");
    if (kind === "zod" && imported !== "z") place.reader.maker(element, imported);
  }
}

function checkSpecifier(specifier: ts.Expression, { kindOf, add }: Place): ImportKind {
  if (!ts.isStringLiteral(specifier)) return "other";
  const kind = kindOf(specifier.text);
  if (kind === "other") {
    add(
      specifier,
      `imports ${JSON.stringify(specifier.text)}, which is neither the table's language, zod nor a file of the table`,
    );
  }
  return kind;
}

function readVariables({ declarationList }: ts.VariableStatement, place: Place): void {
  const { names, reader, add } = place;
  const { flags, declarations } = declarationList;
  // `using` has both flags.
  if ((flags & ts.NodeFlags.BlockScoped) !== ts.NodeFlags.Const)
    add(declarationList, "declares something that can change: expected const");
  for (const { name, initializer } of declarations) {
    const kind = initializer ? reader.read(initializer) : "plain";
    if (ts.isIdentifier(name)) names.set(name.text, kind);
    else add(name, "takes a value apart");
  }
}
