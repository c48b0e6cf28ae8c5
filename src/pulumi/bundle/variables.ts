import ts from "typescript";
import type { Module, Modules } from "./modules";
import { positionOf } from "./modules";

/** A variable of the environment that a function reads and does without in no way. */
export interface VariableRead {
  name: string;
  file: string;
  line: number;
}

/** Set by Lambda or Gatehouse, or read by everybody's habit: https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html */
const always = /^(AWS_|LAMBDA_|GATEHOUSE_|NODE_|_)|^(CI|DEBUG|HOME|LANG|PATH|TZ)$/;

/** The variables that a handler's file and the author's files that it imports read, each once. */
export function variablesRead(
  modules: Modules,
  handler: Module,
  isForeign: (path: string) => boolean,
): VariableRead[] {
  const found = new Map<string, VariableRead>();
  const reached = new Set([handler]);
  for (const module of reached) {
    for (const { name, node } of readsIn(module.source)) {
      const read = { name, file: module.path, line: positionOf(node).line };
      if (!found.has(name) && !always.test(name)) found.set(name, read);
    }
    for (const specifier of importsOf(module.source)) {
      const next = modules.resolve(specifier, module);
      if (next && !isForeign(next.path)) reached.add(next);
    }
  }
  return [...found.values()];
}

function importsOf(source: ts.SourceFile): string[] {
  return source.statements.flatMap((statement) => {
    const from =
      ts.isImportDeclaration(statement) || ts.isExportDeclaration(statement)
        ? statement.moduleSpecifier
        : undefined;
    return from !== undefined && ts.isStringLiteral(from) ? [from.text] : [];
  });
}

const isEnvironment = (node: ts.Node) => /^(globalThis\.)?process\.env$/.test(node.getText());

function readsIn(source: ts.SourceFile): { name: string; node: ts.Node }[] {
  if (!source.text.includes("process.env")) return [];
  const found: { name: string; node: ts.Node }[] = [];
  const visit = (node: ts.Node): void => {
    const name = nameRead(node);
    if (name !== undefined && !isGuarded(node)) found.push({ name, node });
    if (ts.isVariableDeclaration(node) && node.initializer && isEnvironment(node.initializer)) {
      if (ts.isObjectBindingPattern(node.name)) found.push(...taken(node.name));
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

/** `NAME` of `process.env.NAME` and `process.env["NAME"]`. */
function nameRead(node: ts.Node): string | undefined {
  if (ts.isPropertyAccessExpression(node) && isEnvironment(node.expression)) return node.name.text;
  if (!ts.isElementAccessExpression(node) || !isEnvironment(node.expression)) return undefined;
  const { argumentExpression: name } = node;
  return ts.isStringLiteralLike(name) ? name.text : undefined;
}

/** The names of `const { NAME, OTHER: local } = process.env` that have no default. */
function taken(pattern: ts.ObjectBindingPattern): { name: string; node: ts.Node }[] {
  return pattern.elements.flatMap((element) => {
    const name = element.propertyName ?? element.name;
    if (element.initializer || element.dotDotDotToken || !ts.isIdentifier(name)) return [];
    return [{ name: name.text, node: element }];
  });
}

const asking = new Set([
  ts.SyntaxKind.QuestionQuestionToken,
  ts.SyntaxKind.BarBarToken,
  ts.SyntaxKind.AmpersandAmpersandToken,
  ts.SyntaxKind.EqualsEqualsToken,
  ts.SyntaxKind.EqualsEqualsEqualsToken,
  ts.SyntaxKind.ExclamationEqualsToken,
  ts.SyntaxKind.ExclamationEqualsEqualsToken,
  ts.SyntaxKind.EqualsToken,
  ts.SyntaxKind.QuestionQuestionEqualsToken,
  ts.SyntaxKind.BarBarEqualsToken,
]);

/** Whether the code asks whether the variable is set, or sets it. */
function isGuarded(node: ts.Node): boolean {
  let inner = node;
  while (
    ts.isParenthesizedExpression(inner.parent) ||
    ts.isAsExpression(inner.parent) ||
    ts.isSatisfiesExpression(inner.parent)
  ) {
    inner = inner.parent;
  }
  const { parent } = inner;
  if (ts.isBinaryExpression(parent))
    return parent.left === inner
      ? asking.has(parent.operatorToken.kind)
      : asking.has(parent.operatorToken.kind) &&
          parent.operatorToken.kind !== ts.SyntaxKind.EqualsToken;
  if (ts.isPrefixUnaryExpression(parent)) return parent.operator === ts.SyntaxKind.ExclamationToken;
  if (ts.isPropertyAccessExpression(parent) || ts.isElementAccessExpression(parent))
    return parent.questionDotToken !== undefined;
  if (ts.isIfStatement(parent) || ts.isWhileStatement(parent)) return parent.expression === inner;
  if (ts.isConditionalExpression(parent)) return parent.condition === inner;
  return ts.isTypeOfExpression(parent) || ts.isDeleteExpression(parent);
}
