import { spawn, type ChildProcess } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import type { Socket } from "node:net";
import { startGuardian, type Guardian } from "./guardian";
import { openTurns, type Turns } from "./turns";

/** V8 itself does not start in less. */
const smallestHeapMegabytes = 64;

/** A process that waits for a function. */
export interface FunctionProcess {
  child: ChildProcess;
  /** Lines in both directions. */
  channel: Socket;
  turns: Turns;
  /** Its own /tmp, removed with it. */
  temporaryFolder: string;
  /** Ends it with all that it started; resolves when it has. */
  kill(): Promise<void>;
}

/** What a process is started with; everything else is told to it. */
export interface ProcessOptions {
  memoryMegabytes: number;
  /** `NODE_OPTIONS` of the function itself. */
  nodeOptions: string | undefined;
  /** Where the function's code lies. */
  folder: string;
  makeEnvironment(temporaryFolder: string): Readonly<Record<string, string>>;
}

/** Starts the processes of one gateway's functions. */
export interface Processes {
  start(options: ProcessOptions): FunctionProcess;
  /** After the last process has ended. */
  close(): void;
}

/** Makes the place of the processes and their guardian at the first start. */
export function createProcesses(): Processes {
  let place: { folder: string; guardian: Guardian } | undefined;
  let count = 0;
  const open = () => {
    const folder = fs.mkdtempSync(path.join(fs.realpathSync(os.tmpdir()), "gatehouse-functions-"));
    return { folder, guardian: startGuardian(folder) };
  };
  return {
    start(options) {
      place ??= open();
      const { folder, guardian } = place;
      const temporaryFolder = path.join(folder, String(++count));
      fs.mkdirSync(temporaryFolder);
      const turns = openTurns(path.join(folder, "turns"));
      const environment = options.makeEnvironment(temporaryFolder);
      const child = launch(options, environment, turns.fd);
      const { pid } = child;
      if (pid !== undefined) guardian.watch(pid);
      const ended = new Promise<void>((resolve) => {
        const end = () => {
          if (pid !== undefined) guardian.forget(pid);
          fs.rmSync(temporaryFolder, { recursive: true, force: true });
          resolve();
        };
        child.once("exit", end);
        child.once("error", end);
      });
      const kill = () => {
        turns.close();
        killGroup(child);
        return ended;
      };
      return { child, channel: child.stdio[3] as Socket, turns, temporaryFolder, kill };
    },
    close() {
      place?.guardian.close();
      if (place) fs.rmSync(place.folder, { recursive: true, force: true });
      place = undefined;
    },
  };
}

function launch(
  { memoryMegabytes, nodeOptions, folder }: ProcessOptions,
  environment: Readonly<Record<string, string>>,
  turns: number,
): ChildProcess {
  const young = Math.floor(memoryMegabytes / 10);
  const old = Math.max(smallestHeapMegabytes, memoryMegabytes - young);
  // The shares that Lambda's own runtime gives V8.
  const heap = [`--max-semi-space-size=${Math.max(1, young >> 1)}`, `--max-old-space-size=${old}`];
  const inspector = isDebugged() ? ["--inspect-port=0"] : [];
  const options = [process.env.NODE_OPTIONS, nodeOptions].filter(Boolean).join(" ");
  return spawn(
    process.execPath,
    [...heap, ...inspector, path.join(__dirname, "worker", "main.cjs")],
    {
      stdio: ["ignore", "pipe", "pipe", "pipe", turns],
      // A separate group: Ctrl-C is the gateway's, and what a function starts ends with it.
      detached: process.platform !== "win32",
      // A preload that the gateway got is named from where the gateway runs.
      ...(nodeOptions ? { cwd: folder } : {}),
      env: {
        // A preload of NODE_OPTIONS runs in each process, too, and may read variables of the gateway's:
        // `become-lambda.cjs` leaves the function its own only, before any of its code is loaded.
        ...(process.env.NODE_OPTIONS ? process.env : needed(process.env)),
        ...environment,
        ...(options ? { NODE_OPTIONS: options } : {}),
      },
    },
  );
}

/** What Node itself reads once, at its start. */
function needed(environment: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const names = ["NODE_EXTRA_CA_CERTS", "SystemRoot"];
  return Object.fromEntries(
    names.flatMap((name) => (environment[name] ? [[name, environment[name]]] : [])),
  );
}

/** Whether somebody may stop at a breakpoint, where no time limit holds. */
export function isDebugged(): boolean {
  const { NODE_OPTIONS = "", VSCODE_INSPECTOR_OPTIONS } = process.env;
  const flags = [...process.execArgv, NODE_OPTIONS].join(" ");
  return VSCODE_INSPECTOR_OPTIONS !== undefined || /--inspect/.test(flags);
}

function killGroup(child: ChildProcess): void {
  const { pid } = child;
  if (pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
  try {
    process.kill(process.platform === "win32" ? pid : -pid, "SIGKILL");
  } catch {
    child.kill("SIGKILL");
  }
}
