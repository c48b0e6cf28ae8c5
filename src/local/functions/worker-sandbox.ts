import path from "node:path";
import { Worker } from "node:worker_threads";
import {
  exited,
  outOfMemory,
  timedOut,
  type ErrorPayload,
  type Job,
  type Outcome,
  type Sandbox,
  type SandboxSettings,
} from "./sandbox";

type Message =
  | { type: "output"; text: string }
  | { type: "loaded" }
  | { type: "loadError"; error: ErrorPayload }
  | { type: "result"; payload: string }
  | { type: "error"; error: ErrorPayload }
  | { type: "crash"; error: ErrorPayload };

// https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtime-environment.html: "The Init phase is limited to 10 seconds."
const initMilliseconds = 10_000;
/** V8 itself does not start in less. */
const smallestHeapMegabytes = 64;

/** Starts a function in a worker thread of its own. */
export function startWorker(settings: SandboxSettings, useUntil: number): Sandbox {
  const { output, crashed, ...workerData } = settings;
  const worker = new Worker(path.join(__dirname, "worker", "main.cjs"), {
    name: settings.functionName,
    workerData,
    // A preload of NODE_OPTIONS runs in each worker, too, and may read variables of the gateway's: `main.cjs`
    // leaves the function its own only, before any of its code is loaded.
    env: { ...process.env, ...settings.environment },
    execArgv: [],
    stdout: true,
    stderr: true,
    resourceLimits: {
      maxOldGenerationSizeMb: Math.max(smallestHeapMegabytes, settings.memoryMegabytes),
    },
  });
  let dead: ErrorPayload | undefined;
  let settle: ((outcome: Outcome) => void) | undefined;
  let settleLoad: ((error?: ErrorPayload) => void) | undefined;
  let timer: NodeJS.Timeout | undefined;

  const finish = (outcome: Outcome) => {
    clearTimeout(timer);
    const done = settle;
    settle = undefined;
    done?.(outcome);
  };
  const die = (error: ErrorPayload) => {
    if (dead) return;
    dead = error;
    if (!settle && !settleLoad) crashed(error);
    settleLoad?.(error);
    finish({ kind: "died", error });
    void worker.terminate();
  };
  const limit = (milliseconds: number) => {
    timer = setTimeout(() => die(timedOut(settings.timeoutSeconds)), milliseconds);
  };

  const loaded = new Promise<ErrorPayload | undefined>((resolve) => {
    settleLoad = (error) => {
      settleLoad = undefined;
      clearTimeout(timer);
      resolve(error);
    };
  });
  limit(initMilliseconds);

  worker.on("message", (message: Message) => {
    if (message.type === "output") output(message.text);
    else if (message.type === "loaded") settleLoad?.();
    else if (message.type === "result") finish({ kind: "returned", payload: message.payload });
    else if (message.type === "error") finish({ kind: "failed", error: message.error });
    else die(message.error);
  });
  worker.on("error", (error: NodeJS.ErrnoException) =>
    die(
      error.code === "ERR_WORKER_OUT_OF_MEMORY"
        ? outOfMemory()
        : { errorType: error.name, errorMessage: error.message, trace: [String(error.stack)] },
    ),
  );
  worker.on("exit", (code) => die(exited(code)));
  worker.stdout.on("data", (chunk: Buffer) => output(chunk.toString("utf8")));
  worker.stderr.on("data", (chunk: Buffer) => output(chunk.toString("utf8")));

  return {
    loaded,
    useUntil,
    alive: () => dead === undefined,
    run(job: Job) {
      if (dead) return Promise.resolve({ kind: "died", error: dead });
      return new Promise((resolve) => {
        settle = resolve;
        limit(settings.timeoutSeconds * 1000);
        worker.postMessage(job);
      });
    },
    async close() {
      dead ??= exited(0);
      clearTimeout(timer);
      settleLoad?.(dead);
      finish({ kind: "died", error: dead });
      await worker.terminate();
    },
  };
}
