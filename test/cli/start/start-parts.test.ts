import assert from "node:assert/strict";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { readArguments } from "../../../src/cli/start/arguments";
import {
  codeFiles,
  fingerprint,
  readCachedGraph,
  writeCachedGraph,
} from "../../../src/cli/start/graph-cache";
import { stateOfReads } from "../../../src/cli/program/reads-state";
import { createReloader } from "../../../src/cli/start/reload";
import { StartError } from "../../../src/local/start/start-error";
import { openStateFolder } from "../../../src/local/start/state-folder";
import { watchFiles } from "../../../src/cli/watch";
import type { Resource } from "../../../src/graph/resource";

let folder: string;
beforeEach(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), "gatehouse-start-"));
});
afterEach(() => fs.rmSync(folder, { recursive: true, force: true }));

const write = (name: string, text: string) => {
  const file = path.join(folder, name);
  fs.mkdirSync(path.dirname(file), { recursive: true });
  fs.writeFileSync(file, text);
  return file;
};

describe("readArguments", () => {
  it("has a default for everything", () => {
    assert.deepEqual(readArguments([]), {
      ...{ help: false, json: false, stack: "dev", port: 4000, awsPort: 4001 },
      ...{ state: ".gatehouse", fresh: false, inProcess: false, allowSourceVpce: false },
      rotateKeys: false,
    });
  });

  const refused: [string[], RegExp][] = [
    [["--prot", "1"], /--prot/],
    [["dev"], /dev/],
    [["--port", "http"], /--port: "http" is not a port/],
    [["--aws-port", "70000"], /--aws-port: "70000"/],
    [["--port", "4001"], /both 4001/],
    [["--stack", "../x"], /not the name of a stack/],
  ];
  for (const [argv, expected] of refused) {
    it(`refuses ${argv.join(" ")}`, () => {
      const result = readArguments(argv);
      assert.ok(typeof result === "string");
      assert.match(result, expected);
    });
  }

  it("takes any free port for both", () => {
    const result = readArguments(["--port", "0", "--aws-port", "0"]);
    assert.ok(typeof result !== "string");
    assert.deepEqual([result.port, result.awsPort], [0, 0]);
  });
});

describe("openStateFolder", () => {
  it("makes a folder that only its owner may enter, with a seed that stays", async () => {
    const first = await openStateFolder(path.join(folder, "state"), false);
    first.release();
    const second = await openStateFolder(path.join(folder, "state"), false);
    second.release();
    assert.equal(fs.statSync(first.path).mode & 0o777, 0o700);
    assert.equal(fs.statSync(path.join(first.path, "seed")).mode & 0o777, 0o600);
    assert.equal(first.seed, second.seed);
  });

  it("lets one gateway at a time have it, and names that one", async () => {
    const state = await openStateFolder(folder, false);
    await assert.rejects(openStateFolder(folder, false), (error: Error) => {
      assert.ok(error instanceof StartError);
      assert.match(
        error.message,
        new RegExp(`in use by another gateway \\(process ${process.pid}\\)`),
      );
      return true;
    });
    state.release();
  });

  it("says what is wrong with one that cannot be used", async () => {
    const file = write("file", "");
    await assert.rejects(openStateFolder(file, false), /is a file and no folder.*--state/);
    await assert.rejects(openStateFolder(path.join(file, "x"), false), /is a file and no folder/);
  });

  it("removes with --fresh what is the gateway's own and nothing else", async () => {
    const [mine, own] = [write("mine.txt", "x"), write("state.mdb", "x")];
    (await openStateFolder(folder, true)).release();
    assert.ok(fs.existsSync(mine));
    assert.ok(!fs.existsSync(own));
  });
});

describe("the cached graph", () => {
  const key = () => ({
    projectDirectory: folder,
    stateDirectory: path.join(folder, ".gatehouse"),
    stack: "dev",
    seed: "s",
  });
  const code = (file: string): Resource => ({
    type: "aws:lambda/function:Function",
    name: "one",
    urn: "u",
    inputs: { code: { assets: { "index.js": { path: file } } } },
    outputs: {},
  });

  const edits: [string, string, boolean][] = [
    ["api-spec/index.ts", "2", true],
    ["handlers/new.ts", "2", true],
    ["Pulumi.dev.yaml", "2", true],
    ["infra/table.ts", "2", true],
    ["package-lock.json", "2", true],
    [".env", "2", false],
    ["README.md", "2", false],
    ["test/x.test.ts", "2", false],
    ["node_modules/x/index.js", "2", false],
    [".gatehouse/x", "2", false],
    ["api-spec/.index.ts.swp", "2", false],
  ];
  for (const [name, text, changes] of edits) {
    it(`${changes ? "does not outlive" : "outlives"} an edit of ${name}`, () => {
      write("api-spec/index.ts", "1");
      const before = fingerprint(key());
      write(name, text);
      assert.equal(fingerprint(key()) !== before, changes);
    });
  }

  it("is used while its fingerprint holds and its code is there", () => {
    const bundle = write("out/index.js", "");
    const graph = [code("out/index.js")];
    const file = path.join(folder, "graph.json");
    const reads = { paths: {}, variables: [], allVariables: false, ownVariables: [] };
    const state = stateOfReads(reads, process.env);
    writeCachedGraph(file, { fingerprint: "a", graph, reads, state });
    assert.equal(fs.statSync(file).mode & 0o777, 0o600);
    assert.deepEqual(readCachedGraph(file, "a", folder)?.graph, graph);
    assert.equal(readCachedGraph(file, "b", folder), undefined);
    fs.rmSync(bundle);
    assert.equal(readCachedGraph(file, "a", folder), undefined);
    assert.deepEqual(codeFiles(graph, folder), [bundle]);
  });
});

