import { type ChildProcess, execFileSync } from "node:child_process";
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { LocalJson } from "../../src/local/start/local-json";
import { spawnStart } from "../cli/start/spawn-start";

export const root = join(__dirname, "../..");

export interface Running {
  local: LocalJson;
  directory: string;
  /** All that the command has printed so far. */
  output(): string;
  /** Resolves when the output matches; fails after a while with what was printed. */
  printed(pattern: RegExp): Promise<void>;
  stop(): Promise<number | null>;
  child: ChildProcess;
}

const cleanups: (() => void)[] = [];
process.on("exit", () => cleanups.forEach((cleanup) => cleanup()));

/** A folder of its own, removed when the process ends. */
export function temporaryFolder(name: string): string {
  const folder = mkdtempSync(join(tmpdir(), `gatehouse-${name}-`));
  cleanups.push(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** A copy of the project that a test may edit; packages are shared. */
export function copyOfProject(): string {
  const folder = temporaryFolder("copy");
  const files = execFileSync("git", ["ls-files", "--cached", "--others", "--exclude-standard"], {
    cwd: root,
    encoding: "utf8",
  });
  for (const file of files
    .split("\n")
    .filter((name) => name && !name.startsWith("test/") && existsSync(join(root, name)))) {
    cpSync(join(root, file), join(folder, file));
  }
  symlinkSync(join(root, "node_modules"), join(folder, "node_modules"));
  return folder;
}

/** Waits until something holds; the test's own timeout ends the wait. */
export async function eventually<T>(
  what: string,
  look: () => T | undefined | Promise<T | undefined>,
  seconds = 30,
): Promise<T> {
  const end = Date.now() + seconds * 1000;
  for (;;) {
    const found = await look();
    if (found) return found;
    if (Date.now() > end) throw new Error(`not seen in ${seconds} s: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

/** `npm start`, as a person would, with ports and a state folder of its own. */
export function launch(args: string[] = [], directory = root, state = temporaryFolder("state")) {
  const started = spawnStart(["--state", state, ...args], { directory });
  let output = "";
  for (const stream of [started.stdout, started.stderr])
    stream.setEncoding("utf8").on("data", (text) => (output += text));
  const ended = new Promise<number | null>((resolve) => started.on("exit", resolve));
  cleanups.unshift(() => started.kill("SIGKILL"));
  return { child: started, state, output: () => output, ended };
}

/** A gateway that is ready to be called. */
export async function startGateway(
  args: string[] = [],
  directory = root,
  state = temporaryFolder("state"),
): Promise<Running> {
  const { child, output, ended } = launch(args, directory, state);
  const file = join(state, "local.json");
  let code: number | null | undefined;
  void ended.then((value) => (code = value));
  const local = await eventually(
    "local.json",
    () => {
      if (code !== undefined) throw new Error(`the gateway ended with ${code}:\n${output()}`);
      return existsSync(file) ? (JSON.parse(readFileSync(file, "utf8")) as LocalJson) : undefined;
    },
    60,
  ).catch((error) => {
    child.kill("SIGKILL");
    throw new Error(`${error.message}\n${output()}`);
  });
  return {
    local,
    directory,
    output,
    child,
    printed: async (pattern) => {
      await eventually(String(pattern), () => pattern.test(output())).catch((error) => {
        throw new Error(`${error.message}\n${output()}`);
      });
    },
    stop: async () => {
      child.kill("SIGTERM");
      return ended;
    },
  };
}
