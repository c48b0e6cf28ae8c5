import ts from "typescript";

/** A file or package that a file names. */
export interface ImportedFile {
  specifier: string;
  /** From 1. */
  line: number;
  /** Whether nothing of it is loaded at run time. */
  isType: boolean;
}

/** Everything that a file names as an import, a re-export, or a literal argument of `import` and `require`. */
export function importsOf(source: ts.SourceFile): ImportedFile[] {
  const found: ImportedFile[] = [];
  const add = (node: ts.Node | undefined, isType = false) => {
    if (!node || !ts.isStringLiteralLike(node)) return;
    const { line } = source.getLineAndCharacterOfPosition(node.getStart(source));
    found.push({ specifier: node.text, line: line + 1, isType });
  };
  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node))
      add(node.moduleSpecifier, node.importClause?.isTypeOnly === true);
    else if (ts.isExportDeclaration(node)) add(node.moduleSpecifier, node.isTypeOnly);
    else if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument))
      add(node.argument.literal, true);
    else if (ts.isExternalModuleReference(node)) add(node.expression);
    else if (ts.isCallExpression(node)) {
      const { kind } = node.expression;
      const isRequire = ts.isIdentifier(node.expression);
      if (kind === ts.SyntaxKind.ImportKeyword || isRequire) add(node.arguments[0]);
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

/** The same of a text, quickly. */
export function importsOfText(text: string): ImportedFile[] {
  const { importedFiles } = ts.preProcessFile(text, true, true);
  return importedFiles.map(({ fileName }) => ({ specifier: fileName, line: 1, isType: false }));
}

/** Modules by which a program reads files or runs code under names that it makes up. */
const openingModules =
  /^(node:)?(fs|fs\/promises|module|child_process|vm|worker_threads|process|v8|inspector)$/;
const openingNames = new Set(["eval", "Function", "globalThis", "global", "module", "require"]);

/** Whether a program may load files whose names do not stand in it. */
export function loadsByName(path: string, text: string): boolean {
  const source = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true);
  if (importsOf(source).some((one) => !one.isType && openingModules.test(one.specifier)))
    return true;
  let found = false;
  const visit = (node: ts.Node): void => {
    if (ts.isCallExpression(node)) {
      const literal = node.arguments[0] !== undefined && ts.isStringLiteralLike(node.arguments[0]);
      if (node.expression.kind === ts.SyntaxKind.ImportKeyword && !literal) found = true;
      if (ts.isIdentifier(node.expression) && node.expression.text === "require" && literal) {
        node.arguments.forEach(visit);
        return;
      }
    }
    if (ts.isIdentifier(node) && openingNames.has(node.text) && !isMemberName(node)) found = true;
    if (ts.isIdentifier(node) && node.text === "constructor" && isMemberName(node)) found = true;
    if (!found) ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

const isMemberName = ({ parent }: ts.Identifier): boolean =>
  ts.isPropertyAccessExpression(parent) || ts.isPropertyAssignment(parent);
