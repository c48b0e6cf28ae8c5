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

/** What an import of a file leads to. `list`: data that has no members of these names. */
export type ImportKind = "spec" | "zod" | "data" | "list" | "file" | "other";

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
  const add = (node: ts.Node, what: string) =>
    faults.push({ line: lineAt(source, node.getStart(source)), what });
  const { parseDiagnostics = [] } = source as { parseDiagnostics?: readonly unknown[] };
  if (parseDiagnostics.length > 0) add(source, "is not TypeScript that can be read");
  faults.push(...references(source));
  const names: Names = new Map();
  const reader = new Reader(names, add);
  for (const statement of source.statements)
    readStatement(statement, { names, reader, add, kindOf });
  return { imports: importsOf(source), faults };
}

const lineAt = (source: ts.SourceFile, position: number): number =>
  source.getLineAndCharacterOfPosition(position).line + 1;

/** Declarations that the compiler reads for this file's sake, and the loader does not. */
function references(source: ts.SourceFile): Fault[] {
  const { referencedFiles, typeReferenceDirectives, libReferenceDirectives } = source;
  return [...referencedFiles, ...typeReferenceDirectives, ...libReferenceDirectives].map(
    ({ fileName, pos }) => ({ line: lineAt(source, pos), what: `refers to ${fileName}` }),
  );
}

/** Values of enums, also where they are only declared, and what is added to another module. */
const changesCode = (statement: ts.Statement): boolean =>
  ts.isEnumDeclaration(statement) || ts.isModuleDeclaration(statement);

const beyondRows = (statement: ts.Statement) =>
  `is more than a declaration of rows (${wordFor(statement)})`;

/** What the compiler may write into code that runs, in a file of which only types are imported. */
export function typeFaults(source: ts.SourceFile): readonly Fault[] {
  const added = source.statements.filter(changesCode).map((statement) => ({
    line: lineAt(source, statement.getStart(source)),
    what: beyondRows(statement),
  }));
  return [...references(source), ...added];
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
  add(statement, beyondRows(statement));
}

/** Types leave nothing behind at run time. */
function isErased(statement: ts.Statement): boolean {
  if (changesCode(statement)) return false;
  if (ts.isInterfaceDeclaration(statement) || ts.isTypeAliasDeclaration(statement)) return true;
  if (ts.isEmptyStatement(statement)) return true;
  if (ts.isImportDeclaration(statement)) return statement.importClause?.isTypeOnly === true;
  if (ts.isExportDeclaration(statement)) return statement.isTypeOnly;
  const modifiers = ts.canHaveModifiers(statement) ? (ts.getModifiers(statement) ?? []) : [];
  return modifiers.some(({ kind }) => kind === ts.SyntaxKind.DeclareKeyword);
}

function readImport(statement: ts.ImportDeclaration, place: Place): void {
  const kind = checkSpecifier(statement.moduleSpecifier, place);
  const { name, namedBindings } = statement.importClause ?? {};
  const { names } = place;
  const isData = kind === "data" || kind === "list";
  if (statement.attributes && !isData) place.add(statement, "imports with attributes");
  const whole = isData ? "plain" : kind === "zod" ? "zod" : "namespace";
  if (name) names.set(name.text, kind === "file" || kind === "other" ? "opaque" : whole);
  if (!namedBindings) return;
  // Loaders copy the members of an object alike, and not those of a list or a text.
  if (kind === "list") place.add(namedBindings, "imports more than the whole of a list or a text");
  if (ts.isNamespaceImport(namedBindings)) {
    names.set(namedBindings.name.text, kind === "spec" ? "words" : whole);
    return;
  }
  for (const element of namedBindings.elements) {
    const imported = (element.propertyName ?? element.name).text;
    // Whatever the file is, an object has these.
    if (imported in {} || imported.startsWith("_")) place.add(element, `imports ${imported}`);
    if (kind === "zod") names.set(element.name.text, imported === "z" ? "zod" : "maker");
    else if (kind === "spec") names.set(element.name.text, "word");
    else names.set(element.name.text, isData ? "plain" : "opaque");
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
