import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";

const root = path.join(__dirname, "../..");
const { scripts } = JSON.parse(readFileSync(path.join(root, "package.json"), "utf8")) as {
  scripts: Record<string, string>;
};
const folder = path.join(root, "src/cli");
const files = readdirSync(folder).filter((file) => file.endsWith(".ts"));
/** What `scripts/run.cjs` starts without a file in `src/cli/`. */
const others = ["bench", "test"];

describe("the commands of npm run", () => {
  it("are the files of src/cli that have a `main`, each under its own name", () => {
    const commands = files
      .filter((file) =>
        /^export (async )?function main\b/m.test(readFileSync(path.join(folder, file), "utf8")),
      )
      .map((file) => path.basename(file, ".ts"));
    const started = Object.entries(scripts).flatMap(([name, text]) => {
      const [, command] = / scripts\/run\.cjs (\S+)/.exec(text) ?? [];
      return command === undefined ? [] : [`${name}: ${command}`];
    });
    assert.deepEqual(
      started.sort(),
      [...commands, ...others].sort().map((name) => `${name}: ${name}`),
    );
  });

  it("start without AWS's clients, which only a call brings", () => {
    const script = `
      const loaded = () => Object.keys(require.cache).some((file) => /@(aws-sdk|smithy)/.test(file));
      const { load } = require("./scripts/compiled.cjs");
      const all = ${JSON.stringify([...files, "aws/call.ts"].map((file) => path.join(folder, file)))};
      Promise.all(all.map(load)).then(async (loads) => {
        const before = loaded();
        const caller = { region: "eu-central-1", keys: { accessKeyId: "a", secretAccessKey: "b" } };
        await loads.at(-1).keysOf(caller);
        console.log(before, loaded());
      });`;
    const said = execFileSync(process.execPath, ["-e", script], { cwd: root, encoding: "utf8" });
    assert.equal(said, "false true\n");
  }).timeout(300_000);
});
