import path from "node:path";
import { Worker } from "node:worker_threads";
import {
  exited,
  outOfMemory,
  timedOut,
  type Ended,
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
  | { type: "result"; payload: string; milliseconds: number }
  | { type: "error"; error: ErrorPayload; milliseconds: number }
  | { type: "crash"; error: ErrorPayload };

// https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtime-environment.html: "The Init phase is limited to 10 seconds."
const initMilliseconds = 10_000;
/** V8 itself does not start in less. */
const smallestHeapMegabytes = 64;
/** A handler that takes no longer gets its next events ahead of time. */
const quickMilliseconds = 2;
const eventsAhead = 32;

interface Handed {
  number: number;
  tail: boolean;
  done: (outcome: Outcome) => void;
}

/** Characters of the end of a function's output that a caller is shown: Lambda's 4 KB. */
const tailLength = 4_096;

/** Starts a function in a worker thread of its own. */
export function startWorker(settings: SandboxSettings, useUntil: number): Sandbox {
  const { output: print, crashed, ...workerData } = settings;
  let printed: string | undefined;
  const output = (text: string) => {
    if (printed !== undefined) printed = `${printed}${text}`.slice(-tailLength);
    print(text);
  };
  /** The number of the last event that was begun, by the thread, or taken back, by the gateway. */
  const begun = new Int32Array(new SharedArrayBuffer(4));
  const worker = new Worker(path.join(__dirname, "worker", "main.cjs"), {
    name: settings.functionName,
    workerData: { ...workerData, begun },
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
  let settleLoad: ((error?: ErrorPayload) => void) | undefined;
  let timer: NodeJS.Timeout | undefined;
  let quick = false;
  let sent = 0;
  /** In the order in which they are run. */
  const handed: Handed[] = [];
  /** On their way: events of one turn of the event loop go over together, as one message. */
  let leaving: Job[] = [];

  /** The first one runs, as far as the gateway can know. */
  const watchFirst = () => {
    printed = handed[0]?.tail ? "" : undefined;
    if (handed.length > 0) limit(settings.timeoutSeconds * 1000);
  };
  const settle = (outcome: Ended) => {
    clearTimeout(timer);
    const said = printed === undefined ? {} : { printed };
    const first = handed.shift();
    watchFirst();
    first?.done({ ...outcome, ...said });
  };
  const recall = () => {
    // Either side moves the number on: an event is begun by the thread, or taken back, never both.
    let last = Atomics.load(begun, 0);
    while (last < sent) {
      const found = Atomics.compareExchange(begun, 0, last, sent);
      if (found === last) break;
      last = found;
    }
    quick = false;
    const first = handed[0];
    while ((handed.at(-1)?.number ?? 0) > last) handed.pop()!.done({ kind: "notBegun" });
    if (handed[0] !== first) clearTimeout(timer);
  };
  const die = (error: ErrorPayload) => {
    if (dead) return;
    dead = error;
    if (handed.length === 0 && !settleLoad) crashed(error);
    settleLoad?.(error);
    recall();
    settle({ kind: "died", error });
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
    else if (message.type === "crash" || message.type === "loadError") die(message.error);
    else {
      quick = message.milliseconds <= quickMilliseconds;
      if (message.type === "error") settle({ kind: "failed", error: message.error });
      else settle({ kind: "returned", payload: message.payload });
    }
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
    capacity: () => (quick ? eventsAhead : 1),
    recall,
    run(job: Job, done) {
      if (dead) return done({ kind: "died", error: dead });
      handed.push({ number: ++sent, tail: job.tail === true, done });
      if (handed.length === 1) watchFirst();
      if (leaving.push(job) > 1) return;
      setImmediate(() => {
        worker.postMessage(leaving);
        leaving = [];
      });
    },
    async close() {
      dead ??= exited(0);
      clearTimeout(timer);
      settleLoad?.(dead);
      recall();
      if (handed.length > 0) settle({ kind: "died", error: dead });
      await worker.terminate();
    },
  };
}
