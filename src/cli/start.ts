import { createProcessLog, type ProcessLog } from "../local/log/process-log";
import { readArguments, startHelp } from "./start/arguments";
import { watchParents } from "../local/start/parents";
import { runGateway } from "./start/run-gateway";
import { StartError } from "../local/start/start-error";

/** An end that is not through by then is cut off: whoever sent SIGTERM sends SIGKILL after five seconds at the earliest. */
const endMilliseconds = 4_000;
/** So long the last lines wait for a reader. */
const drainMilliseconds = 300;

/** `npm start`: runs until Ctrl+C. 0 when it ended as it was told to, 1 when it could not start. */
export async function main(argv: readonly string[]): Promise<number> {
  const args = readArguments(argv);
  if (typeof args === "string") {
    console.error(`${args}\n\n${startHelp}`);
    return 1;
  }
  if (args.help) {
    console.log(startHelp);
    return 0;
  }
  const log = createProcessLog(args);
  const end = new AbortController();
  const listening = listen(end, args, (error) => log.problem(String(error?.stack ?? error)));
  const code = await run(args, { log, end });
  listening.stop();
  if (!(await log.drain(drainMilliseconds))) process.kill(process.pid, "SIGKILL");
  // A start that was interrupted may still wait for something.
  if (end.signal.aborted) process.exit(code);
  return code;
}

async function run(
  args: Exclude<ReturnType<typeof readArguments>, string>,
  { log, end }: { log: ProcessLog; end: AbortController },
): Promise<number> {
  try {
    await runGateway(args, { log, projectDirectory: process.cwd(), stop: end.signal });
    return 0;
  } catch (error) {
    if (error instanceof StartError) for (const problem of error.problems) log.problem(problem);
    else log.problem(String((error as Error).stack ?? error));
    return 1;
  }
}

/**
 * Ctrl+C ends in order; a second one at once. So does the end of whoever started this. A fault of one request
 * does not end the gateway.
 */
function listen(
  end: AbortController,
  { inProcess }: { inProcess: boolean },
  fault: (error: Error) => void,
) {
  const stop = () => {
    end.abort();
    // What still runs may wait for something that never comes. The store loses nothing by it.
    setTimeout(() => process.kill(process.pid, "SIGKILL"), endMilliseconds).unref();
  };
  const onSignal = () => {
    if (end.signal.aborted) process.exit(130);
    stop();
  };
  // A handler in this thread that never gives it back would keep the listener from being asked.
  const signals = inProcess ? (["SIGINT"] as const) : (["SIGINT", "SIGTERM", "SIGHUP"] as const);
  for (const signal of signals) process.on(signal, onSignal);
  process.on("uncaughtException", fault);
  process.on("unhandledRejection", fault);
  const unwatch = watchParents(stop);
  return {
    stop() {
      unwatch();
      for (const signal of signals) process.off(signal, onSignal);
      process.off("uncaughtException", fault);
      process.off("unhandledRejection", fault);
    },
  };
}
