import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";

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

const linesWith = (file: string) =>
  read(file)
    .split("\n")
    .flatMap((line, at) => (spelling.test(line) ? [`${file}:${at + 1}: ${line}`] : []));

describe("the words that the glossary gives up", () => {
  it("are some", () => assert.ok(unwanted.length >= 5, unwanted.join()));

  it("stand on no page", () => {
    const pages = ["README.md", "CONTRIBUTING.md", "access.md", ...filesOf("docs", ".md")];
    // The facts quote AWS and others; the glossary names the words.
    const own = pages.filter((page) => !/aws-facts|provider-facts|glossary/.test(page));
    assert.deepEqual(own.flatMap(linesWith), []);
  });

  it("stand in no text, comment or name of the source", () => {
    assert.deepEqual(
      [...filesOf("src", ".ts"), ...filesOf("api-spec", ".ts")].flatMap(linesWith),
      [],
    );
  });
});
