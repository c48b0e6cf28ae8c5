import ts from "typescript";
import { applyEdits, type Edit } from "./edits";

const zodModule = /^zod(\/(v4|mini|v4\/mini|v4-mini))?$/;

/**
 * Edits that turn `import { z } from "zod"` into `import * as z from "zod"`. The object `z` holds the whole
 * of zod; of a namespace the bundler keeps what is used: 135 KB instead of 455 KB in a function.
 */
export function zodImportEdits(source: ts.SourceFile): Edit[] {
  return source.statements.flatMap((statement) => {
    if (ts.isImportDeclaration(statement)) return importEdit(source, statement);
    if (ts.isExportDeclaration(statement)) return exportEdit(source, statement);
    return [];
  });
}

/** The file with namespace imports of zod, or nothing where it imports none of it by name. */
export function withZodNamespace(path: string, text: string): string | undefined {
  if (!/["']zod["'/]/.test(text)) return undefined;
  const source = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, false);
  const edits = zodImportEdits(source);
  return edits.length === 0 ? undefined : applyEdits(text, edits);
}

function importEdit(source: ts.SourceFile, statement: ts.ImportDeclaration): Edit[] {
  const { importClause: clause, moduleSpecifier } = statement;
  if (clause === undefined || clause.phaseModifier === ts.SyntaxKind.TypeKeyword) return [];
  if (!ts.isStringLiteral(moduleSpecifier) || !zodModule.test(moduleSpecifier.text)) return [];
  const elements =
    clause.namedBindings && ts.isNamedImports(clause.namedBindings)
      ? [...clause.namedBindings.elements]
      : [];
  const wholes = elements.filter((element) => isWhole(element) && !element.isTypeOnly);
  // zod's default export is the object `z`, too.
  const names = [clause.name, ...wholes.map(({ name }) => name)].filter(
    (name) => name !== undefined,
  );
  if (names.length === 0) return [];
  const from = ` from ${JSON.stringify(moduleSpecifier.text)};`;
  const rest = elements.filter((element) => !wholes.includes(element));
  const namespace = names.map((name) => `import * as ${name.text}${from}`).join("");
  const kept = rest.map((element) => element.getText(source)).join(", ");
  const text = kept === "" ? namespace : `${namespace}import { ${kept} }${from}`;
  return [{ start: statement.getStart(source), end: statement.end, text }];
}

function exportEdit(source: ts.SourceFile, statement: ts.ExportDeclaration): Edit[] {
  const { exportClause: clause, moduleSpecifier } = statement;
  if (clause === undefined || !ts.isNamedExports(clause) || statement.isTypeOnly) return [];
  if (!moduleSpecifier || !ts.isStringLiteral(moduleSpecifier)) return [];
  if (!zodModule.test(moduleSpecifier.text) || clause.elements.length !== 1) return [];
  const [element] = clause.elements;
  if (element === undefined || !isWhole(element)) return [];
  const text = `export * as ${element.name.text} from ${JSON.stringify(moduleSpecifier.text)};`;
  return [{ start: statement.getStart(source), end: statement.end, text }];
}

function isWhole({ propertyName, name }: ts.ImportSpecifier | ts.ExportSpecifier): boolean {
  return (propertyName ?? name).text === "z";
}
