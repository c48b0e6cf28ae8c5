import { existsSync, realpathSync } from "node:fs";
import { join, relative } from "node:path";
import ts from "typescript";
import type { BuildOptions, LaterConstant } from "../../model/model";
import { unwrapped } from "./bindings";
import { exportTarget, localTarget } from "./module-names";
import { createModules, positionOf } from "./modules";

type Places = Required<Pick<BuildOptions, "placeOf" | "laterIn">>;

/**
 * Where the files of a table declare what they export, read from their text: the same under every loader,
 * and only where there is something to say.
 */
export function specPlaces(specDirectory: string): Places {
  const modules = createModules();
  const file = [".ts", ".mts", ".cts", ".js", ".mjs", ".cjs"]
    .map((ending) => join(specDirectory, `index${ending}`))
    .find(existsSync);
  const index = file === undefined ? undefined : modules.at(realpathSync(file));

  const declarationOf = ([name = "", inner]: readonly string[]): ts.Node | undefined => {
    const target = index && exportTarget(modules, index, name);
    if (target?.kind !== "node") return undefined;
    return (inner === undefined ? undefined : memberOf(target.node, inner)) ?? target.node;
  };

  return {
    placeOf(path) {
      const node = declarationOf(path);
      return node && placeOf(node);
    },
    laterIn(path, field) {
      const declaration = declarationOf(path);
      const used = declaration && fieldOf(declaration, field);
      const module = used && modules.at(used.getSourceFile().fileName);
      if (!declaration || !used || !module || !ts.isIdentifier(used)) return undefined;
      const target = localTarget(modules, module, used.text);
      return target.kind === "node" ? laterThan(declaration, used.text, target.node) : undefined;
    },
  };
}

function laterThan(user: ts.Node, name: string, node: ts.Node): LaterConstant | undefined {
  if (node.getSourceFile() !== user.getSourceFile() || node.pos <= user.pos) return undefined;
  return { name, declared: placeOf(node), usedAtLine: positionOf(user).line };
}

function placeOf(node: ts.Node): string {
  return `${relative(realpathSync(process.cwd()), node.getSourceFile().fileName)}:${positionOf(node).line}`;
}

/** A member of an exported record, `plans.free`, or an element of a list. */
function memberOf(declaration: ts.Node, name: string): ts.Node | undefined {
  const value = valueOf(declaration);
  if (value && ts.isArrayLiteralExpression(value)) return value.elements[Number(name)];
  return value && propertyOf(value, name);
}

function valueOf(node: ts.Node): ts.Expression | undefined {
  const value =
    ts.isVariableDeclaration(node) || ts.isPropertyAssignment(node) ? node.initializer : undefined;
  return value && unwrapped(value);
}

function propertyOf(value: ts.Expression, name: string): ts.Node | undefined {
  if (!ts.isObjectLiteralExpression(value)) return undefined;
  return value.properties.find(
    ({ name: key }) => key && !ts.isComputedPropertyName(key) && key.text === name,
  );
}

/** The expression of a field: `calls[0]`, `userPool`, `triggers.preSignUp`, `groups.staff[1]`. */
function fieldOf(declaration: ts.Node, field: string): ts.Expression | undefined {
  const call = valueOf(declaration);
  if (!call || !ts.isCallExpression(call)) return undefined;
  const options = call.arguments.find((one) => ts.isObjectLiteralExpression(unwrapped(one)));
  let value = options && unwrapped(options);
  for (const part of field.split(/[.[\]]+/).filter((one) => one !== "")) {
    if (!value) return undefined;
    if (ts.isArrayLiteralExpression(value)) value = value.elements[Number(part)];
    else {
      const property = propertyOf(value, part);
      if (property && ts.isShorthandPropertyAssignment(property)) return property.name;
      value = property && valueOf(property);
    }
    value = value && unwrapped(value);
  }
  return value;
}
