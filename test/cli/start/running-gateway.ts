import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { createInterface } from "node:readline";
import type { LocalJson } from "../../../src/local/start/local-json";
import { spawnStart, type StartProcess } from "./spawn-start";

const project = path.join(__dirname, "../../..");

/** One line of `npm start -- --json`. */
export interface LogLine {
  kind: string;
  [field: string]: unknown;
}

export interface RunningGateway {
  child: StartProcess;
  state: string;
  /** Resolves with the first line, printed already or later, for which the test holds. */
  line(test: (line: LogLine) => boolean): Promise<LogLine>;
  problem(pattern: RegExp): Promise<LogLine>;
  /** Resolves when it serves. */
  ready(): Promise<LocalJson>;
  /** Everything printed so far. */
  lines: LogLine[];
  exit: Promise<number | null>;
  stop(signal?: NodeJS.Signals): Promise<number | null>;
}

const started: RunningGateway[] = [];

export const temporaryFolder = () => fs.mkdtempSync(path.join(os.tmpdir(), "gatehouse-run-"));

/** Starts `npm start` as a process, on free ports unless the arguments name some. */
export function startGateway(args: string[], cwd = project, env = process.env): RunningGateway {
  const state = args.includes("--state") ? args[args.indexOf("--state") + 1]! : temporaryFolder();
  const child = spawnStart(["--state", state, "--json", ...args], { directory: cwd, env });
  const lines: LogLine[] = [];
  const waiting = new Set<() => void>();
  const add = (text: string) => {
    lines.push(text.startsWith("{") ? JSON.parse(text) : { kind: "text", text });
    for (const look of waiting) look();
  };
  createInterface({ input: child.stdout }).on("line", add);
  createInterface({ input: child.stderr }).on("line", add);
  const exit = new Promise<number | null>((resolve) => child.on("close", resolve));

  const line = (test: (line: LogLine) => boolean) =>
    new Promise<LogLine>((resolve, reject) => {
      const look = () => {
        const found = lines.find(test);
        if (!found) return;
        waiting.delete(look);
        resolve(found);
      };
      waiting.add(look);
      look();
      void exit.then(() =>
        reject(new Error(`The gateway ended: ${JSON.stringify(lines, null, 1)}`)),
      );
    });
  const running: RunningGateway = {
    ...{ child, state, line, lines, exit },
    problem: (pattern) =>
      line(({ kind, text }) => kind === "problem" && pattern.test(String(text))),
    async ready() {
      await line(({ kind }) => kind === "ready");
      return JSON.parse(fs.readFileSync(path.join(state, "local.json"), "utf8"));
    },
    stop(signal = "SIGTERM") {
      child.kill(signal);
      return exit;
    },
  };
  started.push(running);
  return running;
}

/** Ends all that a test started and removes their state. */
export async function stopGateways(): Promise<void> {
  for (const { stop, state } of started.splice(0)) {
    await stop("SIGKILL");
    fs.rmSync(state, { recursive: true, force: true });
  }
}
