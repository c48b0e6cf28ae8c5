import { randomUUID } from "node:crypto";
import type { InvocationResult } from "../start/services";
import { createPatience } from "./patience";
import { failedResult, resultOf } from "./result";
import type { ErrorPayload, Job, Sandbox } from "./sandbox";

/** What a pool needs to run one function. */
export interface PoolOptions {
  /** Sandboxes at once. */
  limit: number;
  /** Makes a sandbox; a rejection fails the events that wait, unless another sandbox can run them. */
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

/** A sandbox that has loaded: idle, or at work while it has events in hand. */
interface Member {
  sandbox: Sandbox;
  inHand: number;
  /** Of `performance`: when the first of the events in hand began, as far as the pool can know. */
  since: number;
  /** Events it has finished: now, and when the pool last looked. */
  finished: number;
  finishedBefore: number;
}

/** Runs a function's events, one at a time per sandbox; grows while events wait. */
export function createPool(options: PoolOptions): Pool {
  const waiting: Waiting[] = [];
  const idle: { member: Member; since: number }[] = [];
  const loading = new Set<Sandbox>();
  const all = new Set<Member>();
  const patience = createPatience();
  let starting = 0;
  let running = 0;
  let finished = 0;
  let retired = false;
  let watching: { timer: NodeJS.Timeout; after?: NodeJS.Immediate } | undefined;

  const discard = (member: Member) => {
    all.delete(member);
    void member.sandbox.close();
    endIfDone();
  };
  const endIfDone = () => {
    if (retired && all.size + starting + waiting.length === 0) options.ended();
  };

  const hand = (member: Member, entry: Waiting) => {
    if (member.inHand++ === 0) member.since = performance.now();
    running++;
    member.sandbox.run(entry.job, (outcome) => {
      member.inHand--;
      running--;
      if (outcome.kind === "notBegun") return giveBack(member, entry);
      member.finished++;
      finished++;
      const now = performance.now();
      patience.ended(now - member.since);
      member.since = now;
      if (outcome.kind === "died") discard(member);
      if (outcome.kind !== "returned") options.failed(outcome.error);
      entry.resolve(resultOf(outcome, entry.job));
      if (outcome.kind !== "died") serve(member);
      else if (waiting.length > 0) void grow();
    });
  };

  const giveBack = (member: Member, entry: Waiting) => {
    waiting.unshift(entry);
    if (member.inHand > 0 || member.sandbox.alive()) return;
    // It ended before it began with anything.
    discard(member);
    void grow();
  };

  /** Hands a sandbox what waits; without anything in hand it is idle then. */
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
    const begun = await begin();
    starting--;
    if ("error" in begun) fail(begun.error);
    else {
      all.add(begun);
      serve(begun, true);
    }
    watchIfWaited();
  };

  const begin = async (): Promise<Member | { error: ErrorPayload }> => {
    const since = performance.now();
    try {
      const sandbox = await options.start();
      loading.add(sandbox);
      const error = await sandbox.loaded;
      loading.delete(sandbox);
      patience.started(performance.now() - since);
      if (!error) return { sandbox, inHand: 0, since: 0, finished: 0, finishedBefore: 0 };
      void sandbox.close();
      return { error };
    } catch (error) {
      const { message } = error as Error;
      return { error: { errorType: "Runtime.ImportModuleError", errorMessage: message } };
    }
  };

  const fail = (error: ErrorPayload) => {
    options.failed(error);
    // One that has loaded, or may yet, runs what waits.
    if (all.size + starting > 0) return;
    for (const { job, resolve } of waiting.splice(0)) resolve(failedResult(error, job));
    endIfDone();
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

  const watchIfWaited = () => {
    if (watching || (waiting.length === 0 && !hasEventsBehind(all))) return;
    const before = finished;
    watching = {
      timer: setTimeout(() => {
        // Answers may be here that the event loop has not come to: it was busy, or the machine was.
        watching!.after = setImmediate(look, before);
      }, patience.milliseconds()),
    };
  };

  const look = (finishedBefore: number) => {
    watching = undefined;
    takeBack();
    const free = waiting.length > 0 ? idle.pop()?.member : undefined;
    if (free) serve(free);
    const isLong =
      finished === finishedBefore || patience.isWaitLong(waiting.length, all.size + starting);
    // Each start under way is for one that waits; how long an event takes, the first sandbox is to show.
    if (isLong && waiting.length > starting && all.size > 0) void grow();
    watchIfWaited();
  };

  const add = (entry: Waiting) => {
    waiting.push(entry);
    const atWork = roomIn(all);
    const isNear = atWork !== undefined && patience.isWaitShort(atWork.inHand);
    const free = isNear ? atWork : (idle.pop()?.member ?? atWork);
    if (free) serve(free);
    else if (all.size + starting === 0) return void grow();
    watchIfWaited();
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
      clearTimeout(watching?.timer);
      clearImmediate(watching?.after);
      const sandboxes = [...loading, ...[...all].map(({ sandbox }) => sandbox)];
      await Promise.all(sandboxes.map((sandbox) => sandbox.close()));
    },
  };
}

/** Whether an event is in a sandbox that has another one to run first. */
function hasEventsBehind(all: ReadonlySet<Member>): boolean {
  for (const { inHand } of all) if (inHand > 1) return true;
  return false;
}

/** A sandbox at work that takes one more. */
function roomIn(all: ReadonlySet<Member>): Member | undefined {
  for (const member of all) {
    if (member.inHand > 0 && member.inHand < member.sandbox.capacity()) return member;
  }
  return undefined;
}
