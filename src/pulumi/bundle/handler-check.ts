import { realpathSync } from "node:fs";
import { relative } from "node:path";
import ts from "typescript";
import { assignmentsTo } from "./assignments";
import { lateExports } from "./common-js";
import { exportedValue, type HandlerValue, type Search } from "./handler-value";
import type { BundleInput } from "./inputs";
import { exportTarget, isDefault } from "./module-names";
import { createModules, positionOf, type Module } from "./modules";
import { variablesRead, type VariableRead } from "./variables";

/** What the text of a handler's file says about the function that it holds. */
export interface HandlerVerdict {
  /** Why the function could not start, or would fail at each call. */
  problem?: string;
  /** Why it would not start where the runtime takes no callbacks. */
  callback?: string;
  /** The variables that its environment must hold. */
  reads?: readonly VariableRead[];
}

/** What a check of handlers needs to know. */
export interface HandlerCheck {
  projectDirectory: string;
  /** The table's index, with its ending; absent where there is none. */
  specIndex: string | undefined;
  clientDirectory: string;
}

interface Handled {
  input: BundleInput;
  files: { handler: string; label: string };
}

/**
 * Reads what each handler's file exports, without running it: a function that cannot start is named before
 * it is deployed. What is made by calls, in packages or under conditions only a load can tell.
 */
export function handlerChecks(options: HandlerCheck) {
  const modules = createModules();
  const search = { modules, clientDirectory: options.clientDirectory };
  const index = options.specIndex === undefined ? undefined : modules.at(options.specIndex);
  const at = (node: ts.Node) => {
    const file = relative(options.projectDirectory, node.getSourceFile().fileName);
    return `${file}:${positionOf(node).line}`;
  };

  const isForeign = (path: string) =>
    path.startsWith(options.clientDirectory) || /[\\/]node_modules[\\/]/.test(path);
  return (handled: Handled): HandlerVerdict => {
    const module = modules.at(realpathSync(handled.files.handler));
    if (module === undefined) return {};
    const reads = variablesRead(modules, module, isForeign).map((read) => ({
      ...read,
      file: relative(options.projectDirectory, read.file),
    }));
    return { ...verdictOf(handled, module), ...(reads.length > 0 ? { reads } : {}) };
  };

  function verdictOf({ input, files }: Handled, module: Module): HandlerVerdict {
    const { name } = input;
    const rowTarget = index && exportTarget(modules, index, name);
    const row = rowTarget?.kind === "node" ? rowTarget.node : undefined;
    const values = ["handler", name].map((one) => exportedValue(search, module, one));
    const made = values.find((value) => value.kind === "made");
    if (input.kind === "trigger" && made?.kind === "made") {
      return {
        problem: `${name}: ${at(made.node)} exports what ${made.by}() made. Expected a function (event, context): a user pool sends no request. Export the function itself.`,
      };
    }
    const chosen = choose(values, row);
    if (chosen.kind === "unknown") return {};
    if (chosen.kind === "function") return callbackOf(input, { at: at(chosen.node), ...chosen });
    if (chosen.kind === "made") return {};
    return { problem: problemOf(search, { input, module, label: files.label, values, at }) };
  }
}

/** The value that the entry would choose, as `chooseHandler` does. */
function choose(values: readonly HandlerValue[], row: ts.Node | undefined): HandlerValue {
  const own = values.find(
    (value) => value.kind === "made" && (!value.row || !row || value.row === row),
  );
  if (own) return own;
  if (values.some(({ kind }) => kind === "unknown")) return { kind: "unknown" };
  return values.find(({ kind }) => kind === "function") ?? { kind: "missing" };
}

const starts = "Expected an async function (event, context). Return the answer instead";

function callbackOf(
  { kind, name }: BundleInput,
  { at, parameters }: { at: string; parameters: number },
): HandlerVerdict {
  if (parameters < 3) return {};
  const text = `${name}: ${at} declares a handler with ${parameters} parameters`;
  // The entry of a row hands on two.
  if (kind === "endpoint")
    return { problem: `${text}, and no callback is handed to a row's function. ${starts}.` };
  return {
    callback: `${text}. Lambda starts no handler with a callback from nodejs24.x on. ${starts}, or name nodejs22.x in a transform.`,
  };
}

