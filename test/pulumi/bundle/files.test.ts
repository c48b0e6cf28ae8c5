import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { bundle, isBroken } from "../../../src/pulumi/parts/bundle-table";
import { bundleFaults, type BundleFields } from "../../../src/pulumi/bundle/fields";
import { built, createProject, dsl, endpointOf, eventOf, type Project } from "./project";

const table = `import { endpoint } from ${dsl};
export const getOne = endpoint("GET /one", { access: "public" });
export const getTwo = endpoint("GET /two", { access: "public" });
`;
const one = endpointOf("getOne", "get-one", "GET /one");
const two = endpointOf("getTwo", "get-two", "GET /two");
const answer = (value: string) =>
  `export const handler = async () => ({ statusCode: 200, body: JSON.stringify(${value}) });\n`;

describe("The bundle of a function", () => {
  let project: Project;
  const make = (files: Record<string, string>) => {
    project = createProject({ "api-spec/index.ts": table, ...files });
  };
  const run = (fields?: BundleFields) =>
    bundle({
      projectDirectory: project.directory,
      specDirectory: "api-spec",
      handlersDirectory: "handlers",
      outputDirectory: "out",
      functions: [one],
      ...(fields ? { fields: { getOne: fields } } : {}),
    }).then((all) => all["getOne"]!);
  const error = async (fields?: BundleFields) => {
    const result = await run(fields);
    assert.ok(isBroken(result), "it is built");
    return result.error;
  };
  afterEach(() => project.remove());

  it("has import.meta's url, dirname and filename, which are those of the bundle", async () => {
    make({
      "handlers/get-one.ts": `import { fileURLToPath } from "node:url";\n${answer("[fileURLToPath(import.meta.url), import.meta.dirname, import.meta.filename]")}`,
    });
    const { handler, file } = await project.load([one], "getOne");
    const { body } = await handler(eventOf());
    assert.deepEqual(JSON.parse(String(body)), [file, join(file, ".."), file]);
  });

  it("has nothing of it where the handler has none", async () => {
    make({ "handlers/get-one.ts": answer("1") });
    const text = readFileSync(join(project.directory, built(await run()).file), "utf8");
    assert.doesNotMatch(text, /gatehouseImportMeta|pathToFileURL/);
  });

  const refused: { what: string; code: string; says: RegExp; files?: Record<string, string> }[] = [
    {
      what: "another member of import.meta",
      code: `import "node:fs";\nexport const mode = import.meta.env;\n${answer("mode")}`,
      says: /^handlers\/get-one\.ts:2:21: .*import\.meta.*\. Of import\.meta, url, dirname and filename are there/,
    },
    {
      what: "an import that its file does not export",
      code: `import * as lib from "../lib/a";\n${answer("lib.nothing")}`,
      files: { "lib/a.ts": "export const a = 1;" },
      says: /^handlers\/get-one\.ts:2:\d+: .*nothing.* always be undefined/,
    },
    {
      what: "an assignment to a constant",
      code: `const a = 1;\n${answer("(a = 2)")}`,
      says: /^handlers\/get-one\.ts:2:\d+: .*a.* constant/,
    },
    {
      what: "a package with a .node file",
      code: `import native from "native";\n${answer("native")}`,
      files: { "node_modules_/native/index.js": "", "lib/x.node": "" },
      says: /^handlers\/get-one\.ts:1:20: Could not resolve "native"\. Install native, or name it in functions\.getOne\.bundle\.external/,
    },
    {
      what: "a .node file",
      code: `import native from "../lib/x.node";\n${answer("native")}`,
      files: { "lib/x.node": "" },
      says: /No loader is configured for "\.node" files.* Name its package in functions\.getOne\.bundle\.external, and carry it by `layers` or functions\.getOne\.bundle\.files/,
    },
    ...[".html", ".sql", ".graphql", ".pem", ".wasm"].map((ending) => ({
      what: `an import of ${ending}`,
      code: `import page from "../lib/page${ending}";\n${answer("page")}`,
      files: { [`lib/page${ending}`]: "text" },
      says: new RegExp(
        `^handlers/get-one\\.ts:1:18: No loader is configured for "\\${ending}" files: .* functions\\.getOne\\.bundle\\.loader: \\{ "\\${ending}": "text" \\}`,
      ),
    })),
    ...[
      'fs.readFileSync(path.join(__dirname, "data", "a.txt"), "utf8")',
      'fs.readFileSync(`${__dirname}/data/a.txt`, "utf8")',
      'fs.readFileSync(__dirname + "/data/a.txt", "utf8")',
      'fs.readFileSync(new URL("./data/a.txt", import.meta.url), "utf8")',
      'fs.readFileSync(path.resolve(import.meta.dirname, "data/a.txt"), "utf8")',
      'fs.readdirSync(path.join(__dirname, "data/a.txt"))',
    ].map((read) => ({
      what: `a file beside the source, by ${read}`,
      code: `import fs from "node:fs";\nimport path from "node:path";\nvoid path;\n${answer(read)}`,
      files: { "handlers/data/a.txt": "hello" },
      says: /^handlers\/get-one\.ts:4:\d+: data\/a\.txt is not in the function's archive.* Write bundle: \{ files: \{ "data\/a\.txt": "handlers\/data\/a\.txt" \} \}/,
    })),
    {
      what: "a file above the source",
      code: `import fs from "node:fs";\nimport path from "node:path";\n${answer('fs.readFileSync(path.join(__dirname, "../data/a.txt"))')}`,
      files: { "data/a.txt": "hello" },
      says: /\.\.\/data\/a\.txt is not in the function's archive.* \{ "a\.txt": "data\/a\.txt" \}.*, and "a\.txt" in place of "\.\.\/data\/a\.txt"\./,
    },
  ];
  for (const { what, code, says, files = {} } of refused) {
    it(`is refused, with the field that mends it: ${what}`, async () => {
      make({ "handlers/get-one.ts": code, ...files });
      assert.match(await error(), says);
    });
  }

  it("says what the bundler warns of", async () => {
    make({ "handlers/get-one.ts": answer("(() => { const a = { b: 1, b: 2 }; return a; })()") });
    assert.match(String(built(await run()).warnings), /^handlers\/get-one\.ts:1:\d+: .*b/);
  });

  it("blames a warning on the functions that hold the file, and on no other", async () => {
    make({
      "handlers/get-one.ts": `import * as lib from "../lib/a";\n${answer("lib.nothing")}`,
      "handlers/get-two.ts": answer("2"),
      "lib/a.ts": "export const a = 1;",
    });
    const result = await project.bundle([one, two]);
    assert.ok(isBroken(result["getOne"]!));
    built(result["getTwo"]);
  });

  it("takes files in by a loader", async () => {
    make({
      "handlers/get-one.ts": `import page from "../lib/page.html";\nimport bytes from "../lib/x.wasm";\n${answer("[page, bytes.length]")}`,
      "lib/page.html": "<p>",
      "lib/x.wasm": "1234",
    });
    const { file } = built(await run({ loader: { ".html": "text", ".wasm": "binary" } }));
    const whole = join(project.directory, file);
    const { handler } = createRequire(whole)(whole);
    assert.equal((await handler(eventOf(), {})).body, '["<p>",4]');
  });

  it("leaves packages outside, and has files and folders beside the code", async () => {
    make({
      "handlers/get-one.ts": `import fs from "node:fs";\nimport path from "node:path";\nimport native from "native";\n${answer('[native, fs.readFileSync(path.join(__dirname, "data/a.txt"), "utf8")]')}`,
      "handlers/data/a.txt": "hello",
      "handlers/data/deep/b.txt": "hello",
    });
    const result = built(await run({ external: ["native"], files: { data: "handlers/data" } }));
    assert.deepEqual(result.files, {
      "data/a.txt": "handlers/data/a.txt",
      "data/deep/b.txt": "handlers/data/deep/b.txt",
    });
    assert.match(readFileSync(join(project.directory, result.file), "utf8"), /require\("native"\)/);
  });

  it("is the same for a function whose neighbour has fields", async () => {
    make({ "handlers/get-one.ts": answer("1"), "handlers/get-two.ts": answer("2") });
    const alone = built((await project.bundle([one, two]))["getTwo"]).hash;
    const beside = await bundle({
      projectDirectory: project.directory,
      specDirectory: "api-spec",
      handlersDirectory: "handlers",
      outputDirectory: "out",
      functions: [one, two],
      fields: { getOne: { external: ["native"] } },
    });
    assert.equal(built(beside["getTwo"]).hash, alone);
  });

  const faults: [string, BundleFields, RegExp, boolean?][] = [
    [
      "a package that nothing carries",
      { external: ["sharp"] },
      /^functions\.getOne\.bundle\.external: nothing carries sharp.*`layers`, or its folder in bundle\.files/,
    ],
    ["what is no package", { external: ["../x"] }, /names no package/],
    ["everything", { external: ["*"] }, /names no package/],
    ["an ending without a dot", { loader: { html: "text" } as never }, /"html" is no ending/],
    [
      "an unknown loader",
      { loader: { ".html": "copy" as never } },
      /"copy" of \.html is no loader\. Expected one of text, .*bundle\.files/,
    ],
    [
      "a file that is not there",
      { files: { "a.txt": "nowhere/a.txt" } },
      /there is no nowhere\/a\.txt, which a\.txt should be/,
    ],
    [
      "a way out of the archive",
      { files: { "../a.txt": "api-spec/index.ts" } },
      /leads out of the archive/,
    ],
    [
      "a way out through a folder",
      { files: { "a/../../b": "api-spec/index.ts" } },
      /leads out of the archive/,
    ],
    ["an absolute place", { files: { "/a.txt": "api-spec/index.ts" } }, /leads out of the archive/],
    [
      "the code's own name",
      { files: { "./index.js": "api-spec/index.ts" } },
      /the archive already has \.\/index\.js/,
    ],
    ["the plans' own name", { files: { "plans.json": "api-spec/index.ts" } }, /already has/],
    [
      "an unknown field",
      { externals: [] } as never,
      /functions\.getOne\.bundle\.externals: there is no such field\. Expected external, loader, files/,
    ],
  ];
  for (const [what, fields, says] of faults) {
    it(`refuses in the options ${what}`, () => {
      make({});
      const found = bundleFaults("getOne", fields, {
        projectDirectory: project.directory,
        layers: false,
      });
      assert.equal(found.length, 1, found.join("\n"));
      assert.match(found[0]!, says);
    });
  }
  const taken: [string, BundleFields, boolean][] = [
    ["a package of a layer", { external: ["sharp"] }, true],
    [
      "a package among the files",
      { external: ["sharp"], files: { "node_modules/sharp": "api-spec" } },
      false,
    ],
    [
      "a scope among the files",
      { external: ["@prisma/*"], files: { "node_modules/@prisma/client": "api-spec" } },
      false,
    ],
    ["what the runtime has", { external: ["@aws-sdk/client-s3", "fs"] }, false],
  ];
  for (const [what, fields, layers] of taken) {
    it(`takes in the options ${what}`, () => {
      make({});
      assert.deepEqual(
        bundleFaults("getOne", fields, { projectDirectory: project.directory, layers }),
        [],
      );
    });
  }
});
