import { spawnSync } from "node:child_process";
import path from "node:path";

const commands = path.join(__dirname, "../../../src/cli");

/** Runs `npm run <name>` in a folder. */
export function runCommand(name: string, folder: string, ...args: string[]) {
  const start = `require(${JSON.stringify(path.join(commands, `${name}.ts`))}).main(process.argv.slice(1)).then((code) => { process.exitCode = code; })`;
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    ["--require", require.resolve("tsx/cjs"), "-e", start, "--", ...args],
    { cwd: folder, encoding: "utf8", maxBuffer: 64 * 1024 * 1024 },
  );
  return { status, stdout, stderr };
}
