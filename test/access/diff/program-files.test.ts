import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { needsOwner } from "../../../src/access/diff/needs-owner";
import { programFiles } from "../../../src/cli/diff/program/program-files";
import { treeOf, type Found, type Tree } from "../../../src/cli/diff/program/tree";
import { treeOfDisk } from "../../../src/cli/git/trees";
import { disguises, rows } from "./disguises";

type Files = Readonly<Record<string, string | { link: string }>>;

const project: Files = {
  "Pulumi.yaml": "name: shop\nruntime: nodejs\n",
  "package.json": "{}",
  "index.ts": 'import * as spec from "./api-spec";\nimport { SecuredApi } from "./src/pulumi";\n',
  "api-spec/index.ts":
    'import { z } from "zod";\nimport { endpoint } from "../src/spec";\nimport { Shop } from "./schemas";\n' +
    'export * from "./rows";\nexport const getShop = endpoint("GET /shop", { access: "iam", response: Shop });\n',
  "api-spec/schemas.ts":
    'import { z } from "zod";\nexport const Shop = z.object({ id: z.string() });\n',
  "api-spec/rows.ts":
    'import { endpoint } from "../src/spec";\nexport const a = endpoint("GET /a", { access: "iam" });\n',
  "src/spec/index.ts": "export const endpoint = () => ({});\n",
  "src/pulumi/index.ts": 'export { SecuredApi } from "./secured-api";\n',
  "handlers/get-shop.ts": "export const handler = async () => process.env;\n",
};

function tree(files: Files): Tree {
  const folders = new Set(["."]);
  for (const file of Object.keys(files))
    for (let up = path.posix.dirname(file); !folders.has(up); up = path.posix.dirname(up))
      folders.add(up);
  return treeOf({
    look(file): Found | undefined {
      const found = files[file];
      if (found === undefined) return folders.has(file) ? { kind: "folder" } : undefined;
      return typeof found === "string" ? { kind: "file" } : { kind: "link", target: found.link };
    },
    read: (file) => String(files[file] ?? ""),
  });
}

/** The files that need an owner where some were changed, with the reasons. */
function asked(head: Files, base: Files = project): Record<string, string> {
  const [before, after] = [base, { ...base, ...head }];
  const found = programFiles({
    base: tree(before),
    head: tree(after),
    files: Object.keys(after).filter((file) => after[file] !== before[file]),
    isOwned: (file) => needsOwner([file]).length > 0,
  });
  return Object.fromEntries(found.map(({ file, why }) => [file, why]));
}

const table = (text: string) =>
  `import { z } from "zod";\nimport { endpoint, usagePlan } from "../src/spec";\nimport * as spec from "../src/spec";\nimport * as schemas from "./schemas";\nimport { Shop } from "./schemas";\n${text}\n`;

