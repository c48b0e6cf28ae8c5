import ts from "typescript";
import { assignmentsTo } from "./assignments";
import { unwrapped } from "./bindings";
import { exportTarget, expressionTarget, localTarget } from "./module-names";
import type { Module, Modules, Target } from "./modules";

/** What an export of a handler's file is, as far as its text says. */
export type HandlerValue =
  /** Only a load can tell. */
  | { kind: "unknown" }
  | { kind: "missing" }
  | { kind: "function"; parameters: number; node: ts.Node }
  /** What `implement` or `authorize` made, and the declaration that it was made for, where that is known. */
  | { kind: "made"; by: "implement" | "authorize"; row?: ts.Node; rowText: string; node: ts.Node }
  | { kind: "other"; what: string; node: ts.Node };

/** What a search for a value needs. */
export interface Search {
  modules: Modules;
  /** The folder of the client, where `implement` and `authorize` are declared. */
  clientDirectory: string;
}

const unknown: HandlerValue = { kind: "unknown" };

/** What a file exports under a name. */
export function exportedValue(search: Search, module: Module, name: string): HandlerValue {
  return valueOf(search, exportTarget(search.modules, module, name));
}

function valueOf(search: Search, target: Target, depth = 0): HandlerValue {
  if (target.kind === "missing") return { kind: "missing" };
  if (target.kind !== "node" || depth > 20) return unknown;
  const { module, node } = target;
  if (ts.isFunctionDeclaration(node) || ts.isMethodDeclaration(node)) return functionValue(node);
  if (ts.isClassDeclaration(node)) return other(node, "a class");
  if (ts.isEnumDeclaration(node)) return other(node, "an enum");
  if (ts.isNamespaceExport(node)) return other(node, "a whole file");
  if (ts.isVariableDeclaration(node)) return variableValue(search, { module, node, depth });
  return ts.isExpression(node) ? expressionValue(search, { module, node, depth }) : unknown;
}

interface At<Node extends ts.Node> {
  module: Module;
  node: Node;
  depth: number;
}

function variableValue(search: Search, { module, node, depth }: At<ts.VariableDeclaration>) {
  const { name, initializer } = node;
  if (!ts.isIdentifier(name)) return unknown;
  const constant = (node.parent.flags & ts.NodeFlags.Const) !== 0;
  if (constant) {
    return initializer ? expressionValue(search, { module, node: initializer, depth }) : unknown;
  }
  const set = assignmentsTo(
    module.source,
    (left) => ts.isIdentifier(left) && left.text === name.text,
  );
  const early = set.filter(({ when }) => when !== "later");
  if (early.length > 0) return unknown;
  if (initializer)
    return set.length > 0 ? unknown : expressionValue(search, { module, node: initializer, depth });
  return { kind: "missing" as const };
}

function expressionValue(search: Search, { module, node, depth }: At<ts.Expression>): HandlerValue {
  const expression = unwrapped(node);
  if (ts.isArrowFunction(expression) || ts.isFunctionExpression(expression))
    return functionValue(expression);
  if (ts.isIdentifier(expression)) {
    if (expression.text === "undefined") return { kind: "missing" };
    return valueOf(search, localTarget(search.modules, module, expression.text), depth + 1);
  }
  if (ts.isPropertyAccessExpression(expression))
    return valueOf(search, expressionTarget(search.modules, module, expression), depth + 1);
  if (ts.isCallExpression(expression))
    return callValue(search, { module, node: expression, depth });
  const what = literalWords(expression);
  return what === undefined ? unknown : other(expression, what);
}

function literalWords(node: ts.Expression): string | undefined {
  if (ts.isObjectLiteralExpression(node)) return "an object";
  if (ts.isArrayLiteralExpression(node)) return "a list";
  if (ts.isStringLiteralLike(node) || ts.isTemplateExpression(node)) return "text";
  if (ts.isNumericLiteral(node) || ts.isBigIntLiteral(node)) return "a number";
  if (ts.isRegularExpressionLiteral(node)) return "a regular expression";
  if (ts.isClassExpression(node)) return "a class";
  if (node.kind === ts.SyntaxKind.NullKeyword) return "null";
  const isBoolean =
    node.kind === ts.SyntaxKind.TrueKeyword || node.kind === ts.SyntaxKind.FalseKeyword;
  return isBoolean ? "true or false" : undefined;
}

function callValue(search: Search, { module, node }: At<ts.CallExpression>): HandlerValue {
  const by = makerOf(search, expressionTarget(search.modules, module, node.expression));
  const [row] = node.arguments;
  if (by === undefined || row === undefined) return unknown;
  const target = expressionTarget(search.modules, module, row);
  return {
    kind: "made",
    by,
    ...(target.kind === "node" ? { row: target.node } : {}),
    rowText: row.getText(),
    node,
  };
}

function makerOf(
  { clientDirectory }: Search,
  target: Target,
): "implement" | "authorize" | undefined {
  const name =
    target.kind === "package" && /(^|\/)client$/.test(target.specifier)
      ? target.name
      : target.kind === "node" &&
          ts.isFunctionDeclaration(target.node) &&
          target.module.path.startsWith(clientDirectory)
        ? target.node.name?.text
        : undefined;
  return name === "implement" || name === "authorize" ? name : undefined;
}

const other = (node: ts.Node, what: string): HandlerValue => ({ kind: "other", what, node });

function functionValue(node: ts.FunctionLikeDeclaration): HandlerValue {
  // `length` counts up to the first default or rest; `this` is TypeScript's alone.
  const declared = node.parameters.filter(({ name }) => name.getText() !== "this");
  const end = declared.findIndex(
    ({ initializer, dotDotDotToken }) => initializer ?? dotDotDotToken,
  );
  return { kind: "function", parameters: end < 0 ? declared.length : end, node };
}
