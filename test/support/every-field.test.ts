import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import path from "node:path";
import ts from "typescript";
import { parse } from "yaml";
import { configSchema } from "../../src/pulumi/stack/config-schema";
import { readGraph } from "../../src/graph/read/read-graph";
import { everyFieldDirectory, everyFieldGraph, everyFieldStacks } from "./every-field";

const root = path.join(__dirname, "../..");

/** Types of what the words make, not of what they take. */
const made = ["Endpoint", "LambdaAuthorizer", "Caller", "ApiKey", "Schema", "Malformed", "Made"];

describe("test/support/every-field", function () {
  this.timeout(300_000);

  it("has every field of the table's language and every option of SecuredApi", () => {
    const { program, checker } = compiled();
    const taken = takenFields(program, checker);
    const missing = declaredFields(program)
      .filter((field) => !taken.has(field))
      .map(
        (field) =>
          `${path.relative(root, field.getSourceFile().fileName)}: ${field.name.getText()}`,
      );
    assert.deepEqual(missing, []);
  });

  it("has every key of the stack configuration", () => {
    const stacks = readdirSync(everyFieldDirectory).filter((file) =>
      /^Pulumi\..+\.yaml$/.test(file),
    );
    const configs = stacks.map((file) => {
      const { config } = parse(readFileSync(path.join(everyFieldDirectory, file), "utf8"));
      return Object.fromEntries(
        Object.entries(config as object).map(([key, value]) => [
          key.replace(/^gatehouse:/, ""),
          value,
        ]),
      );
    });
    assert.deepEqual(missingKeys(configSchema, configs, "gatehouse"), []);
  });

  for (const stack of everyFieldStacks) {
    it(`is a right program on the stack ${stack}`, async () => {
      assert.deepEqual(readGraph(await everyFieldGraph(stack)).problems, []);
    });
  }
});

function compiled() {
  const { config } = ts.readConfigFile(path.join(root, "tsconfig.json"), ts.sys.readFile);
  const { options } = ts.parseJsonConfigFileContent(config, ts.sys, root);
  const program = ts.createProgram([path.join(everyFieldDirectory, "index.ts")], {
    ...options,
    noEmit: true,
  });
  return { program, checker: program.getTypeChecker() };
}

/** The fields that somebody who writes a table or a program can give. */
function declaredFields(program: ts.Program): ts.PropertySignature[] {
  const files = [
    ...readdirSync(path.join(root, "src/spec"))
      .filter((file) => !["schema.ts", "route.ts", "index.ts"].includes(file))
      .map((file) => path.join(root, "src/spec", file)),
    path.join(root, "src/pulumi/parts/function-options.ts"),
    path.join(root, "src/pulumi/secured-api-options.ts"),
  ];
  const found: ts.PropertySignature[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isInterfaceDeclaration(node) && made.includes(node.name.text)) return;
    if (ts.isFunctionDeclaration(node)) return;
    if (ts.isPropertySignature(node) && canBeGiven(node)) found.push(node);
    ts.forEachChild(node, visit);
  };
  for (const file of files) {
    const source = program.getSourceFile(file);
    assert.ok(source, `the program does not use ${file}`);
    visit(source);
  }
  return found;
}

/** `kind` is what the words add; the words of `AccessFields` are values of `access`; `never` excludes a field. */
function canBeGiven(field: ts.PropertySignature): boolean {
  const { parent } = field;
  if (ts.isInterfaceDeclaration(parent) && parent.name.text === "AccessFields") return false;
  return field.name.getText() !== "kind" && field.type?.kind !== ts.SyntaxKind.NeverKeyword;
}

/** The fields for which an object in the project's own files has a value. */
function takenFields(program: ts.Program, checker: ts.TypeChecker): Set<ts.Node> {
  const taken = new Set<ts.Node>();
  const visit = (node: ts.Node): void => {
    if (ts.isObjectLiteralExpression(node)) {
      const type = checker.getContextualType(node);
      for (const property of node.properties) {
        const name = property.name && ts.isIdentifier(property.name) ? property.name.text : "";
        const parts = type?.isUnion() ? type.types : type ? [type] : [];
        for (const part of parts) {
          const { declarations = [] } = part.getProperty(name) ?? {};
          declarations.forEach((declaration) => taken.add(declaration));
        }
      }
    }
    ts.forEachChild(node, visit);
  };
  for (const source of program.getSourceFiles()) {
    if (source.fileName.startsWith(everyFieldDirectory)) visit(source);
  }
  return taken;
}

interface Definition {
  type: string;
  shape?: Record<string, unknown>;
  options?: unknown[];
  innerType?: unknown;
  element?: unknown;
  valueType?: unknown;
  in?: unknown;
}

/** The keys of a schema that none of the values has, those of each form of a union included. */
function missingKeys(schema: unknown, values: readonly unknown[], at: string): string[] {
  const { def } = (schema as { _zod: { def: Definition } })._zod;
  const given = values.filter((value) => value !== undefined);
  if (given.length === 0) return [at];
  const records = given.filter((value) => typeof value === "object" && value !== null) as Record<
    string,
    unknown
  >[];
  if (def.shape) {
    return Object.entries(def.shape).flatMap(([key, inner]) =>
      missingKeys(
        inner,
        records.map((record) => record[key]),
        `${at}.${key}`,
      ),
    );
  }
  if (def.options) {
    return def.options.flatMap((option, index) => {
      const fitting = given.filter(
        (value) =>
          (option as { safeParse(v: unknown): { success: boolean } }).safeParse(value).success,
      );
      return missingKeys(option, fitting, `${at}<${index}>`);
    });
  }
  if (def.type === "record") {
    return missingKeys(def.valueType, records.flatMap(Object.values), `${at}.*`);
  }
  if (def.type === "array") {
    return missingKeys(def.element, given.flat(), `${at}[]`);
  }
  return def.innerType ? missingKeys(def.innerType, given, at) : [];
}