describe("which files of a table are programs", () => {
  for (const { name, text, head = "", what } of disguises)
    it(`needs an owner: ${name}`, () => {
      const found = asked({ "api-spec/rows.ts": head + table(text) });
      assert.match(found["api-spec/rows.ts"] ?? "nothing", what);
    });

  for (const { name, text } of rows)
    it(`needs none: ${name}`, () =>
      assert.deepEqual(asked({ "api-spec/rows.ts": table(text) }), {}));

  const evil = 'export const open = () => (process.env.X ? "public" : "iam");\n';
  const at = (file: string) => ({ [file]: /./ });
  const cases: readonly {
    name: string;
    head: Files;
    base?: Files;
    asked: Record<string, RegExp>;
  }[] = [
    { name: "a file that nobody loads", head: { "scratch/x.ts": evil }, asked: {} },
    { name: "a handler", head: { "handlers/get-shop.ts": evil }, asked: {} },
    {
      name: "a helper in a file that the table imports",
      head: { "api-spec/schemas.ts": evil },
      asked: { "api-spec/schemas.ts": /holds|is more than/ },
    },
    {
      name: "a helper far away, reached through a file that is only re-exported",
      head: {
        "api-spec/rows.ts": 'export * from "../lib/open";\n',
        "lib/open.ts": 'export { open } from "./deep";\n',
        "lib/deep.ts": evil,
      },
      asked: {
        "api-spec/rows.ts": /imports/,
        "lib/open.ts": /imports lib\/deep\.ts/,
        "lib/deep.ts": /./,
      },
    },
    {
      name: "a row that takes a value of a program that is there already",
      base: {
        ...project,
        "lib/level.ts": 'export const level = process.env.X ? "public" : "iam";\n',
      },
      head: {
        "api-spec/rows.ts":
          'import { endpoint } from "../src/spec";\nimport { level } from "../lib/level";\nexport const a = endpoint("GET /a", { access: level });\n',
      },
      asked: { "api-spec/rows.ts": /imports .*lib\/level\.ts, which is a program/ },
    },
    {
      name: "a program that became rows",
      base: { ...project, "api-spec/rows.ts": evil },
      head: { "api-spec/rows.ts": "export const a = 1;\n" },
      asked: at("api-spec/rows.ts"),
    },
    {
      name: "a file that becomes part of the table and was there before",
      base: { ...project, "lib/x.ts": "export const x = 1;\n" },
      head: { "lib/x.ts": evil, "api-spec/rows.ts": 'export { open } from "../lib/x";\n' },
      asked: { "lib/x.ts": /./, "api-spec/rows.ts": /imports/ },
    },
    {
      name: "JSON",
      head: {
        "api-spec/rows.ts": 'import limits from "./limits.json";\nexport const a = limits;\n',
        "api-spec/limits.json": '{"free":1}',
      },
      asked: {},
    },
    {
      name: "JSON that loaders read differently",
      head: {
        "api-spec/rows.ts": 'import limits from "./limits.json";\nexport const a = limits;\n',
        "api-spec/limits.json": '{"__esModule":true,"default":1}',
      },
      asked: { "api-spec/limits.json": /__esModule/, "api-spec/rows.ts": /imports/ },
    },
    ...(
      [
        ["a text, of which all is imported", '* as x from "./limits.json"', '"abc"', false],
        ["a list, of which all is imported", '* as x from "./limits.json"', "[1]", false],
        ["a list, of which a member is imported", '{ length } from "./limits.json"', "[1]", false],
        ["a list", 'x from "./limits.json"', "[1]", true],
        ["an object, of which all is imported", '* as x from "./limits.json"', '{"a":1}', true],
        ["a member that leads to code", '{ constructor as x } from "./limits.json"', "{}", false],
      ] as const
    ).map(([name, what, text, isFine]) => ({
      name: `JSON: ${name}`,
      head: {
        "api-spec/rows.ts": `import ${what};\nexport const a = 1;\n`,
        "api-spec/limits.json": text,
      },
      asked: isFine ? {} : at("api-spec/rows.ts"),
    })),
    {
      name: "JSON with a member that one loader copies and the other sets",
      head: {
        "api-spec/rows.ts":
          'import limits from "./limits.json";\nexport const a = { ...limits };\n',
        "api-spec/limits.json": '{"a":[{"__proto__":{"signUp":"anyone"}}]}',
      },
      asked: { "api-spec/limits.json": /__proto__/, "api-spec/rows.ts": /imports/ },
    },
    {
      name: "declarations beside the code that runs",
      head: {
        "api-spec/rows.d.ts": 'export declare const enum Level { a = "public" }\n',
      },
      asked: at("api-spec/rows.d.ts"),
    },
    {
      name: "declarations for JavaScript",
      base: {
        ...project,
        "api-spec/rows.ts": 'import { Level } from "./levels";\nexport const a = Level.a;\n',
        "api-spec/levels.js": 'export const Level = { a: "iam" };\n',
      },
      head: { "api-spec/levels.d.ts": "export declare const Level: { a: string };\n" },
      asked: { "api-spec/levels.d.ts": /has other files of its name/ },
    },
    {
      name: "types that are imported",
      head: {
        "api-spec/rows.ts": 'import type { A } from "./types";\nexport const a = 1 as A;\n',
        "api-spec/types.ts": "export type A = number;\nexport class Unused {}\n",
      },
      asked: {},
    },
    {
      name: "types that add to another file",
      base: {
        ...project,
        "api-spec/rows.ts":
          'export type A = import("./types").A;\nimport type {} from "./more";\nexport const a = 1;\n',
        "api-spec/types.ts": "export type A = number;\n",
        "api-spec/more.ts": "export type { A } from './even-more';\n",
        "api-spec/even-more.ts": "export type A = number;\n",
      },
      head: {
        "api-spec/types.ts":
          'export type A = number;\ndeclare module "./schemas" { export const enum L { a = "public" } }\n',
        "api-spec/even-more.ts":
          "export type A = number;\ndeclare global { const enum L { a = 'public' } }\n",
      },
      asked: {
        "api-spec/types.ts": /module declaration/,
        "api-spec/even-more.ts": /module declaration/,
      },
    },
    {
      name: "what tsconfig.json extends",
      base: {
        ...project,
        "tsconfig.json": '{ // of all\n "extends": ["./config/base"] }',
        "config/base.json": '{ "extends": "./more.json" }',
        "config/more.json": "{}",
      },
      head: { "config/more.json": '{ "ts-node": { "require": ["./x.js"] } }' },
      asked: { "config/more.json": /tsconfig\.json/ },
    },
    {
      name: "a file that the settings of the loader name",
      base: {
        ...project,
        "tsconfig.json": '{ "ts-node": { "require": ["./tools/hook.js"] } }',
        "tools/hook.js": "",
      },
      head: { "tools/hook.js": evil },
      asked: at("tools/hook.js"),
    },
    {
      name: "a file that package.json runs at an install",
      base: {
        ...project,
        "package.json":
          '{ "scripts": { "postinstall": "node tools/patch.cjs && node ./tools/b" } }',
        "tools/patch.cjs": "",
        "tools/b.js": "",
      },
      head: { "tools/patch.cjs": evil, "tools/b.js": evil },
      asked: { "tools/patch.cjs": /./, "tools/b.js": /./ },
    },
    {
      name: "a file that Pulumi.yaml gives to Node",
      base: {
        ...project,
        "Pulumi.yaml":
          'name: shop\nruntime:\n  name: nodejs\n  options:\n    nodeargs: "--require=./tools/hook.js"\n',
        "tools/hook.js": "",
      },
      head: { "tools/hook.js": evil },
      asked: at("tools/hook.js"),
    },
    {
      name: "a file that .npmrc gives to Node",
      base: {
        ...project,
        ".npmrc": "node-options=--require ./tools/hook.js\n",
        "tools/hook.js": "",
      },
      head: { "tools/hook.js": evil },
      asked: at("tools/hook.js"),
    },
    {
      name: "a file that an import of package.json means",
      base: {
        ...project,
        "package.json":
          '{ "imports": { "#levels": { "node": "./lib/levels.ts" }, "#more/*": "./more/*.ts" } }',
        "lib/levels.ts": "export const a = 1;\n",
        "index.ts": 'import { a } from "#levels";\nimport "#more/x";\n',
        "more/x.ts": "export const a = 1;\n",
      },
      head: { "lib/levels.ts": evil, "more/x.ts": evil },
      asked: { "lib/levels.ts": /./, "more/x.ts": /./ },
    },
    {
      name: "a file that the package's own name means",
      base: {
        ...project,
        "package.json": '{ "name": "@me/shop", "exports": { "./levels": "./lib/levels.ts" } }',
        "lib/levels.ts": "export const a = 1;\n",
        "index.ts": 'import { a } from "@me/shop/levels";\n',
      },
      head: { "lib/levels.ts": evil },
      asked: at("lib/levels.ts"),
    },
    {
      name: "JavaScript beside the TypeScript of the same name",
      head: { "api-spec/rows.js": "exports.a = 1;\n" },
      asked: { "api-spec/rows.js": /is more than|has other files of its name/ },
    },
    {
      name: "rows beside rows of the same name, of which one is loaded here and the other there",
      head: {
        "api-spec/rows.js":
          'import { endpoint } from "../src/spec";\nexport const a = endpoint("GET /a", { access: "public" });\n',
      },
      asked: { "api-spec/rows.js": /has other files of its name, api-spec\/rows\.ts/ },
    },
    {
      name: "a file beside the folder of the table",
      head: { "api-spec.ts": "export const a = 1;\n" },
      asked: { "api-spec.ts": /has other files of its name/ },
    },
    {
      name: "a folder beside a file of the table",
      head: { "api-spec/rows/index.ts": "export const a = 1;\n" },
      asked: { "api-spec/rows/index.ts": /has other files of its name/ },
    },
    {
      name: "a manifest that says what a folder means",
      head: { "api-spec/package.json": '{"main":"rows"}' },
      asked: {},
    },
    {
      name: "a link",
      head: { "api-spec/rows.ts": { link: "../lib/x.ts" }, "lib/x.ts": "export const a = 1;\n" },
      asked: { "api-spec/rows.ts": /is a link/ },
    },
    {
      name: "what a link of before leads to",
      base: {
        ...project,
        "api-spec/rows.ts": { link: "../lib/x.ts" },
        "lib/x.ts": "export const a = 1;\n",
      },
      head: { "lib/x.ts": evil },
      asked: at("lib/x.ts"),
    },
    {
      name: "what a linked folder of before leads to",
      base: {
        ...project,
        "api-spec/more": { link: "../../shared" },
        "../shared/x.ts": "export const a = 1;\n",
        "api-spec/rows.ts": 'export * from "./more/x";\n',
      },
      head: { "../shared/x.ts": evil },
      asked: at("../shared/x.ts"),
    },
    {
      name: "a package of the same repository",
      base: {
        ...project,
        "../package-lock.json":
          '{"packages":{"node_modules/@me/levels":{"resolved":"packages/levels","link":true},"packages/levels":{}}}',
        "index.ts": 'import { SecuredApi } from "./src/pulumi";\nimport "@me/levels";\n',
        "../packages/levels/src/deep.ts": "export const a = 1;\n",
      },
      head: { "../packages/levels/src/deep.ts": "export const a = 2;\n" },
      asked: { "../packages/levels/src/deep.ts": /linked package/ },
    },
    {
      name: "a file that the program loads by a name that it makes up",
      base: {
        ...project,
        "index.ts":
          'import { readdirSync } from "node:fs";\nfor (const file of readdirSync("more")) require(`./more/${file}`);\n',
      },
      head: { "more/a.ts": "export const a = 1;\n", "README.md": "x", "handlers/x.ts": evil },
      asked: { "more/a.ts": /may be loaded by index\.ts/ },
    },
    {
      name: "the file that Pulumi.yaml names",
      base: {
        ...project,
        "Pulumi.yaml": "name: shop\nruntime: nodejs\nmain: infra/\n",
        "infra/index.ts": 'import "../api-spec";\n',
      },
      head: { "infra/index.ts": evil },
      asked: at("infra/index.ts"),
    },
  ];
  for (const { name, head, base, asked: wanted } of cases)
    it(`${Object.keys(wanted).length > 0 ? "needs an owner" : "needs none"}: ${name}`, () => {
      const found = asked(head, base);
      assert.deepEqual(
        Object.keys(found).sort(),
        Object.keys(wanted).sort(),
        JSON.stringify(found),
      );
      for (const [file, why] of Object.entries(wanted)) assert.match(found[file] ?? "", why);
    });

  it("needs none: the project's own table", () => {
    const own = treeOfDisk(path.join(__dirname, "../../.."));
    const files = ["api-spec/index.ts", "api-spec/schemas.ts"];
    const isOwned = (file: string) => needsOwner([file]).length > 0;
    assert.deepEqual(programFiles({ base: own, head: own, files, isOwned }), []);
  });

  it("needs an owner for a file that neither commit has: its name was not understood", () => {
    const files = ['"api-spec/r\\303\\266ws.ts"', "README.md"];
    const both = { base: tree(project), head: tree(project), isOwned: () => false };
    assert.deepEqual(
      programFiles({ ...both, files }).map(({ file }) => file),
      files,
    );
  });

  it("needs an owner where the texts are not known", () => {
    const files = ["api-spec/rows.ts", "lib/x.json", "handlers/a.ts", "README.md", "access.md"];
    const isOwned = () => false;
    const found = programFiles({ base: tree(project), head: undefined, files, isOwned });
    assert.deepEqual(
      found.map(({ file }) => file),
      ["api-spec/rows.ts", "lib/x.json"],
    );
  });

  it("reads a folder as it reads a commit: nothing lies below a file", () => {
    const folder = mkdtempSync(path.join(tmpdir(), "gatehouse-"));
    try {
      for (const [name, text] of Object.entries(project)) {
        mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
        writeFileSync(path.join(folder, name), String(text));
      }
      const disk = treeOfDisk(folder);
      assert.equal(disk.look("index.ts/package.json"), undefined);
      const files = ["api-spec/rows.ts"];
      assert.deepEqual(
        programFiles({ base: tree(project), head: disk, files, isOwned: () => false }),
        [],
      );
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
