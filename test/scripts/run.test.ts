import assert from "node:assert/strict";
import { spawn, spawnSync } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";

const script = path.join(__dirname, "../../scripts/run.cjs");
/** Takes a moment, and notes when it begins and ends. */
const npm = `#!/bin/sh
echo begin >> npm.log; sleep 0.5; mkdir -p node_modules; echo end >> npm.log; exit \${NPM_STATUS:-0}
`;

describe("scripts/run.cjs", () => {
  let checkout: string;
  const file = (name: string) => path.join(checkout, name);
  const lock = () => file(".gatehouse-installing");

  beforeEach(function () {
    if (process.platform === "win32") this.skip();
    checkout = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), "gatehouse-checkout-")));
    fs.mkdirSync(file("scripts"));
    fs.mkdirSync(file("bin"));
    fs.copyFileSync(script, file("scripts/run.cjs"));
    fs.writeFileSync(file("package-lock.json"), "{}");
    fs.writeFileSync(file("bin/npm"), npm, { mode: 0o755 });
  });
  afterEach(() => fs.rmSync(checkout, { recursive: true, force: true }));

  /** A command that does not exist: what is printed after the installation. */
  const run = (env: NodeJS.ProcessEnv = {}) =>
    new Promise<string>((resolve) => {
      const child = spawn(process.execPath, [file("scripts/run.cjs"), "nothing"], {
        env: { ...process.env, PATH: `${file("bin")}:${process.env.PATH}`, ...env },
      });
      let output = "";
      child.stderr.setEncoding("utf8").on("data", (text) => (output += text));
      child.on("close", () => resolve(output));
    });
  const log = () => fs.readFileSync(file("npm.log"), "utf8").split("\n").filter(Boolean);

  it("installs once when several commands begin together, and says who waits", async () => {
    const outputs = await Promise.all([run(), run(), run()]);
    assert.deepEqual(log(), ["begin", "end"]);
    for (const output of outputs) assert.match(output, /There is no command "nothing"/);
    assert.equal(outputs.filter((output) => /^Waiting for process \d+/.test(output)).length, 2);
    assert.ok(!fs.existsSync(lock()));
  });

  it("does not wait for a process that is gone", async () => {
    const { pid } = spawnSync(process.execPath, ["-e", ""]);
    fs.writeFileSync(lock(), String(pid));
    assert.match(await run(), /There is no command/);
    assert.deepEqual(log(), ["begin", "end"]);
  });

  it("lets the next one install after a failure", async () => {
    assert.match(await run({ NPM_STATUS: "1" }), /npm ci failed/);
    assert.ok(!fs.existsSync(lock()));
    assert.doesNotMatch(await run(), /failed/);
    assert.deepEqual(log(), ["begin", "end", "begin", "end"]);
  });
});
