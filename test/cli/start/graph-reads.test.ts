import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";
import { programGraph, type GraphSource } from "../../../src/cli/start/graph-source";
import { fingerprint, readCachedGraph } from "../../../src/cli/start/graph-cache";
import { temporaryFolder } from "./running-gateway";

const root = path.join(__dirname, "../../..");

const program = `
import { BucketV2 } from "@pulumi/aws/s3";
import { readFileSync, readdirSync, existsSync } from "node:fs";
import { level } from "./dist/level";
import { linked } from "linked";
import { far } from "./link/far";
const { OPEN_FEATURE } = process.env;
const seen = {
  generated: level,
  package: linked,
  link: far,
  data: readFileSync("../outside/data.txt", "utf8").trim(),
  listed: readdirSync("../outside/rows").join(),
  exists: String(existsSync("../outside/flag")),
  variable: OPEN_FEATURE ?? "none",
};
for (const [name, bucket] of Object.entries(seen)) new BucketV2(name, { bucket });
`;

describe("what the graph of npm start depends on", function () {
  this.timeout(300_000);
  let folder: string;
  let project: string;
  let printed: string[];
  const at = (name: string) => path.join(folder, name);
  const write = (name: string, text: string) => {
    fs.mkdirSync(path.dirname(at(name)), { recursive: true });
    fs.writeFileSync(at(name), text);
  };
  const options = () => ({
    ...{ projectDirectory: project, stateDirectory: at("state"), stack: "dev", seed: "seed" },
    print: (line: string) => printed.push(line),
  });
  const open = () => programGraph(options());
  const seen = async (source: GraphSource) => {
    const graph = await source.read();
    return Object.fromEntries(graph.map(({ name, inputs }) => [name, inputs.bucket]));
  };
  /** As a new start would see it. */
  const started = async () => {
    const source = open();
    try {
      return await seen(source);
    } finally {
      source.close();
    }
  };
  const cached = () => {
    const wanted = fingerprint(options());
    return readCachedGraph(at("state/graph.json"), wanted, project) !== undefined;
  };

  before(() => {
    folder = fs.realpathSync(temporaryFolder());
    project = at("project");
    printed = [];
    fs.mkdirSync(at("state"), { recursive: true });
    write("project/Pulumi.yaml", "name: shop\nruntime: nodejs\n");
    write("project/Pulumi.dev.yaml", "config:\n  aws:region: eu-central-1\n");
    write("project/package.json", "{}");
    write("project/index.ts", program);
    write("project/dist/level.ts", 'export const level = "one";\n');
    write("linked/package.json", '{"name":"linked","main":"index.js"}');
    write("linked/index.js", 'exports.linked = require("./deep").linked;\n');
    write("linked/deep.js", 'exports.linked = "one";\n');
    write("elsewhere/far.ts", 'export const far = "one";\n');
    write("outside/data.txt", "one\n");
    write("outside/rows/a.json", "{}");
    fs.symlinkSync("../elsewhere", at("project/link"));
    fs.mkdirSync(at("project/node_modules"));
    for (const name of fs.readdirSync(path.join(root, "node_modules"))) {
      fs.symlinkSync(path.join(root, "node_modules", name), at(`project/node_modules/${name}`));
    }
    fs.symlinkSync("../../linked", at("project/node_modules/linked"));
  });
  after(() => {
    delete process.env.OPEN_FEATURE;
    fs.rmSync(folder, { recursive: true, force: true });
  });

  const begin = {
    ...{ generated: "one", package: "one", link: "one", data: "one", listed: "a.json" },
    ...{ exists: "false", variable: "none" },
  };

  it("is taken from the last run where nothing has changed, and names the variables that were read", async () => {
    assert.deepEqual(await started(), begin);
    assert.ok(cached());
    assert.match(
      printed.join("\n"),
      /^The program reads OPEN_FEATURE from this shell's environment\./m,
    );
    const text = fs.readFileSync(at("state/graph.json"), "utf8");
    assert.ok(!text.includes("node_modules"), "packages are not among what was read");
  });

  const changes: readonly [name: string, change: () => void, seen: Record<string, string>][] = [
    [
      "a generated dist/",
      () => write("project/dist/level.ts", 'export const level = "two";\n'),
      { generated: "two" },
    ],
    [
      "a file of a linked package",
      () => write("linked/deep.js", 'exports.linked = "two";\n'),
      { package: "two" },
    ],
    [
      "a file behind a link",
      () => write("elsewhere/far.ts", 'export const far = "two";\n'),
      { link: "two" },
    ],
    ["a file that the program reads", () => write("outside/data.txt", "two\n"), { data: "two" }],
    [
      "a folder that it lists",
      () => write("outside/rows/b.json", "{}"),
      { listed: "a.json,b.json" },
    ],
    ["a file that was not there", () => write("outside/flag", ""), { exists: "true" }],
    ["a variable that is set", () => (process.env.OPEN_FEATURE = "yes"), { variable: "yes" }],
    ["a variable that is another", () => (process.env.OPEN_FEATURE = "no"), { variable: "no" }],
  ];
  let now: Record<string, string> = begin;
  for (const [name, change, difference] of changes)
    it(`is made anew after a change of ${name}, at a start as while running`, async () => {
      const source = open();
      try {
        assert.deepEqual(await seen(source), now);
        assert.ok(cached());
        const version = source.version();
        assert.equal(source.version(), version);
        change();
        now = { ...now, ...difference };
        assert.ok(!cached(), "explain would take the old graph");
        assert.notEqual(source.version(), version);
        const next = source.version();
        assert.deepEqual(await seen(source), now);
        assert.equal(source.version(), next, "the same after a reading");
      } finally {
        source.close();
      }
    });

  it("watches what lies outside of the project", async () => {
    const source = open();
    await source.read();
    source.close();
    const inFolder = source.files.map((file) => path.relative(folder, file));
    for (const name of [
      "linked/deep.js",
      "outside/data.txt",
      "outside/rows/*",
      "project/dist/level.ts",
    ])
      assert.ok(inFolder.includes(name), `${name} in ${inFolder.join(" ")}`);
    assert.ok(!inFolder.includes("project/index.ts"));
  });

  it("holds no value of a variable in clear", () => {
    assert.ok(!fs.readFileSync(at("state/graph.json"), "utf8").includes('"OPEN_FEATURE","no"'));
  });
});
