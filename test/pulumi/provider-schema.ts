import { readFileSync } from "node:fs";
import path from "node:path";
import ts from "typescript";

const root = path.join(__dirname, "../..");
const packageFolder = path.join(root, "node_modules/@pulumi/aws");

/**
 * The inputs that the installed provider's schema calls optional and computed, by type, for every type that an API may
 * be made of. Pulumi writes them as an input that may be left out beside an output that is always there.
 */
export function optionalComputed(): Map<string, string[]> {
  const blocks = { input: interfacesOf("input"), output: interfacesOf("output") };
  return new Map(typesOfApis().map((type) => [type, inputsOf(type, blocks).sort()]));
}

/** The types of `ResourceArguments`. */
function typesOfApis(): string[] {
  const text = readFileSync(path.join(root, "src/pulumi/transform.ts"), "utf8");
  return [...new Set([...text.matchAll(/^ {2}"(aws:[^"]+)":/gm)].map(([, type = ""]) => type))];
}

type Interfaces = ReadonlyMap<string, ts.InterfaceDeclaration>;
interface Blocks {
  input: Interfaces;
  output: Interfaces;
}

/** The types of nested blocks: `cognito.UserPoolLambdaConfig`. */
function interfacesOf(kind: keyof Blocks): Interfaces {
  const source = parse(path.join(packageFolder, `types/${kind}.d.ts`));
  const found = source.statements.filter(ts.isModuleDeclaration).flatMap((module) => {
    const statements: readonly ts.Statement[] =
      module.body && ts.isModuleBlock(module.body) ? module.body.statements : [];
    return statements
      .filter(ts.isInterfaceDeclaration)
      .map((one) => [`${module.name.text}.${one.name.text}`, one] as const);
  });
  return new Map(found);
}

function inputsOf(type: string, blocks: Blocks): string[] {
  const [, file = ""] = type.split(":");
  const source = parse(path.join(packageFolder, `${file}.d.ts`));
  const made = source.statements.find(ts.isClassDeclaration);
  const args = source.statements
    .filter(ts.isInterfaceDeclaration)
    .find(({ name }) => name.text === `${String(made?.name?.text)}Args`);
  if (!made || !args) throw new Error(`${file}.d.ts declares no resource`);
  const outputs = new Map(
    made.members
      .filter(ts.isPropertyDeclaration)
      .map((member) => [member.name.getText(), member.type?.getText() ?? ""]),
  );
  return args.members.filter(ts.isPropertySignature).flatMap((member) => {
    const name = member.name.getText();
    const output = outputs.get(name);
    if (output === undefined || name === "region") return [];
    const kept = member.questionToken !== undefined && !/\bundefined>?$/.test(output);
    const inner = blockInputs({ name, input: member.type?.getText() ?? "", output }, blocks, []);
    return [...(kept ? [name] : []), ...inner];
  });
}

interface Place {
  name: string;
  input: string;
  output: string;
}

function blockInputs(place: Place, blocks: Blocks, above: readonly string[]): string[] {
  const [, inner = ""] = /inputs\.(\w+\.\w+)/.exec(place.input) ?? [];
  const [, outer = ""] = /outputs\.(\w+\.\w+)/.exec(place.output) ?? [];
  const input = blocks.input.get(inner);
  const output = blocks.output.get(outer);
  if (!input || !output || above.includes(inner)) return [];
  return input.members.filter(ts.isPropertySignature).flatMap((member) => {
    const given = member.name.getText();
    const told = output.members
      .filter(ts.isPropertySignature)
      .find((one) => one.name.getText() === given);
    if (!told) return [];
    const name = `${place.name}.${given}`;
    const kept = member.questionToken !== undefined && told.questionToken === undefined;
    const types = { input: member.type?.getText() ?? "", output: told.type?.getText() ?? "" };
    return [...(kept ? [name] : []), ...blockInputs({ name, ...types }, blocks, [...above, inner])];
  });
}

function parse(file: string): ts.SourceFile {
  return ts.createSourceFile(file, readFileSync(file, "utf8"), ts.ScriptTarget.Latest, true);
}
