import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";

const root = path.join(__dirname, "../..");

describe("scripts/compiled.cjs", () => {
  let checkout: string;
  const file = (name: string) => path.join(checkout, name);
  const cache = () => file("node_modules/.cache/gatehouse");

  beforeEach(function () {
    if (process.platform === "win32") this.skip();
    checkout = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), "gatehouse-compiled-")));
    for (const folder of ["scripts", "src", "node_modules"]) fs.mkdirSync(file(folder));
    for (const name of ["esbuild", "tsx"]) {
      fs.symlinkSync(path.join(root, "node_modules", name), file(`node_modules/${name}`));
    }
    fs.copyFileSync(path.join(root, "scripts/compiled.cjs"), file("scripts/compiled.cjs"));
    write("src/part.ts", 'export const word: string = "one";');
    write(
      "src/main.ts",
      'import { word } from "./part"; export const said = () => `${word} ${__dirname}`;',
    );
  });
  afterEach(() => fs.rmSync(checkout, { recursive: true, force: true }));

  /** As saved a moment ago: what is saved while it is compiled counts as changed. */
  const write = (name: string, text: string) => {
    fs.writeFileSync(file(name), text);
    const then = new Date(Date.now() - 10_000);
    fs.utimesSync(file(name), then, then);
  };
  const run = () => {
    const code = `require("./scripts/compiled.cjs").load(require("path").resolve("src/main.ts")).then(({ said }) => console.log(said()))`;
    return spawnSync(process.execPath, ["-e", code], { cwd: checkout, encoding: "utf8" });
  };
  const compiled = () => fs.readdirSync(cache()).filter((name) => name.endsWith(".cjs"));

  it("runs a source as if it lay in its own place", () => {
    assert.equal(run().stdout, `one ${file("src")}\n`);
    assert.equal(compiled().length, 1);
  });

  it("compiles once while nothing changes, and again when a part has changed", () => {
    run();
    const [name = ""] = compiled();
    const made = () => fs.statSync(path.join(cache(), name)).ino;
    const first = made();
    run();
    assert.equal(made(), first);
    write("src/part.ts", 'export const word: string = "another";');
    assert.equal(run().stdout, `another ${file("src")}\n`);
    assert.notEqual(made(), first);
  });

  it("leaves it to tsx to say what cannot be compiled", () => {
    write("src/part.ts", "export const word = ;");
    const { status, stderr } = run();
    assert.equal(status, 1);
    assert.match(stderr, /part\.ts.*Unexpected ";"/s);
  });
});
