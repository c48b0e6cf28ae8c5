import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";

const root = path.join(__dirname, "../..");
const config = path.join(root, ".dependency-cruiser.cjs");

/** Runs the rules of imports over a tree, each file's text by its path; what they say. */
function judge(files: Readonly<Record<string, string>>): { status: number | null; said: string } {
  const folder = mkdtempSync(path.join(tmpdir(), "gatehouse-directions-"));
  try {
    const given = { "tsconfig.json": "{}", "package.json": "{}", ...files };
    for (const [name, text] of Object.entries(given)) {
      const file = path.join(folder, name);
      mkdirSync(path.dirname(file), { recursive: true });
      writeFileSync(file, text);
    }
    symlinkSync(path.join(root, "node_modules"), path.join(folder, "node_modules"));
    const bin = path.join(root, "node_modules/dependency-cruiser/bin/dependency-cruise.mjs");
    const run = spawnSync(process.execPath, [bin, "--config", config, "src"], {
      cwd: folder,
      encoding: "utf8",
    });
    return { status: run.status, said: run.stdout + run.stderr };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const leaf = "export const word = 1;\nexport type Word = number;\n";
const imports = (file: string) => `import { word } from "${file}";\nexport const seen = word;\n`;
const importsType = (file: string) =>
  `import type { Word } from "${file}";\nexport type Seen = Word;\n`;
const asksAws = `export const word = () => import("@aws-sdk/client-sts");\n`;

const cases: { what: string; files: Record<string, string>; rule?: string }[] = [
  {
    what: "an import in the right direction",
    files: { "src/graph/a.ts": leaf, "src/cli/b.ts": imports("../graph/a") },
  },
  {
    what: "the gateway imported by what judges access",
    files: { "src/local/a.ts": leaf, "src/access/b.ts": imports("../local/a") },
    rule: "directions-of-access",
  },
  {
    what: "a type of the gateway imported by what judges access",
    files: { "src/local/a.ts": leaf, "src/access/b.ts": importsType("../local/a") },
    rule: "directions-of-access",
  },
  {
    what: "the table's words imported by a command",
    files: { "src/spec/a.ts": leaf, "src/cli/b.ts": imports("../spec/a") },
    rule: "directions-of-cli",
  },
  {
    what: "statements imported by what judges them",
    files: { "src/iam/write/a.ts": leaf, "src/iam/language/b.ts": imports("../write/a") },
    rule: "directions-of-iam-language",
  },
  {
    what: "a circle of two files",
    files: {
      "src/graph/a.ts": imports("./b") + leaf,
      "src/graph/b.ts": imports("./a") + leaf,
      "src/cli/c.ts": imports("../graph/a"),
    },
    rule: "no-circles",
  },
  {
    what: "a circle of types alone",
    files: {
      "src/graph/a.ts": importsType("./b") + leaf,
      "src/graph/b.ts": importsType("./a") + leaf,
      "src/cli/c.ts": imports("../graph/a"),
    },
    rule: "no-circles",
  },
  {
    what: "a file that nobody imports",
    files: { "src/graph/a.ts": leaf, "src/cli/b.ts": leaf },
    rule: "no-orphans",
  },
  {
    what: "the table imported by the source",
    files: { "api-spec/index.ts": leaf, "src/cli/b.ts": imports("../../api-spec") },
    rule: "no-table",
  },
  {
    what: "the index of the folder above",
    files: {
      "src/cli/c.ts": imports("../local/functions/process/a"),
      "src/local/functions/index.ts": leaf,
      "src/local/functions/process/a.ts": imports("../index") + leaf,
    },
    rule: "no-parent-index",
  },
  {
    what: "a file read by what is pure",
    files: {
      "src/graph/a.ts": `import { readFileSync } from "node:fs";\nexport const word = readFileSync;\n`,
      "src/cli/b.ts": imports("../graph/a"),
    },
    rule: "pure",
  },
  {
    what: "Pulumi outside of its folder",
    files: {
      "src/graph/a.ts": `import { all } from "@pulumi/pulumi";\nexport const word = all;\n`,
      "src/cli/b.ts": imports("../graph/a"),
    },
    rule: "pulumi-alone",
  },
  {
    what: "a type of Pulumi outside of its folder",
    files: {
      "src/graph/a.ts": `import type { Output } from "@pulumi/pulumi";\nexport const word = 1 as unknown as Output<number>;\n`,
      "src/cli/b.ts": imports("../graph/a"),
    },
  },
  {
    what: "a client of AWS brought when it is first asked",
    files: { "src/cli/aws/a.ts": asksAws, "src/cli/b.ts": imports("./aws/a") },
  },
  {
    what: "a client of AWS that is loaded at the start",
    files: {
      "src/cli/aws/a.ts": `import { STSClient } from "@aws-sdk/client-sts";\nexport const word = STSClient;\n`,
      "src/cli/b.ts": imports("./aws/a"),
    },
    rule: "aws-sdk-late",
  },
  {
    what: "a client of AWS outside of its folder",
    files: { "src/local/a.ts": asksAws, "src/cli/b.ts": imports("../local/a") },
    rule: "aws-sdk-alone",
  },
];

describe("npm run lint", () => {
  for (const { what, files, rule } of cases) {
    it(rule === undefined ? `lets pass ${what}` : `refuses ${what}`, () => {
      const { status, said } = judge(files);
      if (rule === undefined) assert.equal(status, 0, said);
      else {
        assert.notEqual(status, 0, said);
        assert.ok(said.includes(`error ${rule}:`), said);
      }
    });
  }
});
