import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";

const root = path.join(__dirname, "../..");
const page = readFileSync(path.join(root, "docs/aws-facts.md"), "utf8");
const sections = new Set(
  [...page.matchAll(/^#{2,3} (\d+(?:\.\d+)?)\.? /gm)].map((match) => match[1]),
);

/** Every place that names a section of the page: `file: section`. */
function citations(): { file: string; section: string }[] {
  return ["src", "test"].flatMap((folder) =>
    readdirSync(path.join(root, folder), { recursive: true, encoding: "utf8" })
      .filter((file) => /\.(ts|json|cjs)$/.test(file) && !file.includes("node_modules"))
      .flatMap((file) => {
        const text = readFileSync(path.join(root, folder, file), "utf8");
        const cited = text.matchAll(/aws-facts\.md,? (?:section )?(\d+(?:\.\d+)?)/g);
        return [...cited].map((match) => ({ file: `${folder}/${file}`, section: match[1]! }));
      }),
  );
}

describe("docs/aws-facts.md", () => {
  it("has every section that code and cases name", () => {
    const cited = citations();
    assert.ok(cited.length > 300, `only ${cited.length} citations were found`);
    assert.deepEqual(
      cited.filter(({ section }) => !sections.has(section)),
      [],
    );
  });

  it("explains each mark that it uses", () => {
    const legend = page.slice(0, page.indexOf("\n## 0. "));
    const used = new Set(page.slice(legend.length).match(/\[(?:[A-Z]|\?|S unit)\]/g));
    assert.deepEqual(
      [...used].filter((mark) => !legend.includes(`| ${mark}`)),
      [],
    );
  });
});
