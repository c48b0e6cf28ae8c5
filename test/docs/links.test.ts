import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";

const root = path.join(__dirname, "../..");
const pages = [
  "README.md",
  "CONTRIBUTING.md",
  ...readdirSync(path.join(root, "docs"))
    .filter((file) => file.endsWith(".md"))
    .map((file) => `docs/${file}`),
];

describe("the pages for people", () => {
  for (const page of pages) {
    const text = readFileSync(path.join(root, page), "utf8");

    it(`${page} names files that exist`, () => {
      const links = [...text.matchAll(/\]\(([^)#:]+)\)/g)].map((match) =>
        path.join(path.dirname(page), match[1]!),
      );
      const named = [...text.matchAll(/`((?:src|test|docs|scripts)\/[\w./-]*[\w/])`/g)].map(
        (match) => match[1]!,
      );
      assert.deepEqual(
        [...links, ...named].filter((file) => !existsSync(path.join(root, file))),
        [],
      );
    });
  }
});
