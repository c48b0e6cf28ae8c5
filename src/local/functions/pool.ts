import { randomUUID } from "node:crypto";
import type { InvocationResult } from "../services";
import { errorPayload, type Ended, type ErrorPayload, type Job, type Sandbox } from "./sandbox";

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
  /** The pool is retired and has no sandbox left. */
  ended: () => void;
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

/** A sandbox and the events that it was handed. */
interface Member {
  sandbox: Sandbox;
  inHand: number;
  /** Events it has finished: now, and when growth was last thought of. */
  finished: number;
  finishedBefore: number;
}

/** Runs a function's events, one at a time per sandbox; grows while events wait. */
export function createPool(options: PoolOptions): Pool {
  const waiting: Waiting[] = [];
  const idle: { member: Member; since: number }[] = [];
  const all = new Set<Member>();
  let starting = 0;
  let running = 0;
  let retired = false;
  let growth: NodeJS.Timeout | undefined;

  const discard = (member: Member) => {
    all.delete(member);
    void member.sandbox.close();
    endIfDone();
  };
  const endIfDone = () => {
    if (retired && all.size + starting + waiting.length === 0) options.ended();
  };

  const hand = (member: Member, entry: Waiting) => {
    member.inHand++;
    running++;
    member.sandbox.run(entry.job, (outcome) => {
      member.inHand--;
      running--;
      if (outcome.kind === "notBegun") {
        waiting.unshift(entry);
        if (member.inHand > 0 || member.sandbox.alive()) return;
        // It ended before it began with anything.
        discard(member);
        return void grow();
      }
      member.finished++;
      if (outcome.kind === "died") discard(member);
      finish(entry, outcome, options.failed);
      if (outcome.kind !== "died") serve(member);
      else if (waiting.length > 0) void grow();
    });
  };

  const serve = (member: Member, fresh = false): void => {
    const { sandbox } = member;
    while (waiting.length > 0 && member.inHand < sandbox.capacity()) {
      if (!fresh && (Date.now() > sandbox.useUntil || !sandbox.alive())) {
        if (member.inHand > 0) return;
        discard(member);
        return void grow();
      }
      fresh = false;
      hand(member, waiting.shift()!);
    }
    if (member.inHand > 0) return;
    if (retired) return discard(member);
    idle.push({ member, since: Date.now() });
    options.idle();
  };

  const grow = async (): Promise<void> => {
    if (all.size + starting >= options.limit) return;
    starting++;
    const { member, error } = await begin();
    starting--;
    if (member && !error) return serve(member, true);
    for (const next of waiting.splice(0)) {
      const { requestId } = next.job;
      const payload = errorPayload(error ?? { errorType: "", errorMessage: "" }, requestId);
      next.resolve({ outcome: "functionError", payload, requestId });
    }
    if (error) options.failed(error);
    if (member) discard(member);
  };

  const begin = async (): Promise<{ member?: Member; error?: ErrorPayload }> => {
    try {
      const sandbox = await options.start();
      const member: Member = { sandbox, inHand: 0, finished: 0, finishedBefore: 0 };
      all.add(member);
      const error = await sandbox.loaded;
      return error ? { member, error } : { member };
    } catch (error) {
      const { message } = error as Error;
      return { error: { errorType: "Runtime.ImportModuleError", errorMessage: message } };
    }
  };

  /** What waits behind an event that takes long is for another sandbox. */
  const takeBack = () => {
    for (const member of all) {
      if (member.inHand > 1 && member.finished === member.finishedBefore) {
        member.sandbox.recall();
        // Its process had not begun with any of them: the first one stays its own.
        if (member.inHand === 0 && all.has(member)) hand(member, waiting.shift()!);
      }
      member.finishedBefore = member.finished;
    }
  };

  const isWaited = () => waiting.length > 0 || [...all].some(({ inHand }) => inHand > 1);

  const watchGrowth = () => {
    const oldest = waiting[0];
    growth ??= setTimeout(() => {
      growth = undefined;
      takeBack();
      const free = waiting.length > 0 ? idle.pop()?.member : undefined;
      if (free) serve(free);
      // A process takes longer to start than this timer: the one under way is for an event that waits.
      if (waiting.length > starting && (oldest === undefined || waiting[0] === oldest)) void grow();
      if (isWaited()) watchGrowth();
    }, growAfterMilliseconds);
  };

  const add = (entry: Waiting) => {
    waiting.push(entry);
    const free = idle.pop()?.member ?? roomIn(all);
    if (free) serve(free);
    else if (all.size + starting === 0) return void grow();
    if (isWaited()) watchGrowth();
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
          discard(entry.member);
        },
      })),
    retire() {
      retired = true;
      for (const { member } of idle.splice(0)) discard(member);
      endIfDone();
    },
    async close() {
      retired = true;
      clearTimeout(growth);
      await Promise.all([...all].map(({ sandbox }) => sandbox.close()));
    },
  };
}

/** A sandbox at work that takes one more. */
function roomIn(all: ReadonlySet<Member>): Member | undefined {
  for (const member of all) {
    if (member.inHand > 0 && member.inHand < member.sandbox.capacity()) return member;
  }
  return undefined;
}

function finish(
  { job, resolve }: Waiting,
  outcome: Ended,
  failed: (error: ErrorPayload) => void,
): void {
  const { requestId } = job;
  const printed = outcome.printed === undefined ? {} : { printed: outcome.printed };
  if (outcome.kind !== "returned") {
    failed(outcome.error);
    const payload = errorPayload(outcome.error, requestId);
    return resolve({ outcome: "functionError", payload, requestId, ...printed });
  }
  const { payload } = outcome;
  if (payload.length * 3 > largestAnswer && Buffer.byteLength(payload) > largestAnswer) {
    return resolve({ outcome: "tooLarge", what: "response" });
  }
  resolve({ outcome: "returned", payload, requestId, ...printed });
}
