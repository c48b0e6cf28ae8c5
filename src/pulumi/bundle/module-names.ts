import ts from "typescript";
import { isExported, unwrapped } from "./bindings";
import { commonJsExport } from "./common-js";
import type { Module, Modules, Target } from "./modules";

const missing: Target = { kind: "missing" };
const unknown: Target = { kind: "unknown" };

/** What a file exports under a name, followed through re-exports. */
export function exportTarget(modules: Modules, module: Module, name: string): Target {
  return exported({ modules, seen: new Set() }, module, name);
}

// The exports that were asked for on the way, since files may re-export each other.
interface Search {
  modules: Modules;
  seen: Set<string>;
}

function exported({ modules, seen }: Search, module: Module, name: string): Target {
  const key = `${module.path}\0${name}`;
  if (seen.has(key)) return missing;
  seen.add(key);
  if (!module.isModule) return commonJsExport(module, name);
  const from = (specifier: ts.Expression | undefined, wanted: string) =>
    importTarget(modules, module, { specifier, name: wanted, seen });
  const stars: Target[] = [];
  for (const statement of module.source.statements) {
    if (ts.isExportAssignment(statement)) {
      if (statement.isExportEquals === true) return unknown;
      if (name === "default") return { kind: "node", module, node: statement.expression };
    }
    if (isDefault(statement)) {
      if (name === "default") return { kind: "node", module, node: statement };
    } else if (isExported(statement)) {
      const found = declaredBy(statement, name);
      if (found === "unknown") return unknown;
      if (found) return { kind: "node", module, node: found };
    }
    if (!ts.isExportDeclaration(statement) || statement.isTypeOnly) continue;
    const { exportClause: clause, moduleSpecifier } = statement;
    if (clause === undefined) {
      if (name !== "default") stars.push(from(moduleSpecifier, name));
    } else if (ts.isNamespaceExport(clause)) {
      if (clause.name.text === name) return { kind: "node", module, node: clause };
    } else {
      const element = clause.elements.find((one) => one.name.text === name && !one.isTypeOnly);
      if (element === undefined) continue;
      const wanted = (element.propertyName ?? element.name).text;
      return moduleSpecifier ? from(moduleSpecifier, wanted) : localTarget(modules, module, wanted);
    }
  }
  return stars.find(({ kind }) => kind !== "missing") ?? missing;
}

/** What a name means at the top level of a file. */
export function localTarget(modules: Modules, module: Module, name: string): Target {
  for (const statement of module.source.statements) {
    if (ts.isImportDeclaration(statement)) {
      const { importClause: clause, moduleSpecifier: specifier } = statement;
      if (clause?.name?.text === name) {
        return importTarget(modules, module, { specifier, name: "default" });
      }
      const bindings = clause?.namedBindings;
      if (bindings && ts.isNamespaceImport(bindings)) {
        if (bindings.name.text !== name) continue;
        const whole = ts.isStringLiteral(specifier) && modules.resolve(specifier.text, module);
        return whole ? { kind: "namespace", module: whole } : unknown;
      }
      const element = bindings?.elements.find((one) => one.name.text === name);
      if (element) {
        const wanted = (element.propertyName ?? element.name).text;
        return importTarget(modules, module, { specifier, name: wanted });
      }
      continue;
    }
    const found = declaredBy(statement, name);
    if (found === "unknown") return unknown;
    if (found) return { kind: "node", module, node: found };
  }
  return unknown;
}

/** What an expression names: an identifier, or a member of a whole file that was imported. */
export function expressionTarget(modules: Modules, module: Module, node: ts.Expression): Target {
  const expression = unwrapped(node);
  if (ts.isIdentifier(expression)) return localTarget(modules, module, expression.text);
  if (!ts.isPropertyAccessExpression(expression)) return unknown;
  const whole = expressionTarget(modules, module, expression.expression);
  if (whole.kind !== "namespace") return unknown;
  return exportTarget(modules, whole.module, expression.name.text);
}

interface Import {
  specifier: ts.Expression | undefined;
  name: string;
  seen?: Set<string>;
}

function importTarget(modules: Modules, module: Module, given: Import): Target {
  const { specifier, name, seen = new Set<string>() } = given;
  if (specifier === undefined || !ts.isStringLiteral(specifier)) return unknown;
  const target = modules.resolve(specifier.text, module);
  if (target !== undefined) return exported({ modules, seen }, target, name);
  // A relative import that leads nowhere is the bundler's to name.
  if (/^[./]/.test(specifier.text)) return unknown;
  return { kind: "package", specifier: specifier.text, name };
}

/** The declaration of a name by one statement; what is taken apart there only a load can tell. */
function declaredBy(statement: ts.Statement, name: string): ts.Node | "unknown" | undefined {
  if (ts.isVariableStatement(statement)) {
    for (const declaration of statement.declarationList.declarations) {
      if (ts.isIdentifier(declaration.name)) {
        if (declaration.name.text === name) return declaration;
      } else if (bindsName(declaration.name, name)) return "unknown";
    }
    return undefined;
  }
  const named =
    ts.isFunctionDeclaration(statement) ||
    ts.isClassDeclaration(statement) ||
    ts.isEnumDeclaration(statement);
  if (!named || statement.name?.text !== name) return undefined;
  // Of an overloaded function the declaration with a body runs.
  if (ts.isFunctionDeclaration(statement) && statement.body === undefined) return undefined;
  return statement;
}

/** Whether a statement is `export default`. */
export function isDefault(statement: ts.Statement): boolean {
  return (
    ts.canHaveModifiers(statement) &&
    (ts.getModifiers(statement) ?? []).some(({ kind }) => kind === ts.SyntaxKind.DefaultKeyword)
  );
}

function bindsName(pattern: ts.BindingPattern, name: string): boolean {
  return pattern.elements.some(
    (element) =>
      ts.isBindingElement(element) &&
      (ts.isIdentifier(element.name) ? element.name.text === name : bindsName(element.name, name)),
  );
}
