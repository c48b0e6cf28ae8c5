import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { cpSync, existsSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import { bundle, isBroken } from "../../../src/pulumi/parts/bundle-table";
import {
  built,
  client,
  context,
  createProject,
  dsl,
  endpointOf,
  eventOf,
  type Project,
} from "./project";

const handler = (row: string, more = "") =>
  `import { ${row} } from "../api-spec";\nimport { implement } from ${client};\n${more}\nexport const handler = implement(${row}, () => ({ row: "${row}" }));\n`;

const files = {
  "api-spec/index.ts": `import { z } from "zod";
import { endpoint } from ${dsl};
export const first = endpoint("GET /first", { access: "public" });
export const second = endpoint("GET /second/{id}", { access: "public", params: { id: z.uuid() } });
`,
  "handlers/first.ts": handler("first"),
  "handlers/second.ts": handler("second"),
};
const first = endpointOf("first", "first", "GET /first");
const second = endpointOf("second", "second", "GET /second/{id}");

describe("bundle", () => {
  let project: Project;
  beforeEach(() => void (project = createProject(files)));
  afterEach(() => project.remove());

  it("names the folder by the content, and the file relative to the project", async () => {
    const result = built((await project.bundle([first]))["first"]);
    assert.match(result.file, /^out\/[0-9a-f]{32}\/index\.js$/);
    assert.ok(result.hash.startsWith(result.file.split("/")[1] ?? "-"));
    assert.equal(readFileSync(join(project.directory, result.file)).length, result.bytes);
  });
  it("writes the same when two run at once, and leaves nothing half made", async () => {
    const runs = await Promise.all([1, 2, 3].map(() => project.bundle([first, second])));
    assert.deepEqual(runs[1], runs[0]);
    assert.deepEqual(runs[2], runs[0]);
    const folders = readdirSync(join(project.directory, "out"));
    assert.equal(folders.length, 2);
    for (const folder of folders) {
      assert.deepEqual(readdirSync(join(project.directory, "out", folder)), [
        "index.js",
        "index.js.map",
      ]);
    }
  });
  it("gives the same bundle in another folder", async () => {
    const other = createProject(files);
    const hashes = await Promise.all(
      [project, other].map(async (p) => built((await p.bundle([second]))["second"]).hash),
    );
    other.remove();
    assert.equal(hashes[0], hashes[1]);
  });
  it("mends a folder whose file was changed", async () => {
    const { file } = built((await project.bundle([first]))["first"]);
    rmSync(join(project.directory, file));
    await project.bundle([first]);
    assert.ok(existsSync(join(project.directory, file)));
  });

  describe("of functions some of which are broken", () => {
    const errorOf = async (name: string, functions = [first, second]) => {
      const result = await project.bundle(functions);
      const broken = result[name];
      assert.ok(broken && isBroken(broken));
      return { error: broken.error, result };
    };
    it("builds the others, and says where the mistake is", async () => {
      project.write({ "handlers/second.ts": "export const a = 1;\nexport const handler = (;\n" });
      const { error, result } = await errorOf("second");
      assert.match(error, /^handlers\/second\.ts:2:25: /);
      built(result["first"]);
    });
    it("says where an import leads nowhere", async () => {
      project.write({ "handlers/second.ts": 'import "./nothing";\nexport const handler = 1;\n' });
      assert.match((await errorOf("second")).error, /^handlers\/second\.ts:1:8: .*\.\/nothing/);
    });
    it("says which file is missing", async () => {
      rmSync(join(project.directory, "handlers/second.ts"));
      const { error, result } = await errorOf("second");
      assert.match(error, /second: there is no handlers\/second\.ts/);
      built(result["first"]);
    });
    it("says where the table is broken", async () => {
      project.write({ "api-spec/index.ts": "export const first = ;\n" });
      assert.match((await errorOf("first")).error, /^api-spec\/index\.ts:1:22: /);
    });
    it("says that a row is not in the table", async () => {
      project.write({ "handlers/third.ts": "export const handler = () => 1;" });
      const third = endpointOf("third", "third", "GET /third");
      assert.match(
        (await errorOf("third", [first, third])).error,
        /third: its declaration is not found, expected `export const third = endpoint/,
      );
    });
    it("says that a row stands inside a function", async () => {
      project.write({
        "api-spec/index.ts": `import { endpoint } from ${dsl};\nconst make = () =>\n  endpoint("GET /first", { access: "public" });\nexport const first = make();\n`,
      });
      assert.match(
        (await errorOf("first", [first])).error,
        /api-spec\/index\.ts:3:3: endpoint\(\) stands inside a function/,
      );
    });
  });

  it("says that a file's handler is for another row", async () => {
    project.write({ "handlers/first.ts": handler("second") });
    await assert.rejects(
      project.load([first], "first"),
      /first: handlers\/first\.ts has no handler for it, expected `export const handler`, found one for second/,
    );
  });
  it("takes of a shared file what was made for the row", async () => {
    project.write({
      "handlers/both.ts": `import * as rows from "../api-spec"; import { implement } from ${client};
        export const first = implement(rows.first, () => ({ row: "one" }));
        export const second = implement(rows.second, () => ({ row: "two" }));`,
    });
    const functions = [
      endpointOf("first", "both", "GET /first"),
      endpointOf("second", "both", "GET /second/{id}"),
    ];
    const { handler: one } = await project.load(functions, "first");
    assert.equal((await one(eventOf())).body, '{"row":"one"}');
  });
  it("reaches the AWS SDK outside the bundle", async () => {
    project.write({ "handlers/first.ts": `import "@aws-sdk/client-lambda";\n${handler("first")}` });
    const { file, bytes } = built((await project.bundle([first]))["first"]);
    assert.match(
      readFileSync(join(project.directory, file), "utf8"),
      /require\("@aws-sdk\/client-lambda"\)/,
    );
    assert.ok(bytes < 20_000, `${bytes} bytes`);
  });

  it("has a source map with which a stack trace names the TypeScript", async () => {
    project.write({
      "handlers/first.ts": `import { first } from "../api-spec";
import { implement } from ${client};

interface Boom {
  message: string;
}

export const handler = implement(first, () => {
  const boom: Boom = { message: "boom" };
  throw new TypeError(boom.message);
});
`,
    });
    const { file } = built((await project.bundle([first]))["first"]);
    const path = join(project.directory, file);
    const script = `require(${JSON.stringify(path)}).handler(${JSON.stringify(eventOf())}, ${JSON.stringify(context)}).catch((e) => console.log(e.stack))`;
    // The file knows the map, so a plain Node with source maps finds the way.
    const { stdout } = spawnSync(
      process.execPath,
      [
        "--enable-source-maps",
        "-e",
        script.replace(/\}\)\.catch/, ', "getRemainingTimeInMillis": null}).catch'),
      ],
      { encoding: "utf8" },
    );
    assert.match(stdout, /TypeError: boom/);
    assert.ok(stdout.includes(join(project.directory, "handlers/first.ts:10:9")), stdout);
    const { sources } = JSON.parse(readFileSync(`${path}.map`, "utf8")) as { sources: string[] };
    assert.ok(
      sources.includes("handlers/first.ts") && sources.includes("api-spec/index.ts"),
      sources.join(),
    );
  });
  it("maps a schema of the table to its line", async () => {
    project.write({
      "api-spec/index.ts": `import { z } from "zod";
import { endpoint } from ${dsl};
export const first = endpoint("GET /first", {
  access: "public",
  timeoutSeconds: 3,
  query: {
    a: z.string().optional().transform(() => { throw new RangeError("here"); }),
  },
});
`,
    });
    const { file } = built((await project.bundle([first]))["first"]);
    const path = join(project.directory, file);
    const script = `require(${JSON.stringify(path)}).handler(${JSON.stringify(eventOf())}, {}).catch((e) => console.log(e.stack))`;
    const { stdout } = spawnSync(process.execPath, ["--enable-source-maps", "-e", script], {
      encoding: "utf8",
    });
    assert.match(stdout, /RangeError: here/);
    assert.ok(stdout.includes(join(project.directory, "api-spec/index.ts:7:")), stdout);
  });

  it("finds the DSL and the client in a package of another project", async () => {
    const packed = join(project.directory, "node_modules");
    rmSync(packed);
    const root = dirname(JSON.parse(dsl));
    for (const folder of ["spec", "client", "entry", "iam"]) {
      cpSync(join(root, folder), join(packed, "gatehouse/dist", folder), { recursive: true });
    }
    for (const name of ["zod", "aws4"]) {
      cpSync(join(root, "../node_modules", name), join(packed, name), { recursive: true });
    }
    project.write({
      "node_modules/gatehouse/package.json": `{"name":"gatehouse","exports":{"./spec":"./dist/spec/index.ts","./client":"./dist/client/index.ts"}}`,
      "api-spec/index.ts": files["api-spec/index.ts"].replace(dsl, '"gatehouse/spec"'),
      "handlers/first.ts": handler("first").replace(client, '"gatehouse/client"'),
    });
    const result = await bundle({
      projectDirectory: project.directory,
      specDirectory: "api-spec",
      handlersDirectory: "handlers",
      outputDirectory: "out",
      functions: [first],
      dslDirectory: join(packed, "gatehouse/dist/spec"),
      clientDirectory: join(packed, "gatehouse/dist/client"),
    });
    const text = readFileSync(join(project.directory, built(result["first"]).file), "utf8");
    assert.match(text, /\{name:"first",route:"GET \/first"\}/);
    assert.doesNotMatch(text, /access:"public",kind/);
  });
});
