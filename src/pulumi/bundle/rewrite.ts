import ts from "typescript";
import { isExported, unwrapped } from "./bindings";
import { applyEdits, type Edit } from "./edits";
import type { SpecFile } from "./spec-files";
import { zodImportEdits } from "./zod-imports";

/** A mistake in a file of the table, with its place. */
export interface SpecProblem {
  line: number;
  column: number;
  lineText: string;
  text: string;
}

/** A file of the table as functions get it. */
export interface Rewritten {
  contents: string;
  /** The rows and authorizers that are declared at the top level, and whether they have schemas. */
  declared: ReadonlyMap<string, { schemas: boolean }>;
  problems: readonly SpecProblem[];
}

/** What the rewriting has to know of names. */
export interface Names {
  /** The word of the DSL that an expression stands for. */
  wordOf(node: ts.Expression): string | undefined;
  /** The name under which the table exports a declaration. */
  nameOf(local: string): string;
}

/** The export that holds the schemas of a row. */
export function schemasName(local: string): string {
  return `${local}$schemas`;
}

// A function that runs once, marked pure, vanishes whole where nothing uses its value.
const pure = "/* @__PURE__ */ (() => ";

// The parts of a row that run inside a function.
const keptFields: Readonly<Record<string, readonly string[]>> = {
  endpoint: ["params", "query", "headers", "body"],
  lambdaAuthorizer: ["context"],
};

/**
 * A file of the table without the table: a row becomes `{ name, route }` and, as a separate export, its
 * request schemas; other words become `{ name }`; all else stays, marked pure, so that a bundle holds what
 * its function uses, and an edit of another row does not change it.
 */
export function rewriteSpecFile(file: SpecFile, names: Names): Rewritten {
  const { source, text } = file;
  const edits: Edit[] = zodImportEdits(source);
  const declared = new Map<string, { schemas: boolean }>();
  const problems: SpecProblem[] = [];
  const rows: string[] = [];
  const unexported: string[] = [];
  const tail: string[] = [];

  for (const statement of source.statements) {
    if (!ts.isVariableStatement(statement)) {
      visitFunctions(statement);
      continue;
    }
    for (const declaration of statement.declarationList.declarations) {
      const { name, initializer } = declaration;
      if (initializer === undefined) continue;
      visitFunctions(initializer);
      if (!ts.isIdentifier(name)) continue;
      const call = unwrapped(initializer);
      const word = ts.isCallExpression(call) ? names.wordOf(call.expression) : undefined;
      const fields = word === undefined ? undefined : keptFields[word];
      const isRow = ts.isCallExpression(call) && fields !== undefined;
      if (isRow && hoistable(word, call)) {
        hoist({ statement, declaration, name, call, fields, word });
      } else {
        if (isRow) schemasAside(name.text, call, fields);
        edits.push(...replacedCalls(initializer, name.text), ...purely(source, initializer, word));
      }
    }
  }

  if (unexported.length > 0) tail.push(`export { ${unexported.join(", ")} };`);
  const end = text.length;
  if (tail.length > 0) edits.push({ start: end, end, text: `;${tail.join("")}` });
  // Sorted and above all else, so that moving a row in the file does not change the functions that name it.
  const head = rows.sort().join("");
  return { contents: head + applyEdits(text, edits), declared, problems };

  function hoist(row: Row): void {
    const { statement, declaration, name, call, fields, word } = row;
    const local = name.text;
    const { edits: kept, any } = keptSchemas(
      call,
      call.arguments[word === "endpoint" ? 1 : 0],
      fields,
    );
    const route = word === "endpoint" ? `,route:${call.arguments[0]?.getText(source) ?? '""'}` : "";
    const prefix = isExported(statement) ? "export " : "";
    rows.push(`${prefix}const ${local}={name:${JSON.stringify(names.nameOf(local))}${route}};`);
    if (prefix === "") unexported.push(schemasName(local));
    edits.push({
      start: name.getStart(source),
      end: (declaration.type ?? name).end,
      text: schemasName(local),
    });
    edits.push(...kept);
    declared.set(local, { schemas: any });
  }

  // Of a row that keeps its place, the schemas go to the end of the file.
  function schemasAside(local: string, call: ts.CallExpression, fields: readonly string[]): void {
    const options = call.arguments[1];
    const given = options && unwrapped(options);
    const kept = given === undefined ? [] : keptParts(given, fields);
    declared.set(local, { schemas: kept.length > 0 });
    if (given === undefined || kept.length === 0) return;
    const whole = kept.map((node) => node.getText(source)).join(",");
    const value = ts.isObjectLiteralExpression(given) ? `{${whole}}` : whole;
    tail.push(`export const ${schemasName(local)} = ${pure}(${value}))();`);
  }

  function replacedCalls(node: ts.Node, name: string): Edit[] {
    if (ts.isFunctionLike(node)) return [];
    const inner =
      ts.isPropertyAssignment(node) && !ts.isComputedPropertyName(node.name)
        ? node.name.text
        : name;
    const word = ts.isCallExpression(node) ? names.wordOf(node.expression) : undefined;
    if (ts.isCallExpression(node) && word !== undefined) {
      const route =
        word === "endpoint" ? `,route:${node.arguments[0]?.getText(source) ?? '""'}` : "";
      const text = `({name:${JSON.stringify(names.nameOf(inner))}${route}})`;
      return [{ start: node.getStart(source), end: node.end, text }];
    }
    const found: Edit[] = [];
    ts.forEachChild(node, (child) => void found.push(...replacedCalls(child, inner)));
    return found;
  }

  // A row that a function makes has no name here.
  function visitFunctions(node: ts.Node, inside = false): void {
    if (inside && ts.isCallExpression(node) && names.wordOf(node.expression) === "endpoint") {
      problems.push(problemAt(source, node));
    }
    const deeper = inside || ts.isFunctionLike(node);
    ts.forEachChild(node, (child) => visitFunctions(child, deeper));
  }
}

