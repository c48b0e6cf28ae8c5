import { isDebugged, type FunctionProcess } from "./function-process";
import { openLines } from "./line-channel";
import { watchMemory } from "./memory";
import {
  endedBy,
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
import { turnsOfProcess } from "./turns";

// https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtime-environment.html: "The Init phase is limited to 10 seconds."
const initMilliseconds = 10_000;
/** A handler that takes no longer gets its next events ahead of time. */
const quickMilliseconds = 2;
const eventsAhead = 32;
/** Characters of the end of a function's output that a caller is shown: Lambda's 4 KB. */
const tailLength = 4_096;
/** What V8 says before it aborts. */
const heapIsFull = /heap out of memory/i;

interface Handed {
  number: number;
  job: Job;
  done: (outcome: Outcome) => void;
}

/** Starts a function in a process of its own. */
export function startProcess(
  settings: SandboxSettings,
  useUntil: number,
  started: FunctionProcess,
): Sandbox {
  const { output: print, crashed, late, ...told } = settings;
  const { child, channel, turns } = started;
  const debugged = isDebugged();
  let printed: string | undefined;
  let dead: ErrorPayload | undefined;
  let settleLoad: ((error?: ErrorPayload) => void) | undefined;
  let timer: NodeJS.Timeout | undefined;
  let quick = false;
  let next = 0;
  /** Events before this number are known to have begun. */
  let begun = 0;
  let heapWasFull = false;
  /** In the order in which they are run. */
  const handed: Handed[] = [];

  const output = (text: string) => {
    if (printed !== undefined) printed = `${printed}${text}`.slice(-tailLength);
    print(text, handed[0]?.job.requestId);
  };
  /** The first one runs, as far as the gateway can know. */
  const watchFirst = () => {
    printed = handed[0]?.job.tail ? "" : undefined;
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
    quick = false;
    const first = handed[0];
    // All that it has is known to have begun: turns of later events may be the process's already.
    if (!first || handed.at(-1)!.number < begun) return;
    begun = turns.take(first.number, next - 1);
    next = begun + (next - first.number);
    while ((handed.at(-1)?.number ?? -1) >= begun) handed.pop()!.done({ kind: "notBegun" });
    if (handed[0] !== first) clearTimeout(timer);
  };
  const die = (error: ErrorPayload) => {
    if (dead) return;
    dead = error;
    memory.close();
    clearTimeout(timer);
    settleLoad?.(error);
    recall();
    while (handed.length > 0) settle({ kind: "died", error });
    void started.kill();
  };
  const limit = (milliseconds: number) => {
    if (debugged) return;
    timer = setTimeout(() => die(timedOut(settings.timeoutSeconds)), milliseconds);
  };
  const answer = (outcome: Ended, milliseconds: number) => {
    quick = milliseconds <= quickMilliseconds;
    if (memory.exceeded()) die(outOfMemory());
    else settle(outcome);
  };

  const memory = watchMemory(debugged ? undefined : child.pid, {
    megabytes: settings.memoryMegabytes,
    over: () => die(outOfMemory()),
  });
  const loaded = new Promise<ErrorPayload | undefined>((resolve) => {
    settleLoad = (error) => {
      settleLoad = undefined;
      clearTimeout(timer);
      resolve(error);
    };
  });
  limit(initMilliseconds);

  const lines = openLines(channel, (line) => {
    if (dead) return;
    const end = line.indexOf("\t");
    const kind = line.slice(0, end);
    const text = line.slice(end + 1);
    if (kind === "result") {
      const at = text.indexOf("\t");
      answer({ kind: "returned", payload: text.slice(at + 1) }, Number(text.slice(0, at)));
    } else if (kind === "text") answer({ kind: "returned", payload: JSON.parse(text) }, Infinity);
    else if (kind === "error") {
      const { error, milliseconds } = JSON.parse(text);
      answer({ kind: "failed", error }, milliseconds);
    } else if (kind === "output") output(JSON.parse(text));
    else if (kind === "late") {
      late("output");
      output(JSON.parse(text));
    } else if (kind === "pending") late("timer");
    else if (kind === "loaded") settleLoad?.();
    else {
      const error = JSON.parse(text);
      if (kind === "crash" && handed.length === 0 && !settleLoad) crashed(error);
      die(error);
    }
  });
  for (const stream of [child.stdout!, child.stderr!]) {
    stream.setEncoding("utf8");
    stream.on("data", (text: string) => {
      heapWasFull ||= heapIsFull.test(text);
      output(text);
    });
  }
  const ended = new Promise<ErrorPayload>((resolve) => {
    child.once("error", (error) =>
      resolve({ errorType: "Runtime.ExitError", errorMessage: String(error) }),
    );
    child.once("exit", (code, signal) => resolve(signal ? endedBy(signal) : exited(code ?? 0)));
  });
  // What it said before it ended comes first.
  const drained = [channel, child.stderr!].map(
    (stream) => new Promise((resolve) => stream.once("close", resolve)),
  );
  void ended.then(async (how) => {
    await Promise.race([Promise.all(drained), new Promise((resolve) => setTimeout(resolve, 100))]);
    const error = heapWasFull ? outOfMemory() : how;
    if (!dead && handed.length === 0 && !settleLoad) crashed(error);
    die(error);
  });
  lines.send(JSON.stringify({ ...told, debugged }));

  return {
    loaded,
    useUntil,
    alive: () => dead === undefined && next < turnsOfProcess - 2 * eventsAhead,
    capacity: () => (quick ? eventsAhead : 1),
    recall,
    run(job, done) {
      if (dead) return done({ kind: "died", error: dead });
      const number = next++;
      handed.push({ number, job, done });
      if (handed.length === 1) watchFirst();
      const { payload, tail: _, ...rest } = job;
      // Between the tokens of JSON a line end is white space, and inside of them there is none.
      const oneLine = payload.includes("\n") ? payload.replaceAll("\n", " ") : payload;
      lines.send(`${JSON.stringify({ number, ...rest })}\t${oneLine}`);
    },
    async close() {
      die(exited(0));
      await started.kill();
    },
  };
}
