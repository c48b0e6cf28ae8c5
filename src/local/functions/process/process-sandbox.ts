import { eventsAhead, holdEvents } from "../events-in-hand";
import { isDebugged, type FunctionProcess } from "./function-process";
import { openLines } from "./line-channel";
import { watchMemory } from "./memory";
import { readMessage, type Message } from "./process-messages";
import {
  endedBy,
  exited,
  outOfMemory,
  timedOut,
  type Ended,
  type ErrorPayload,
  type Sandbox,
  type SandboxSettings,
} from "../sandbox";

// https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtime-environment.html: "The Init phase is limited to 10 seconds."
const initMilliseconds = 10_000;
/** A handler that takes no longer gets its next events ahead of time. */
const quickMilliseconds = 2;
/** Characters of the end of a function's output that a caller is shown: Lambda's 4 KB. */
const tailLength = 4_096;
/** How long an end waits for what was said before it: a process that the function left behind may hold the pipes. */
const drainMilliseconds = 100;
/** What V8 says before it aborts. */
const heapIsFull = /heap out of memory/i;

/** A process is loading, then idle, or at work while it has events in hand, and in the end dead. */
type State =
  | { is: "loading"; settle: (error?: ErrorPayload) => void }
  | { is: "loaded" }
  | { is: "dead"; error: ErrorPayload };

/** Starts a function in a separate process. */
export function startProcess(
  settings: SandboxSettings,
  useUntil: number,
  started: FunctionProcess,
): Sandbox {
  const { output: print, crashed, late, ...told } = settings;
  const { child, channel } = started;
  const debugged = isDebugged();
  const hand = holdEvents(started.turns);
  let state: State;
  let printed: string | undefined;
  let timer: NodeJS.Timeout | undefined;
  let quick = false;

  const limit = (milliseconds: number) => {
    clearTimeout(timer);
    if (!debugged) timer = setTimeout(() => die(timedOut(settings.timeoutSeconds)), milliseconds);
  };
  const output = (text: string) => {
    if (printed !== undefined) printed = `${printed}${text}`.slice(-tailLength);
    print(text, hand.first()?.job.requestId);
  };
  /** The first one runs, as far as the gateway can know. */
  const watchFirst = () => {
    const first = hand.first();
    printed = first?.job.tail ? "" : undefined;
    if (first) limit(settings.timeoutSeconds * 1000);
    else clearTimeout(timer);
    memory.watch(first !== undefined);
  };
  const settle = (outcome: Ended) => {
    const said = printed === undefined ? {} : { printed };
    const first = hand.shift();
    watchFirst();
    first?.done({ ...outcome, ...said });
  };
  const recall = () => {
    quick = false;
    hand.takeBack();
    if (!hand.first()) watchFirst();
  };
  const die = (error: ErrorPayload) => {
    if (state.is === "dead") return;
    const settleLoad = state.is === "loading" ? state.settle : undefined;
    state = { is: "dead", error };
    settleLoad?.(error);
    recall();
    while (hand.first()) settle({ kind: "died", error });
    memory.watch(false);
    void started.kill();
  };
  const answer = (outcome: Ended, milliseconds: number) => {
    quick = milliseconds <= quickMilliseconds;
    if (memory.exceeded()) die(outOfMemory());
    else settle(outcome);
  };
  const end = (error: ErrorPayload, unexpected: boolean) => {
    if (unexpected && state.is === "loaded" && !hand.first()) crashed(error);
    die(error);
  };
  const receive = (message: Message) => {
    switch (message.kind) {
      case "returned":
        return answer(message, message.milliseconds);
      case "failed":
        return answer(message, message.milliseconds);
      case "printed":
        if (message.late) late("output");
        return output(message.text);
      case "pending":
        return late("timer");
      case "loaded":
        if (state.is === "loading") state.settle();
        return;
      case "ends":
        return end(message.error, message.crashed);
      default:
        return message satisfies never;
    }
  };

  const memory = watchMemory(debugged ? undefined : child.pid, {
    megabytes: settings.memoryMegabytes,
    over: () => die(outOfMemory()),
  });
  const loaded = new Promise<ErrorPayload | undefined>((resolve) => {
    const settle = (error?: ErrorPayload) => {
      clearTimeout(timer);
      memory.watch(false);
      if (state.is === "loading") state = { is: "loaded" };
      resolve(error);
    };
    state = { is: "loading", settle };
  });
  limit(initMilliseconds);
  memory.watch(true);

  const lines = openLines(channel, (line) => {
    if (state.is !== "dead") receive(readMessage(line));
  });
  void endOf(started, output).then((error) => end(error, true));
  lines.send(JSON.stringify({ ...told, debugged }));

  return {
    loaded,
    useUntil,
    alive: () => state.is !== "dead" && !hand.used(),
    capacity: () => (quick ? eventsAhead : 1),
    recall,
    run(job, done) {
      if (state.is === "dead") return done({ kind: "died", error: state.error });
      const number = hand.add(job, done);
      if (hand.first()!.number === number) watchFirst();
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

/** How a process ends, once what it said before has been read. */
async function endOf(
  { child, channel }: FunctionProcess,
  output: (text: string) => void,
): Promise<ErrorPayload> {
  let heapWasFull = false;
  for (const stream of [child.stdout!, child.stderr!]) {
    stream.setEncoding("utf8");
    stream.on("data", (text: string) => {
      heapWasFull ||= heapIsFull.test(text);
      output(text);
    });
  }
  const drained = [channel, child.stderr!].map(
    (stream) => new Promise((resolve) => stream.once("close", resolve)),
  );
  const how = await new Promise<ErrorPayload>((resolve) => {
    child.once("error", (error) =>
      resolve({ errorType: "Runtime.ExitError", errorMessage: String(error) }),
    );
    child.once("exit", (code, signal) => resolve(signal ? endedBy(signal) : exited(code ?? 0)));
  });
  const late = new Promise((resolve) => setTimeout(resolve, drainMilliseconds));
  await Promise.race([Promise.all(drained), late]);
  // Of a busy event loop the time may be over before it has come to what is there to read.
  await new Promise(setImmediate);
  return heapWasFull ? outOfMemory() : how;
}