interface Refused {
  input: BundleInput;
  module: Module;
  label: string;
  values: readonly HandlerValue[];
  at: (node: ts.Node) => string;
}

function problemOf(search: Search, refused: Refused): string {
  const { input, label, values, at } = refused;
  const { name } = input;
  const made = values.find((value) => value.kind === "made");
  if (made?.kind === "made") {
    const found = `one for ${made.rowText} at ${at(made.node)}`;
    return textOf({ name, label, found, mend: `Name ${name} there, or rename the file.` });
  }
  const wrong = values.find((value) => value.kind === "other");
  if (wrong?.kind === "other") {
    const found = `${wrong.what} at ${at(wrong.node)}`;
    return textOf({ name, label, found, mend: "Export a function." });
  }
  return textOf({ name, label, ...hintOf(search, refused) });
}

function textOf(parts: { name: string; label: string; found: string; mend: string }): string {
  const { name, label, found, mend } = parts;
  return `${name}: ${label} has no handler for it, expected \`export const handler\`, found ${found}. ${mend}`;
}

function hintOf(
  { modules }: Search,
  { input, module, at }: Refused,
): { found: string; mend: string } {
  const names = ["handler", input.name];
  for (const name of names) {
    const [late] = [...lateExports(module, name), ...lateVariable(module, name)];
    if (late && !module.isModule)
      return {
        found: `one that is set later, at ${at(late)}`,
        mend: "Set it while the file is loaded: Lambda looks for it once.",
      };
    const [mixed] = assignmentsTo(module.source, (left) =>
      [`exports.${name}`, `module.exports.${name}`].includes(left.getText()),
    );
    if (module.isModule && mixed)
      return {
        found: `\`${mixed.node.left.getText()} =\` at ${at(mixed.node)}, in a file with import or export, where it sets nothing`,
        mend: `Write \`export const ${name}\` there.`,
      };
    if (late)
      return {
        found: `one that is set later, at ${at(late)}`,
        mend: "Set it while the file is loaded: Lambda looks for it once.",
      };
    const local = declarationOf(module, name);
    if (local)
      return {
        found: `\`${name}\` without \`export\` at ${at(local)}`,
        mend: "Write `export` before it.",
      };
  }
  const standard = exportTarget(modules, module, "default");
  if (module.isModule && standard.kind !== "missing")
    return {
      found: `a default export${standard.kind === "node" ? ` at ${at(standard.node)}` : ""}`,
      mend: "Give it the name `handler`.",
    };
  const other = exportNamesOf(module);
  return other.length > 0
    ? { found: `exports named ${other.join(", ")}`, mend: `Rename the handler to \`handler\`.` }
    : { found: "no exports", mend: "Export the handler." };
}

function lateVariable({ source }: Module, name: string): ts.Node[] {
  return assignmentsTo(source, (left) => ts.isIdentifier(left) && left.text === name)
    .filter(({ when }) => when === "later")
    .map(({ node }) => node);
}

function declarationOf({ source }: Module, name: string): ts.Node | undefined {
  for (const statement of source.statements) {
    if (ts.isFunctionDeclaration(statement) && statement.name?.text === name)
      return isDefault(statement) ? undefined : statement;
    if (!ts.isVariableStatement(statement)) continue;
    const found = statement.declarationList.declarations.find(
      (one) => ts.isIdentifier(one.name) && one.name.text === name,
    );
    if (found) return found;
  }
  return undefined;
}

function exportNamesOf({ source }: Module): string[] {
  return source.statements.flatMap((statement) => {
    const exported =
      ts.canHaveModifiers(statement) &&
      (ts.getModifiers(statement) ?? []).some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword);
    if (ts.isVariableStatement(statement) && exported)
      return statement.declarationList.declarations.map(({ name }) => name.getText());
    if (ts.isFunctionDeclaration(statement) && exported && statement.name)
      return [statement.name.text];
    if (ts.isExportDeclaration(statement) && statement.exportClause)
      return ts.isNamedExports(statement.exportClause)
        ? statement.exportClause.elements.map(({ name }) => name.text)
        : [];
    return [];
  });
}
