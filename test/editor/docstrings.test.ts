import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import ts from "typescript";

const folder = join(__dirname, "..", "..", "src", "spec");

/** The names without a sentence above them: exported ones, and fields of exported types. */
function undocumented(name: string, text: string): string[] {
  const source = ts.createSourceFile(name, text, ts.ScriptTarget.ES2022, true);
  const missing: string[] = [];
  const look = (node: ts.Node, label: string) => {
    if (sentenceOf(node) === "") missing.push(`${name}: ${label}`);
  };
  for (const statement of source.statements) {
    if (ts.isInterfaceDeclaration(statement)) {
      const label = statement.name.text;
      if (isExported(statement)) look(statement, label);
      for (const member of statement.members) {
        // `kind` and the like are read by this program only; authors do not write them.
        if (!member.name || isReadonly(member) || isNever(member)) continue;
        look(member, `${label}.${member.name.getText()}`);
      }
    } else if (isExported(statement)) {
      if (ts.isVariableStatement(statement))
        look(statement, statement.getText().split("\n")[0] ?? "");
      else if (ts.isFunctionDeclaration(statement))
        look(firstOverload(source, statement), statement.name?.text ?? "");
      else if (ts.isTypeAliasDeclaration(statement)) look(statement, statement.name.text);
    }
  }
  return missing;
}

/** Overloads share what stands above the first of them. */
function firstOverload(source: ts.SourceFile, one: ts.FunctionDeclaration): ts.Node {
  return (
    source.statements.find(
      (other) => ts.isFunctionDeclaration(other) && other.name?.text === one.name?.text,
    ) ?? one
  );
}

function sentenceOf(node: ts.Node): string {
  return ts
    .getJSDocCommentsAndTags(node)
    .map((doc) => ts.getTextOfJSDocComment(doc.comment) ?? "")
    .join("")
    .trim();
}

function isExported(node: ts.Statement): boolean {
  return ts.canHaveModifiers(node) && hasModifier(node, ts.SyntaxKind.ExportKeyword);
}

/** A field that the other kind of a word has: it may not be written here. */
function isNever(node: ts.TypeElement): boolean {
  return ts.isPropertySignature(node) && node.type?.kind === ts.SyntaxKind.NeverKeyword;
}

function isReadonly(node: ts.Node): boolean {
  return ts.canHaveModifiers(node) && hasModifier(node, ts.SyntaxKind.ReadonlyKeyword);
}

function hasModifier(node: ts.HasModifiers, kind: ts.SyntaxKind): boolean {
  return ts.getModifiers(node)?.some((modifier) => modifier.kind === kind) ?? false;
}

describe("The words of the table's language", () => {
  for (const name of readdirSync(folder).filter((file) => file.endsWith(".ts"))) {
    it(`are explained in ${name}`, () => {
      assert.deepEqual(undocumented(name, readFileSync(join(folder, name), "utf8")), []);
    });
  }

  it("are missed where no sentence stands above them", () => {
    const text = "export interface A { b: string }\nexport function c() {}\nexport type D = 1;";
    assert.deepEqual(undocumented("x.ts", text), ["x.ts: A", "x.ts: A.b", "x.ts: c", "x.ts: D"]);
  });

  it("say what holds where an optional field is left out", () => {
    const silent = readdirSync(folder).flatMap((name) => withoutDefault(name));
    assert.deepEqual(silent, []);
  });
});

/** Optional fields of what authors write, without `@default`. */
function withoutDefault(name: string): string[] {
  const text = readFileSync(join(folder, name), "utf8");
  const source = ts.createSourceFile(name, text, ts.ScriptTarget.ES2022, true);
  return source.statements.filter(ts.isInterfaceDeclaration).flatMap((one) =>
    one.members
      .filter((member) => member.questionToken && !isReadonly(member) && !isNever(member))
      .filter((member) => !ts.getJSDocTags(member).some((tag) => tag.tagName.text === "default"))
      .map((member) => `${name}: ${one.name.text}.${member.name?.getText()}`),
  );
}