describe("createReloader", () => {
  const log = () => {
    const said: string[] = [];
    return {
      said,
      notice: (text: string) => said.push(text),
      problem: (text: string) => said.push(text),
    };
  };

  it("shows every problem of a broken build and keeps the last good graph", async () => {
    const { said, ...rest } = log();
    const applied: number[] = [];
    const reloader = createReloader<number>({
      build: () => Promise.reject(new StartError(["one", "two"])),
      apply: async (built) => (applied.push(built), []),
      settled: () => {},
      log: rest,
    });
    reloader.changed();
    await reloader.idle();
    assert.deepEqual(said, ["one", "two", "The last good graph stays in force."]);
    assert.deepEqual(applied, []);
  });

  it("says that a mistake is undone, once", async () => {
    const { said, ...rest } = log();
    const builds = [() => Promise.reject(new StartError(["one"])), async () => undefined];
    const reloader = createReloader<number>({
      build: () => (builds.shift() ?? (async () => undefined))(),
      apply: async () => [],
      settled: () => {},
      log: rest,
    });
    for (let saves = 0; saves < 3; saves++) {
      reloader.changed();
      await reloader.idle();
    }
    assert.deepEqual(said, [
      "one",
      "The last good graph stays in force.",
      "Mended: what is saved is what is in force.",
    ]);
  });

  it("builds once more what was saved during a build, and no more", async () => {
    let builds = 0;
    const reloader = createReloader<number>({
      async build() {
        builds++;
        if (builds === 1) for (let saves = 0; saves < 5; saves++) reloader.changed();
        return builds;
      },
      apply: async () => [],
      settled: () => {},
      log: log(),
    });
    reloader.changed();
    await reloader.idle();
    assert.equal(builds, 2);
  });

  it("says nothing where nothing has changed", async () => {
    const { said, ...rest } = log();
    const reloader = createReloader<number>({
      build: async () => undefined,
      apply: async () => [],
      settled: () => {},
      log: rest,
    });
    reloader.changed();
    await reloader.idle();
    assert.deepEqual(said, []);
  });
});

describe("watchFiles", () => {
  /** Resolves at the first change that is noticed. */
  const watched = (files: string[] = []) => {
    let end = () => {};
    const noticed = new Promise<void>((resolve, reject) => {
      end = watchFiles({
        project: { projectDirectory: folder, stateDirectory: path.join(folder, ".gatehouse") },
        files: () => [path.join(folder, ".env"), ...files],
        changed: resolve,
        problem: (text) => reject(new Error(text)),
      });
    });
    return { noticed, end };
  };

  const saves: [string, () => void][] = [
    ["a file", () => write("api-spec/index.ts", "2")],
    ["a new file", () => write("handlers/new.ts", "2")],
    ["a file in a new folder", () => write("api-spec/orders/index.ts", "2")],
    [
      "a file that replaces another",
      () =>
        fs.renameSync(
          write("api-spec/.index.ts.part", "2"),
          path.join(folder, "api-spec/index.ts"),
        ),
    ],
    [".env", () => write(".env", "A=1")],
    ["the stack's config", () => write("Pulumi.dev.yaml", "config:")],
    ["a removal", () => fs.rmSync(path.join(folder, "handlers/old.ts"))],
  ];
  for (const [what, save] of saves) {
    it(`notices ${what}`, async () => {
      write("api-spec/index.ts", "1");
      write("handlers/old.ts", "1");
      const { noticed, end } = watched();
      save();
      await noticed;
      end();
    });
  }

  it("notices a file outside the project", async () => {
    const other = fs.mkdtempSync(path.join(os.tmpdir(), "gatehouse-other-"));
    const file = path.join(other, "graph.json");
    const { noticed, end } = watched([file]);
    fs.writeFileSync(file, "[]");
    await noticed;
    end();
    fs.rmSync(other, { recursive: true });
  });

  it("notices a second file in a folder that was new a moment ago", async () => {
    let count = 0;
    const waiting: (() => void)[] = [];
    const end = watchFiles({
      project: { projectDirectory: folder, stateDirectory: "" },
      files: () => [],
      changed: () => (count++, waiting.shift()?.()),
      problem: assert.fail,
    });
    for (const name of ["a/b/one.ts", "a/b/two.ts"]) {
      const noticed = new Promise<void>((resolve) => waiting.push(resolve));
      write(name, "1");
      await noticed;
    }
    end();
    assert.ok(count >= 2);
  });
});
