import { fork, type ChildProcess } from "node:child_process";
import { randomBytes } from "node:crypto";
import path from "node:path";
import type { Readable } from "node:stream";
import type { ResourceGraph } from "../../graph/resource";
import { loaderConfig } from "./loader-config";
import { ProgramError } from "./program-error";
import type { RunReads } from "./reads";
import { environmentFor, type Surroundings } from "./surroundings";

/** What `runProgram` takes. */
export interface RunProgramOptions {
  /** The folder of `Pulumi.yaml`. */
  directory: string;
  /** Whose `Pulumi.<stack>.yaml` is read. */
  stack: string;
  /** What keys and client secrets are made from; the same seed gives the same. @default random */
  seed?: string;
  /** Whether the graph holds the values of secrets, beside their marks. */
  showSecrets: boolean;
  /**
   * Whether `.env` adds to the environment of functions, as on the laptop.
   * @default false
   */
  dotEnv?: boolean;
  /**
   * Whether files and archives of functions carry a hash of what they hold, and those they were made from.
   * @default true
   */
  fingerprints?: boolean;
  /**
   * What the program finds around it.
   * @default "user"
   */
  surroundings?: Surroundings;
  /** Takes what the run read, with the user's surroundings; also of a run with problems. */
  read?: (reads: RunReads) => void;
  /** Takes what the program prints, line by line. @default standard error */
  print?: (line: string) => void;
  /** After how long a program that does not end is stopped. @default 120 */
  timeoutSeconds?: number;
}

/** What the child is told. */
export type ProgramTask = Pick<RunProgramOptions, "directory" | "stack" | "showSecrets"> & {
  fingerprints: boolean;
  surroundings: Surroundings;
  /** Whether it loads the runtime and then waits for a message before it reads anything else. */
  waits: boolean;
};

/** What the child answers. */
export type ProgramResult = ({ graph: ResourceGraph } | { problems: string[] }) & {
  reads?: RunReads;
};

/** A process that has loaded the Pulumi runtime and waits for its one run. */
export interface WaitingProgram {
  /** Reads the program's files now and runs it, once. */
  run(): Promise<ResourceGraph>;
  /** Whether it still waits. */
  alive(): boolean;
  /** Ends it unused. */
  discard(): void;
}

/**
 * Runs a Pulumi program in a separate process, without an engine, and gives the resources that it
 * registers. Needs neither the Pulumi CLI nor an AWS account.
 * @throws ProgramError with all that the user must mend
 */
export async function runProgram(options: RunProgramOptions): Promise<ResourceGraph> {
  return resultOf(startChild(options, { waits: false }), options);
}

/** Starts the process of a later run ahead of time: half of a run is loading the runtime. */
export function prepareProgram(options: RunProgramOptions): WaitingProgram {
  const child = startChild(options, { waits: true });
  return {
    run() {
      if (child.connected) child.send("run");
      return resultOf(child, options);
    },
    alive: () => child.connected,
    discard: () => void child.kill("SIGKILL"),
  };
}

function startChild(options: RunProgramOptions, { waits }: { waits: boolean }): ChildProcess {
  const { stack, showSecrets, fingerprints = true, surroundings = "user" } = options;
  const directory = path.resolve(options.directory);
  const task: ProgramTask = { directory, stack, showSecrets, fingerprints, surroundings, waits };
  const config = loaderConfig(directory);
  const child = fork(
    path.join(__dirname, `child${path.extname(__filename)}`),
    [JSON.stringify(task)],
    {
      cwd: directory,
      // tsx reads TypeScript in both kinds of modules; by path, since the program's folder may not have it.
      execArgv: ["--require", require.resolve("tsx/cjs"), "--import", tsxModules()],
      env: {
        ...environmentFor(surroundings),
        GATEHOUSE_SEED: options.seed ?? randomBytes(32).toString("hex"),
        GATEHOUSE_DOT_ENV: String(options.dotEnv ?? false),
        ...(config && { TSX_TSCONFIG_PATH: config.file }),
      },
      stdio: ["ignore", "pipe", "pipe", "ipc"],
      serialization: "advanced",
    },
  );
  if (config) child.once("close", config.remove).once("error", config.remove);
  return child;
}

async function resultOf(
  child: ChildProcess,
  { timeoutSeconds = 120, read, print = (line) => console.error(line) }: RunProgramOptions,
): Promise<ResourceGraph> {
  const printed = [forwardLines(child.stdout, print), forwardLines(child.stderr, print)];
  let result: ProgramResult | undefined;
  child.on("message", (message) => (result = message as ProgramResult));
  const deadline = setTimeout(() => child.kill("SIGKILL"), timeoutSeconds * 1000);
  const [code, signal] = await new Promise<[number | null, string | null]>((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (...ended) => resolve(ended));
    if (child.exitCode !== null) resolve([child.exitCode, child.signalCode]);
  });
  clearTimeout(deadline);
  await Promise.all(printed);

  if (!result) {
    throw new ProgramError(
      signal === "SIGKILL"
        ? `The program did not end within ${timeoutSeconds} seconds and was stopped.`
        : `The program ended by itself, with ${signal ?? `exit code ${code}`}, before its resources were known. ` +
            "A Pulumi program must not call process.exit.",
    );
  }
  if (result.reads) read?.(result.reads);
  if ("problems" in result) throw new ProgramError(result.problems.join("\n"));
  return result.graph;
}

const tsxModules = () => `file://${require.resolve("tsx/esm")}`;

/** Hands each line on; resolves when the stream has ended. */
function forwardLines(stream: Readable | null, print: (line: string) => void): Promise<void> {
  if (!stream) return Promise.resolve();
  let rest = "";
  stream.setEncoding("utf8").on("data", (text: string) => {
    const lines = (rest + text).split("\n");
    rest = lines.pop() ?? "";
    lines.forEach((line) => print(line));
  });
  return new Promise((resolve) => {
    stream.once("close", () => {
      if (rest !== "") print(rest);
      resolve();
    });
  });
}
