import assert from "node:assert/strict";
import { mock } from "node:test";
import { createPatience } from "../../../src/local/functions/patience";
import { createPool, type Pool } from "../../../src/local/functions/pool";
import type { Ended, Sandbox } from "../../../src/local/functions/sandbox";

const returned: Ended = { kind: "returned", payload: "1" };
const job = { payload: "{}", invokedFunctionArn: "arn" };

describe("createPool", () => {
  let pool: Pool;
  /** Of the starts under way, in their order. */
  let starts: { load: () => void; reject: (error: Error) => void }[];
  /** End the events under way, in the order in which they were handed over. */
  let answers: ((outcome?: Ended) => void)[];
  let failures: string[];
  /** Of `performance`: a start takes 100 ms, an event as long as a test says. */
  let now: number;

  const sandbox = (): Sandbox => ({
    loaded: Promise.resolve(undefined),
    capacity: () => 1,
    alive: () => true,
    useUntil: Infinity,
    recall: () => {},
    run: (_job, ended) => void answers.push((outcome = returned) => ended(outcome)),
    close: () => Promise.resolve(),
  });
  beforeEach(() => {
    mock.timers.enable({ apis: ["setTimeout"] });
    [starts, answers, failures, now] = [[], [], [], 0];
    mock.method(performance, "now", () => now);
    pool = createPool({
      limit: 10,
      start: () =>
        new Promise((resolve, reject) => starts.push({ load: () => resolve(sandbox()), reject })),
      failed: ({ errorMessage }) => failures.push(errorMessage),
      idle: () => {},
      ended: () => {},
    });
  });
  afterEach(async () => {
    await pool.close();
    mock.timers.reset();
    mock.restoreAll();
  });

  const settle = () => new Promise(setImmediate);
  /** Longer than any event waits before the pool looks for another sandbox. */
  const wait = async () => {
    mock.timers.tick(250);
    await settle();
  };
  /** So many events, and a sandbox at work with the first of them. */
  const begin = async (count: number) => {
    const results = Array.from({ length: count }, () => pool.run(job));
    now += 100;
    starts[0]!.load();
    await settle();
    return results;
  };

  it("starts one sandbox for each event that waits, however long the start takes", async () => {
    const results = await begin(3);
    for (let at = 0; at < 20; at++) await wait();
    assert.equal(starts.length, 3);
    starts.slice(1).forEach(({ load }) => load());
    await settle();
    answers.forEach((answer) => answer());
    assert.deepEqual(
      (await Promise.all(results)).map(({ outcome }) => outcome),
      ["returned", "returned", "returned"],
    );
  });

  it("starts no second sandbox before the first one shows how long an event takes", async () => {
    void pool.run(job);
    void pool.run(job);
    for (let at = 0; at < 20; at++) await wait();
    assert.equal(starts.length, 1);
  });

  it("starts no second sandbox while the first one answers", async () => {
    await begin(20);
    for (let at = 0; at < 10; at++) {
      now += 2;
      answers[at]!();
      await wait();
    }
    assert.equal(starts.length, 1);
  });

  it("starts a second sandbox where the last that waits would wait longer than a start takes", async () => {
    await begin(20);
    now += 100;
    answers[0]!();
    await wait();
    assert.equal(starts.length, 2);
  });

  it("counts an answer that the event loop had not come to", async () => {
    await begin(2);
    setImmediate(() => answers[0]!());
    await wait();
    assert.equal(starts.length, 1);
  });

  it("leaves what waits to a sandbox at work where another one does not start", async () => {
    const results = await begin(2);
    await wait();
    starts[1]!.reject(new Error("no more processes"));
    await settle();
    assert.deepEqual(failures, ["no more processes"]);
    answers[0]!();
    answers[1]!();
    assert.deepEqual(
      (await Promise.all(results)).map(({ outcome }) => outcome),
      ["returned", "returned"],
    );
  });

  it("fails what waits where no sandbox starts", async () => {
    const results = [pool.run(job), pool.run(job)];
    starts[0]!.reject(new Error("no process"));
    assert.deepEqual(
      (await Promise.all(results)).map(({ outcome }) => outcome),
      ["functionError", "functionError"],
    );
  });

  it("starts more than one sandbox for what waits when one dies", async () => {
    await begin(3);
    answers[0]!({ kind: "died", error: { errorType: "a", errorMessage: "b" } });
    starts[1]!.load();
    await settle();
    // Once the timer from before the death, and once for what has waited since.
    await wait();
    await wait();
    assert.equal(starts.length, 3);
  });
});

describe("createPatience", () => {
  it("looks after 25 ms, later where a start takes long, and after 250 ms at the latest", () => {
    const patience = createPatience();
    const found = [0, 80, 400, 4_000].map((start) => {
      patience.started(start);
      return patience.milliseconds();
    });
    assert.deepEqual(found, [25, 25, 100, 250]);
  });

  it("compares what waits with a start, and what is ahead with waking another sandbox", () => {
    const patience = createPatience();
    patience.started(100);
    for (let at = 0; at < 100; at++) patience.ended(20);
    assert.equal(patience.isWaitLong(4, 1), false);
    assert.equal(patience.isWaitLong(6, 1), true);
    assert.equal(patience.isWaitLong(6, 2), false);
    assert.equal(patience.isWaitShort(1), false);
    for (let at = 0; at < 100; at++) patience.ended(0.1);
    assert.equal(patience.isWaitShort(5), true);
  });
});
