import ts from "typescript";
import { unwrapped } from "./bindings";

/** When an assignment runs: while the file is loaded, after that, or either. */
export type When = "loading" | "later" | "unknown";

/** An assignment somewhere in a file. */
export interface Assignment {
  node: ts.BinaryExpression;
  value: ts.Expression;
  when: When;
}

/** Calls whose function runs after the file is loaded. */
const deferring = new Set([
  "addEventListener",
  "catch",
  "finally",
  "nextTick",
  "on",
  "once",
  "queueMicrotask",
  "setImmediate",
  "setInterval",
  "setTimeout",
  "then",
]);

/** The assignments to what a test accepts, in the order of the file. */
export function assignmentsTo(
  source: ts.SourceFile,
  accepts: (left: ts.Expression) => boolean,
): Assignment[] {
  const found: Assignment[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isBinaryExpression(node) && node.operatorToken.kind === ts.SyntaxKind.EqualsToken) {
      if (accepts(unwrapped(node.left)))
        found.push({ node, value: assigned(node), when: whenRuns(node) });
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

/** `b` of `a = b`, and of `a = c = b`. */
function assigned(node: ts.BinaryExpression): ts.Expression {
  const value = unwrapped(node.right);
  return ts.isBinaryExpression(value) && value.operatorToken.kind === ts.SyntaxKind.EqualsToken
    ? assigned(value)
    : value;
}

function whenRuns(node: ts.Node): When {
  let when: When = "loading";
  for (let inner = node; inner.parent; inner = inner.parent) {
    const outer = inner.parent;
    if (conditional(outer, inner)) when = "unknown";
    if (!ts.isFunctionLike(outer)) continue;
    if (isDeferred(outer) || awaitsBefore(outer, node)) return "later";
    if (!runsAtOnce(outer)) when = "unknown";
  }
  return when;
}

function conditional(outer: ts.Node, inner: ts.Node): boolean {
  return (
    (ts.isIfStatement(outer) && inner !== outer.expression) ||
    (ts.isConditionalExpression(outer) && inner !== outer.condition) ||
    ts.isTryStatement(outer) ||
    ts.isIterationStatement(outer, false) ||
    ts.isSwitchStatement(outer)
  );
}

/** `(() => { … })()` */
function runsAtOnce(node: ts.Node): boolean {
  let outer = node;
  while (ts.isParenthesizedExpression(outer.parent)) outer = outer.parent;
  return ts.isCallExpression(outer.parent) && outer.parent.expression === outer;
}

function isDeferred(node: ts.Node): boolean {
  const call = node.parent;
  if (!ts.isCallExpression(call) || !call.arguments.some((one) => one === node)) return false;
  const callee = unwrapped(call.expression);
  const name = ts.isPropertyAccessExpression(callee) ? callee.name : callee;
  return ts.isIdentifier(name) && deferring.has(name.text);
}

/** Whether an `await` of the same function stands before a node. */
function awaitsBefore(outer: ts.Node, node: ts.Node): boolean {
  let found = false;
  const visit = (inner: ts.Node): void => {
    if (found || inner.pos >= node.pos) return;
    if (ts.isAwaitExpression(inner) && inner.end <= node.getStart()) found = true;
    if (!ts.isFunctionLike(inner)) ts.forEachChild(inner, visit);
  };
  ts.forEachChild(outer, visit);
  return found;
}
