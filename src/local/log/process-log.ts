import tty from "node:tty";
import { createLog, type GatewayLog } from "./index";
import { createOutput } from "./output";

const standardOutput = 1;
const standardError = 2;

/** The log of this process. */
export interface ProcessLog extends GatewayLog {
  /** Resolves with false when what was written is not taken by its reader within some milliseconds. */
  drain(milliseconds: number): Promise<boolean>;
}

/** The log of this process: lines to standard output, problems to standard error. */
export function createProcessLog({ json }: { json: boolean }): ProcessLog {
  const output = createOutput();
  const log = createLog({
    out: (line) => output.write(standardOutput, `${line}\n`),
    problems: (line) => output.write(standardError, `${line}\n`),
    colours: tty.isatty(standardOutput) && !process.env.NO_COLOR,
    json,
  });
  return { ...log, drain: output.drain };
}
