import { createProcessLog } from "../../src/local/log/process-log";
import { readArguments } from "../../src/cli/start/arguments";
import { runGateway } from "../../src/cli/start/run-gateway";

/** `npm start` with the same flags, but for AWS's limit of 10,000 requests a second and account. */
export async function main(argv: readonly string[]): Promise<void> {
  const args = readArguments(argv);
  if (typeof args === "string") throw new Error(args);
  const end = new AbortController();
  process.on("SIGTERM", () => end.abort());
  await runGateway(args, {
    log: createProcessLog(args),
    projectDirectory: process.cwd(),
    stop: end.signal,
    accountThrottle: {},
  });
}
