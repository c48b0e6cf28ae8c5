import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { readFileSync, statSync } from "node:fs";
import path from "node:path";
import { temporaryProgram } from "./temporary-program";

const root = path.join(__dirname, "../../..");
const command = path.join(root, "src/cli/graph.ts");
const start = `require(${JSON.stringify(command)}).main(process.argv.slice(1)).then((code) => { process.exitCode = code; })`;

/** Runs `npm run graph` in a folder. */
function graph(folder: string, ...args: string[]) {
  const tsx = require.resolve("tsx/cjs");
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    ["--require", tsx, "-e", start, "--", ...args],
    { cwd: folder, encoding: "utf8" },
  );
  return { status, stdout, stderr };
}

describe("npm run graph", function () {
  this.timeout(300_000);
  const key = `import { ApiKey } from "@pulumi/aws/apigateway";\nconsole.log("hello");\nnew ApiKey("key", {});\n`;

  it("prints JSON and nothing else, without the values of secrets", () => {
    const { status, stdout, stderr } = graph(temporaryProgram({ "index.ts": key }));
    assert.equal(status, 0);
    assert.deepEqual(
      JSON.parse(stdout).map(({ name, outputs }: any) => [name, Object.keys(outputs.value).length]),
      [["key", 1]],
    );
    assert.match(stderr, /hello/);
  });

  it("shows values on request, and writes a file that only its owner may read", () => {
    const folder = temporaryProgram({ "index.ts": key });
    const { status, stdout } = graph(folder, "--show-secrets", "--out", "graph.json");
    assert.deepEqual([status, stdout], [0, ""]);
    const file = path.join(folder, "graph.json");
    assert.match(JSON.parse(readFileSync(file, "utf8"))[0].outputs.value.value, /^\w{40}$/);
    assert.equal(statSync(file).mode & 0o777, 0o600);
  });

  it("ends with 1 and says why when something is wrong with what it was given", () => {
    const folder = temporaryProgram({ "index.ts": `throw new Error("no luck");` });
    for (const [args, message] of [
      [[], /^index\.ts:1:\d+: no luck\n$/],
      [["--stack", "test"], /There is no Pulumi\.test\.yaml/],
      [["--stak", "dev"], /--stak[^]*npm run graph -- /],
    ] as const) {
      const { status, stdout, stderr } = graph(folder, ...args);
      assert.deepEqual([status, stdout], [1, ""]);
      assert.match(stderr, message);
    }
  });

  it("explains itself", () => {
    const { status, stdout } = graph(temporaryProgram({ "index.ts": key }), "--help");
    assert.equal(status, 0);
    assert.match(stdout, /--show-secrets/);
  });
});