interface Row {
  statement: ts.VariableStatement;
  declaration: ts.VariableDeclaration;
  name: ts.Identifier;
  call: ts.CallExpression;
  fields: readonly string[];
  word: string | undefined;
}

// A computed route may name something that is declared further down.
function hoistable(word: string | undefined, call: ts.CallExpression): boolean {
  const [route] = call.arguments;
  return word !== "endpoint" || (route !== undefined && ts.isStringLiteralLike(route));
}

// Leaves of the call what a function runs, in its place, so that its lines keep their numbers.
function keptSchemas(
  call: ts.CallExpression,
  options: ts.Expression | undefined,
  fields: readonly string[],
): { edits: Edit[]; any: boolean } {
  const start = call.getStart();
  const given = options && unwrapped(options);
  const kept = given === undefined ? [] : keptParts(given, fields);
  if (given === undefined || kept.length === 0) {
    return { edits: [{ start, end: call.end, text: "void 0" }], any: false };
  }
  const [open, close] = ts.isObjectLiteralExpression(given) ? ["({", "})"] : ["(", ")"];
  const edits: Edit[] = [];
  let position = start;
  let text = `${pure}${open}`;
  for (const node of kept) {
    edits.push({ start: position, end: node.getStart(), text });
    position = node.end;
    text = ",";
  }
  edits.push({ start: position, end: call.end, text: `${close})()` });
  return { edits, any: true };
}

// A spread may hold any field, so it stays, as options that stand elsewhere do.
function keptParts(options: ts.Expression, fields: readonly string[]): readonly ts.Node[] {
  if (!ts.isObjectLiteralExpression(options)) return [options];
  return options.properties.filter(
    ({ name }) =>
      name === undefined || ts.isComputedPropertyName(name) || fields.includes(name.text),
  );
}

function purely(
  source: ts.SourceFile,
  initializer: ts.Expression,
  word: string | undefined,
): Edit[] {
  if (word !== undefined || isSimple(initializer)) return [];
  const start = initializer.getStart(source);
  return [
    { start, end: start, text: `${pure}(` },
    { start: initializer.end, end: initializer.end, text: "))()" },
  ];
}

function isSimple(node: ts.Expression): boolean {
  const expression = unwrapped(node);
  return (
    ts.isLiteralExpression(expression) ||
    ts.isIdentifier(expression) ||
    ts.isFunctionExpression(expression) ||
    ts.isArrowFunction(expression) ||
    ts.isClassExpression(expression) ||
    ts.isAwaitExpression(expression)
  );
}

function problemAt(source: ts.SourceFile, node: ts.Node): SpecProblem {
  const { line, character } = source.getLineAndCharacterOfPosition(node.getStart(source));
  return {
    line: line + 1,
    column: character,
    lineText: source.text.split("\n")[line] ?? "",
    text: "endpoint() stands inside a function, expected a separate row at the top level: export const <name> = endpoint(…). Write each row out.",
  };
}
