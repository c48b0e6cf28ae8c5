import ts from "typescript";
import { assignmentsTo, type Assignment } from "./assignments";
import { unwrapped } from "./bindings";
import type { Module, Target } from "./modules";

/** What a file of CommonJS exports under a name; what is made by calls only a load can tell. */
export function commonJsExport(module: Module, name: string): Target {
  const { source } = module;
  if (escapes(source)) return { kind: "unknown" };
  const whole = assignmentsTo(source, isWhole);
  const members = assignmentsTo(source, (left) => memberOf(left) === name);
  const late = (one: Assignment) => one.when === "later";
  // tsc writes `exports.handler = void 0` first.
  const set = members.filter((one) => !isVoid(one.value));
  if (whole.length > 0 && !whole.every(late)) return fromWhole(module, { whole, set, name });
  if (set.length === 0 || set.every(late)) return { kind: "missing" };
  const [only] = set;
  if (set.length > 1 || only?.when !== "loading") return { kind: "unknown" };
  return { kind: "node", module, node: only.value };
}

/** The assignments to an export that run only after the file is loaded. */
export function lateExports({ source }: Module, name: string): ts.Node[] {
  return assignmentsTo(source, (left) => isWhole(left) || memberOf(left) === name)
    .filter(({ when }) => when === "later")
    .map(({ node }) => node);
}

interface Whole {
  whole: readonly Assignment[];
  set: readonly Assignment[];
  name: string;
}

function fromWhole(module: Module, { whole, set, name }: Whole): Target {
  const [only] = whole;
  if (whole.length > 1 || only?.when !== "loading" || set.length > 0) return { kind: "unknown" };
  const { value } = only;
  // A function that is all of the exports has no other exports.
  if (ts.isFunctionExpression(value) || ts.isArrowFunction(value)) return { kind: "missing" };
  if (!ts.isObjectLiteralExpression(value)) return { kind: "unknown" };
  for (const property of value.properties) {
    if (property.name === undefined || ts.isComputedPropertyName(property.name))
      return { kind: "unknown" };
    if (property.name.text !== name) continue;
    if (ts.isPropertyAssignment(property))
      return { kind: "node", module, node: property.initializer };
    if (ts.isShorthandPropertyAssignment(property))
      return { kind: "node", module, node: property.name };
    return ts.isMethodDeclaration(property)
      ? { kind: "node", module, node: property }
      : { kind: "unknown" };
  }
  return { kind: "missing" };
}

const isIdentifier = (node: ts.Node, text: string) => ts.isIdentifier(node) && node.text === text;

/** `exports` or `module.exports`. */
function isExports(node: ts.Expression): boolean {
  const inner = unwrapped(node);
  if (isIdentifier(inner, "exports")) return true;
  return (
    ts.isPropertyAccessExpression(inner) &&
    inner.name.text === "exports" &&
    isIdentifier(inner.expression, "module")
  );
}

/** `module.exports` as a whole: a bare `exports = …` changes nothing. */
function isWhole(left: ts.Expression): boolean {
  return ts.isPropertyAccessExpression(left) && isExports(left);
}

/** `name` of `exports.name` and `module.exports["name"]`. */
function memberOf(left: ts.Expression): string | undefined {
  if (ts.isPropertyAccessExpression(left) && isExports(left.expression)) return left.name.text;
  if (!ts.isElementAccessExpression(left) || !isExports(left.expression)) return undefined;
  const { argumentExpression: name } = left;
  return ts.isStringLiteralLike(name) ? name.text : undefined;
}

function isVoid(value: ts.Expression): boolean {
  return ts.isVoidExpression(value) || isIdentifier(value, "undefined");
}

/** Whether `exports` is handed on, or set under a name that is made: then anything may be exported. */
function escapes(source: ts.SourceFile): boolean {
  let found = false;
  const visit = (node: ts.Node): void => {
    if (found) return;
    const parent = node.parent as ts.Node | undefined;
    if (parent && isExportsNode(node) && !isHarmless(node, parent)) found = true;
    else ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

function isExportsNode(node: ts.Node): boolean {
  if (!ts.isIdentifier(node)) return ts.isPropertyAccessExpression(node) && isExports(node);
  if (node.text === "exports") {
    const { parent } = node;
    return !(ts.isPropertyAccessExpression(parent) && parent.name === node) && !isKey(node);
  }
  return node.text === "module" && !ts.isPropertyAccessExpression(node.parent) && !isKey(node);
}

const isKey = (node: ts.Identifier) =>
  ts.isPropertyAssignment(node.parent) && node.parent.name === node;

function isHarmless(node: ts.Node, parent: ts.Node): boolean {
  if (ts.isPropertyAccessExpression(parent)) return parent.expression === node;
  if (ts.isElementAccessExpression(parent))
    return ts.isStringLiteralLike(parent.argumentExpression);
  if (ts.isBinaryExpression(parent) && parent.left === node) return true;
  // Object.defineProperty(exports, "__esModule", …)
  if (!ts.isCallExpression(parent) || parent.arguments[0] !== node) return false;
  const [, name] = parent.arguments;
  return (
    parent.expression.getText().endsWith(".defineProperty") &&
    name !== undefined &&
    ts.isStringLiteralLike(name) &&
    name.text === "__esModule"
  );
}
