import assert from "node:assert/strict";
import path from "node:path";
import { ESLint } from "eslint";

const root = path.join(__dirname, "../..");
const eslint = new ESLint({ cwd: root });

async function complaints(expression: string, file: string): Promise<string[]> {
  const [result] = await eslint.lintText(`console.log(${expression});\n`, {
    filePath: path.join(root, file),
  });
  return result!.messages.map(({ ruleId }) => ruleId ?? "none");
}

/** Expressions whose time grows faster than the text that a stranger sends. */
const slow = [
  // Took seconds for 2,000 spaces in a policy variable.
  String.raw`/^\s*([^,]+?)\s*(?:,\s*'([^']*)'\s*)?$/`,
  String.raw`/^(a+)+$/`,
  String.raw`/^(a|a)*$/`,
  String.raw`/\s+$/`,
  String.raw`/^\/+|\/+$/g`,
  String.raw`/\{[^}]*\}/g`,
  String.raw`/\$\{([^}]*)\}/g`,
  String.raw`/.*x/`,
  String.raw`/#.*$/`,
  String.raw`/\.header\.(.+)$/`,
  String.raw`/Credential=[^/,]+\/\d+\//`,
  String.raw`/^.*x.*y$/`,
  String.raw`/^arn:[^:]+:lambda:path\/.*?functions\/(.+?)\/invocations$/`,
  String.raw`/^a(?=\s*\s*x)/`,
  String.raw`/^(?:x\s*\s*y)+$/`,
  String.raw`new RegExp("\\s+$")`,
  String.raw`RegExp("^(a+)+$")`,
  // Nobody can say what these are.
  "new RegExp(process.argv[2])",
  "new RegExp(`^${process.argv[2]}$`)",
];

const quick = [
  String.raw`/^[^:]+:[^:]*:(.+)$/`,
  String.raw`/(?<!\/)\/+$/`,
  String.raw`/\{[^{}]*\}/g`,
  String.raw`/^(?:[^/]*\/)*functions\/([^/]+)$/`,
  String.raw`/^[a-z]+(?:-[a-z]+)*$/`,
  String.raw`/^[\s\S]*$/`,
  String.raw`/\d+/`,
  String.raw`new RegExp(/^a+$/)`,
];

describe("lint of regular expressions", () => {
  for (const expression of slow)
    it(`refuses ${expression}`, async () => {
      for (const file of [
        "src/iam/x.ts",
        "handlers/x.ts",
        "scripts/x.cjs",
        ".github/scripts/x.cjs",
      ]) {
        const rules = await complaints(expression, file);
        assert.ok(rules.length > 0, `${file} passes`);
        assert.ok(
          rules.every((rule) => rule.startsWith("gatehouse/") || rule.startsWith("regexp/")),
          rules.join(),
        );
      }
    });

  for (const expression of quick)
    it(`takes ${expression}`, async () => {
      assert.deepEqual(await complaints(expression, "src/iam/x.ts"), []);
    });
});
