import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { buildSync } from "esbuild";
import type { FunctionDefinition } from "../../../src/graph/deployed";
import { bench, closeBenches, definitionOf, fn } from "./support";

const write = (folder: string, files: Record<string, string>) => {
  for (const [name, text] of Object.entries(files)) {
    fs.mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
    fs.writeFileSync(path.join(folder, name), text);
  }
};

describe("a function's code", () => {
  after(closeBenches);

  const run = async (files: Record<string, string>, more: Parameters<typeof fn>[2]) => {
    const made = bench([]);
    write(made.folder, files);
    await made.functions.load(definitionOf({ functions: [fn("one", "", more)] }));
    return { ...made, ...(await made.call("one")) };
  };

  it("comes from files of the project, beside texts", async () => {
    const text = "exports.handler = async () => require('./plans.json').ids";
    const code = {
      files: { "index.js": { path: "dist/a.js" }, "plans.json": { text: '{"ids":[1]}' } },
    };
    assert.deepEqual((await run({ "dist/a.js": text }, { code })).payload, [1]);
  });

  it("is named where a part of its path is a file and no folder", async () => {
    const code = { files: { "index.js": { path: "dist/a.js/b.js" } } };
    const { payload } = await run({ "dist/a.js": "" }, { code });
    assert.match(payload.errorMessage, /"index\.js" of the archive .* which is not there/);
  });

  it("comes from a folder", async () => {
    const files = {
      "out/lib/main.js": "exports.run = { it: async () => require('../data.json') }",
      "out/data.json": "7",
    };
    const more = { code: { files: {}, path: "out" }, handler: "lib/main.run.it" };
    assert.equal((await run(files, more)).payload, 7);
  });

  it("comes from a zip file", async () => {
    const made = bench([]);
    const text = `exports.handler = async () => "zipped ${"x".repeat(200)}"`;
    write(made.folder, { "index.js": text, "sub/x.txt": "x" });
    execFileSync("python3", ["-m", "zipfile", "-c", "code.zip", "index.js", "sub"], {
      cwd: made.folder,
    });
    await made.functions.load(
      definitionOf({ functions: [fn("one", "", { code: { files: {}, path: "code.zip" } })] }),
    );
    assert.equal((await made.call("one")).payload, `zipped ${"x".repeat(200)}`);
  });

  it("may be an ECMAScript module", async () => {
    const code = {
      files: {
        "index.mjs": {
          text: "await 0; export const handler = async () => import.meta.url.length > 0",
        },
      },
    };
    assert.equal((await run({}, { code })).payload, true);
  });

  it("is CommonJS although the project around it is not", async () => {
    const files = { "package.json": '{"type":"module"}' };
    const code = { files: { "index.js": { text: "exports.handler = async () => 1" } } };
    assert.equal((await run(files, { code })).payload, 1);
  });

  describe("finds", () => {
    const files = {
      "node_modules/soup/index.js": "module.exports = 'tomato'",
      "node_modules/soup/package.json": '{"name":"soup","exports":"./index.js"}',
      "node_modules/@aws-sdk/soup/index.js": "exports.soup = require('soup')",
      "node_modules/@aws-sdk/soup/package.json": '{"name":"@aws-sdk/soup","exports":"./index.js"}',
      "handlers/recipe.js": "module.exports = 'secret'",
    };
    const own = { "node_modules/herb/index.js": { text: "exports.herb = 'basil'" } };
    const up = (folder: string) => path.join(folder, "handlers/recipe.js");
    const common = (text: string) => ({ files: { "index.js": { text }, ...own } });
    const ecma = (text: string) => ({ files: { "index.mjs": { text }, ...own } });
    const require = (name: string) =>
      common(`exports.handler = async () => Object.values(require('${name}'))[0]`);
    const importing = (name: string) =>
      common(`exports.handler = async () => Object.values((await import('${name}')).default)[0]`);
    const importsAtOnce = (name: string) =>
      ecma(`import it from '${name}'; export const handler = async () => Object.values(it)[0]`);
    const missing = "Runtime.ImportModuleError";
    const cases: [string, (name: string) => FunctionDefinition["code"], unknown][] = [
      ["a package of its archive by require", () => require("herb"), "basil"],
      ["a package of its archive by import()", () => importing("herb"), "basil"],
      ["a package of its archive by import", () => importsAtOnce("herb"), "basil"],
      ["the AWS SDK by require", () => require("@aws-sdk/soup"), "tomato"],
      ["the AWS SDK by import()", () => importing("@aws-sdk/soup"), "tomato"],
      ["the AWS SDK by import", () => importsAtOnce("@aws-sdk/soup"), "tomato"],
      ["no package of the project by require", () => require("soup"), "Error"],
      ["no package of the project by import()", () => importing("soup"), "Error"],
      ["no package of the project by import", () => importsAtOnce("soup"), missing],
      ["no file of the project by require", (folder) => require(up(folder)), "Error"],
      ["no file of the project by import", (folder) => importsAtOnce(up(folder)), missing],
    ];
    for (const [what, makeCode, expected] of cases) {
      it(what, async () => {
        const made = bench([]);
        write(made.folder, files);
        const code = makeCode(made.folder);
        await made.functions.load(definitionOf({ functions: [fn("one", "", { code })] }));
        const { payload } = await made.call("one");
        assert.equal(payload.errorType ?? payload, expected, JSON.stringify(payload));
      });
    }

    it("any package of the project where it has layers, which may hold it", async () => {
      const made = bench([]);
      write(made.folder, files);
      const one = fn("one", "", { code: require("soup") });
      const inputs = {
        name: one.functionName,
        layers: ["arn:aws:lambda:eu-central-1:1:layer:soup:1"],
      };
      const type = "aws:lambda/function:Function";
      const resource = { type, name: "one", urn: "urn:one", inputs, outputs: { arn: one.arn } };
      await made.functions.load(definitionOf({ functions: [one], graph: [resource] }));
      assert.equal((await made.call("one")).payload, "t");
    });
  });

  it("names the file that is not there", async () => {
    const code = { files: { "index.js": { path: "dist/none.js" } } };
    const { payload, problems } = await run({}, { code });
    assert.equal(payload.errorType, "Runtime.ImportModuleError");
    assert.match(
      problems[0]!,
      /^one: its code could not be loaded: "index\.js" of the archive should come from .*none\.js/,
    );
  });

  it("has stack traces that point into the TypeScript", async () => {
    const made = bench([]);
    write(made.folder, {
      "handlers/one.ts":
        "interface Pad {\n  a: string;\n}\n\nexport const handler = async (event: Pad) => {\n  throw new Error(event.a);\n};\n",
    });
    buildSync({
      absWorkingDir: made.folder,
      entryPoints: ["handlers/one.ts"],
      outfile: "dist/hash/index.js",
      bundle: true,
      minify: true,
      platform: "node",
      format: "cjs",
      sourcemap: "external",
      logLevel: "silent",
    });
    const code = { files: { "index.js": { path: "dist/hash/index.js" } } };
    await made.functions.load(definitionOf({ functions: [fn("one", "", { code })] }));
    const { payload } = await made.call("one", { a: "burnt" });
    assert.match(payload.trace[1], /handlers\/one\.ts:6:9/);
    assert.match(made.problems[0]!, /^one: threw Error: burnt, at handlers\/one\.ts:6:9/);
  });
});
