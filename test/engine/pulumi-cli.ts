import assert from "node:assert/strict";
import { spawn, spawnSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, symlinkSync } from "node:fs";
import { readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";

const root = path.join(__dirname, "../..");

/** The Pulumi CLI of this machine: the first on the PATH that no package has brought. */
export function findPulumi(): string | undefined {
  const folders = (process.env.PATH ?? "").split(path.delimiter);
  return folders
    .filter((folder) => folder !== "" && !folder.includes("node_modules"))
    .map((folder) => path.join(folder, "pulumi"))
    .find((file) => existsSync(file));
}

/** A copy of this project with a state of its own. */
export interface CliProject {
  directory: string;
  /** The environment of the CLI. */
  env: NodeJS.ProcessEnv;
  /** Runs the CLI; resolves with its exit code and all that it printed. */
  pulumi(...args: string[]): Promise<{ code: number; output: string }>;
  /** Runs the CLI, which must succeed; gives what it printed. */
  succeed(...args: string[]): Promise<string>;
  /** Replaces text of a file, which must be there. */
  edit(file: string, from: string | RegExp, to: string | ((found: string) => string)): void;
  /** Writes or, without text, removes a file. */
  write(file: string, text?: string): void;
  /** The text of the state, as it stands on the disk. */
  state(): string;
  remove(): void;
}

/** What a program of this project is made of. */
const parts = ["api-spec", "handlers", "src", "index.ts", "package.json", "tsconfig.json"];

/** The project in a folder of its own; skips the tests, with the reason, where no CLI can be had. */
export function projectOrSkip(test: Mocha.Context): CliProject {
  const cli = findPulumi();
  const why = whyNoPulumi(cli);
  if (cli && !why) return copyProject(cli);
  console.log(`    skipped: ${why}`);
  return test.skip();
}

/** Copies the project into a separate folder. */
function copyProject(cli: string): CliProject {
  const folder = mkdtempSync(path.join(tmpdir(), "gatehouse-cli-"));
  const directory = path.join(folder, "project");
  const backend = path.join(folder, "state");
  for (const part of [...parts, "Pulumi.yaml", "Pulumi.dev.yaml"]) {
    cpSync(path.join(root, part), path.join(directory, part), { recursive: true });
  }
  symlinkSync(path.join(root, "node_modules"), path.join(directory, "node_modules"));
  mkdirSync(backend);
  const file = (name: string) => path.join(directory, name);
  const env: NodeJS.ProcessEnv = {
    ...process.env,
    // Node's own flags of the test run are not meant for the program.
    NODE_OPTIONS: "",
    PULUMI_HOME: path.join(folder, "home"),
    PULUMI_BACKEND_URL: `file://${backend}`,
    PULUMI_CONFIG_PASSPHRASE: "for this test",
    PULUMI_SKIP_UPDATE_CHECK: "true",
  };
  const pulumi = (...args: string[]) =>
    run(cli, [...args, "--non-interactive", "--color", "never"], { directory, env });
  return {
    directory,
    env,
    pulumi,
    async succeed(...args) {
      const { code, output } = await pulumi(...args);
      assert.equal(code, 0, output);
      return output;
    },
    edit(name, from, to) {
      const text = readFileSync(file(name), "utf8");
      const changed = text.replace(from, to as string);
      if (changed === text) throw new Error(`${name} has no ${String(from)}`);
      writeFileSync(file(name), changed);
    },
    write: (name, text) =>
      text === undefined ? rmSync(file(name)) : writeFileSync(file(name), text),
    state() {
      const stacks = path.join(backend, ".pulumi/stacks/restaurants");
      const states = readdirSync(stacks).filter((name) => name === "dev.json");
      return states.map((name) => readFileSync(path.join(stacks, name), "utf8")).join();
    },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

function run(
  command: string,
  args: string[],
  { directory, env }: { directory: string; env: NodeJS.ProcessEnv },
): Promise<{ code: number; output: string }> {
  const child = spawn(command, args, { cwd: directory, env, stdio: ["ignore", "pipe", "pipe"] });
  let output = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding("utf8").on("data", (text: string) => (output += text));
  }
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (code) => resolve({ code: code ?? 1, output }));
  });
}

/** Why the CLI cannot be used here; undefined where it can. */
export function whyNoPulumi(cli: string | undefined): string | undefined {
  if (!cli) return "there is no Pulumi CLI on the PATH";
  const { status, stderr } = spawnSync(cli, ["version"], { encoding: "utf8" });
  return status === 0 ? undefined : `the Pulumi CLI on the PATH does not start: ${stderr.trim()}`;
}
