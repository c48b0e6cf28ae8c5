import { fork } from "node:child_process";
import * as path from "node:path";
import type { Burst, BurstResult } from "./client";

/** The load generator, in a process of its own. */
export interface LoadGenerator {
  send(burst: Burst): Promise<BurstResult>;
  close(): void;
}

/** Starts the load generator. */
export function startLoadGenerator(): LoadGenerator {
  const child = fork(path.join(__dirname, "client.ts"), {
    execArgv: ["--require", require.resolve("tsx/cjs")],
  });
  return {
    send: (burst) =>
      new Promise((resolve, reject) => {
        child.once("message", (answer: { result?: BurstResult; error?: string }) =>
          answer.result ? resolve(answer.result) : reject(new Error(answer.error)),
        );
        child.send(burst);
      }),
    close: () => child.disconnect(),
  };
}
