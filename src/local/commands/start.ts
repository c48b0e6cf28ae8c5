import { createProcessLog } from "../log/process-log";
import { readArguments, startHelp } from "../start/arguments";
import { runGateway } from "../start/run-gateway";
import { StartError } from "../start/start-error";

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
  const listening = listen(end, (error) => log.problem(String(error?.stack ?? error)));
  try {
    await runGateway(args, { log, projectDirectory: process.cwd(), stop: end.signal });
    return 0;
  } catch (error) {
    if (error instanceof StartError) for (const problem of error.problems) log.problem(problem);
    else log.problem(String((error as Error).stack ?? error));
    return 1;
  } finally {
    listening.stop();
  }
}

/** Ctrl+C ends in order; a second one at once. A fault of one request does not end the gateway. */
function listen(end: AbortController, fault: (error: Error) => void) {
  const onSignal = () => {
    if (end.signal.aborted) process.exit(130);
    end.abort();
  };
  const signals = ["SIGINT", "SIGTERM", "SIGHUP"] as const;
  for (const signal of signals) process.on(signal, onSignal);
  process.on("uncaughtException", fault);
  process.on("unhandledRejection", fault);
  return {
    stop() {
      for (const signal of signals) process.off(signal, onSignal);
      process.off("uncaughtException", fault);
      process.off("unhandledRejection", fault);
    },
  };
}
