import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import ts from "typescript";

const root = path.join(__dirname, "../..");
const read = (file: string) => readFileSync(path.join(root, file), "utf8");
const filesOf = (folder: string, ending: string) =>
  readdirSync(path.join(root, folder), { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(ending))
    .map((file) => `${folder}/${file}`);

/** The last column of the glossary. */
const unwanted = read("docs/glossary.md")
  .split("\n")
  .flatMap((line) => /^\|.*\|.*\| ([a-zA-Z][^|]*?) +\|$/.exec(line)?.[1]?.split(", ") ?? [])
  .filter((word) => word !== "not");
const spelling = new RegExp(`\\b(${unwanted.join("|")})\\b`, "i");

/** The texts in a file of code: what may be printed. */
function textsOf(file: string): string[] {
  const source = ts.createSourceFile(file, read(file), ts.ScriptTarget.Latest);
  const texts: string[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isStringLiteralLike(node) || ts.isTemplateHead(node)) texts.push(node.text);
    else if (ts.isTemplateMiddle(node) || ts.isTemplateTail(node)) texts.push(node.text);
    ts.forEachChild(node, visit);
  };
  visit(source);
  return texts;
}

describe("the words that the glossary gives up", () => {
  it("are some", () => assert.ok(unwanted.length >= 5, unwanted.join()));

  it("stand on no page", () => {
    const pages = ["README.md", "CONTRIBUTING.md", "access.md", ...filesOf("docs", ".md")];
    const found = pages
      // The facts quote AWS and others; the glossary names the words.
      .filter((page) => !/aws-facts|provider-facts|glossary/.test(page))
      .flatMap((page) =>
        read(page)
          .split("\n")
          .flatMap((line) => (spelling.test(line) ? [`${page}: ${line}`] : [])),
      );
    assert.deepEqual(found, []);
  });

  it("stand in no text of the source", () => {
    const found = filesOf("src", ".ts").flatMap((file) =>
      textsOf(file).flatMap((text) => (spelling.test(text) ? [`${file}: ${text}`] : [])),
    );
    assert.deepEqual(found, []);
  });
});
