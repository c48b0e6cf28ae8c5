import { createLog, type GatewayLog } from "./index";

/** The log of this process: lines to standard output, problems to standard error. */
export function createProcessLog({ json }: { json: boolean }): GatewayLog {
  let lines = "";
  const writeLines = () => {
    if (lines === "") return;
    const text = lines;
    lines = "";
    process.stdout.write(text);
  };
  process.on("exit", writeLines);
  return createLog({
    // One write for all lines of a turn of the event loop: each is a system call.
    out(line) {
      if (lines === "") setImmediate(writeLines);
      lines += `${line}\n`;
    },
    problems(line) {
      writeLines();
      process.stderr.write(`${line}\n`);
    },
    colours: process.stdout.isTTY === true && !process.env.NO_COLOR,
    json,
  });
}
