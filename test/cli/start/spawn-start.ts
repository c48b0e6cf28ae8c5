import { spawn, type ChildProcessByStdio } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import type { Readable } from "node:stream";

const project = path.join(__dirname, "../../..");

/** `npm start` as a process of its own. */
export type StartProcess = ChildProcessByStdio<null, Readable, Readable>;

/** Where `npm start` runs. */
export interface SpawnOptions {
  /** A folder with a project; one that only has the package is served by the commands of this checkout. */
  directory: string;
  env?: NodeJS.ProcessEnv;
}

/** Spawns `npm start` on free ports, unless the arguments name some. */
export function spawnStart(
  args: readonly string[],
  { directory, env = process.env }: SpawnOptions,
): StartProcess {
  const own = path.join(directory, "src/cli/start.ts");
  const command = fs.existsSync(own) ? own : path.join(project, "src/cli/start.ts");
  const run = `require(${JSON.stringify(command)}).main(process.argv.slice(1)).then((code) => { process.exitCode = code; });`;
  const free = ["--port", "0", "--aws-port", "0"];
  const node = ["--require", require.resolve("tsx/cjs"), "-e", run, "--", ...free, ...args];
  return spawn(process.execPath, node, {
    cwd: directory,
    stdio: ["ignore", "pipe", "pipe"],
    env: { ...env, NO_COLOR: "1" },
  });
}
