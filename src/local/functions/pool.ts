import { randomUUID } from "node:crypto";
import type { InvocationResult } from "../services";
import { errorPayload, type ErrorPayload, type Job, type Outcome, type Sandbox } from "./sandbox";

// https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html: 6 MB, and 100 bytes of envelope for answers.
const largestAnswer = 6 * 1024 * 1024 + 100;
/** An event that waits this long for a sandbox gets a new one: short handlers share the first. */
const growAfterMilliseconds = 25;

/** What a pool needs to run one function. */
export interface PoolOptions {
  /** Sandboxes at once. */
  limit: number;
  /** Makes a sandbox; a rejection fails the events that wait. */
  start: () => Promise<Sandbox>;
  /** Called for each event that failed. */
  failed: (error: ErrorPayload) => void;
  /** A sandbox has become idle. */
  idle: () => void;
}

/** The sandboxes of one function. */
export interface Pool {
  run(job: Omit<Job, "requestId">): Promise<InvocationResult>;
  /** Events that run or wait. */
  busy(): number;
  idleSandboxes(): readonly { since: number; close: () => void }[];
  /** Finishes what was begun, then ends; events still come for requests that began earlier. */
  retire(): void;
  close(): Promise<void>;
}

interface Waiting {
  job: Job;
  resolve: (result: InvocationResult) => void;
}

/** Runs a function's events, one at a time per sandbox; grows while events wait. */
export function createPool(options: PoolOptions): Pool {
  const waiting: Waiting[] = [];
  const idle: { sandbox: Sandbox; since: number }[] = [];
  const all = new Set<Sandbox>();
  let starting = 0;
  let running = 0;
  let retired = false;
  let growth: NodeJS.Timeout | undefined;

  const discard = (sandbox: Sandbox) => {
    all.delete(sandbox);
    void sandbox.close();
  };

  const finish = ({ job, resolve }: Waiting, outcome: Outcome) => {
    const { requestId } = job;
    if (outcome.kind !== "returned") {
      options.failed(outcome.error);
      const payload = errorPayload(outcome.error, requestId);
      return resolve({ outcome: "functionError", payload, requestId });
    }
    const { payload } = outcome;
    if (payload.length * 3 > largestAnswer && Buffer.byteLength(payload) > largestAnswer) {
      return resolve({ outcome: "tooLarge", what: "response" });
    }
    resolve({ outcome: "returned", payload, requestId });
  };

  const serve = async (sandbox: Sandbox, fresh = false) => {
    for (let next = waiting.shift(); next; next = waiting.shift(), fresh = false) {
      if (!fresh && (Date.now() > sandbox.useUntil || !sandbox.alive())) {
        waiting.unshift(next);
        discard(sandbox);
        return grow();
      }
      running++;
      const outcome = await sandbox.run(next.job);
      running--;
      if (outcome.kind === "died") discard(sandbox);
      finish(next, outcome);
      if (outcome.kind === "died") return waiting.length > 0 ? grow() : undefined;
    }
    if (retired) return discard(sandbox);
    idle.push({ sandbox, since: Date.now() });
    options.idle();
  };

  const grow = async (): Promise<void> => {
    if (all.size + starting >= options.limit) return;
    starting++;
    const { sandbox, error } = await begin();
    starting--;
    if (sandbox && !error) return serve(sandbox, true);
    for (const next of waiting.splice(0)) {
      const { requestId } = next.job;
      const payload = errorPayload(error ?? { errorType: "", errorMessage: "" }, requestId);
      next.resolve({ outcome: "functionError", payload, requestId });
    }
    if (error) options.failed(error);
    if (sandbox) discard(sandbox);
  };

  const begin = async (): Promise<{ sandbox?: Sandbox; error?: ErrorPayload }> => {
    try {
      const sandbox = await options.start();
      all.add(sandbox);
      const error = await sandbox.loaded;
      return error ? { sandbox, error } : { sandbox };
    } catch (error) {
      const { message } = error as Error;
      return { error: { errorType: "Runtime.ImportModuleError", errorMessage: message } };
    }
  };

  const watchGrowth = () => {
    const oldest = waiting[0];
    growth ??= setTimeout(() => {
      growth = undefined;
      if (waiting.length === 0) return;
      if (waiting[0] === oldest) void grow();
      watchGrowth();
    }, growAfterMilliseconds);
  };

  const add = (entry: Waiting) => {
    waiting.push(entry);
    const free = idle.pop();
    if (free) return void serve(free.sandbox);
    if (all.size + starting === 0) return void grow();
    watchGrowth();
  };

  return {
    run: (job) =>
      new Promise((resolve) => add({ job: { ...job, requestId: randomUUID() }, resolve })),
    busy: () => running + waiting.length,
    idleSandboxes: () =>
      idle.map((entry) => ({
        since: entry.since,
        close: () => {
          const at = idle.indexOf(entry);
          if (at < 0) return;
          idle.splice(at, 1);
          discard(entry.sandbox);
        },
      })),
    retire() {
      retired = true;
      for (const { sandbox } of idle.splice(0)) discard(sandbox);
    },
    async close() {
      retired = true;
      clearTimeout(growth);
      await Promise.all([...all].map((sandbox) => sandbox.close()));
    },
  };
}
