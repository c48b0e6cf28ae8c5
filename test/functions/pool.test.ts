import assert from "node:assert/strict";
import { mock } from "node:test";
import { createPool } from "../../src/local/functions/pool";
import type { Ended, Sandbox } from "../../src/local/functions/sandbox";

describe("createPool", () => {
  beforeEach(() => mock.timers.enable({ apis: ["setTimeout"] }));
  afterEach(() => mock.timers.reset());

  it("starts one sandbox for each event that waits, however long the start takes", async () => {
    const waitingStarts: (() => void)[] = [];
    const answers: (() => void)[] = [];
    const sandbox = (): Sandbox => ({
      loaded: Promise.resolve(undefined),
      capacity: () => 1,
      alive: () => true,
      useUntil: Infinity,
      recall: () => {},
      run: (_job, ended) => {
        answers.push(() => ended({ kind: "returned", payload: "1" } as Ended));
      },
      close: () => Promise.resolve(),
    });
    const pool = createPool({
      limit: 10,
      start: () => new Promise((resolve) => waitingStarts.push(() => resolve(sandbox()))),
      failed: ({ errorMessage }) => assert.fail(errorMessage),
      idle: () => {},
      ended: () => {},
    });
    const job = { event: "{}" } as unknown as Parameters<typeof pool.run>[0];
    const first = pool.run(job);
    waitingStarts[0]!();
    await new Promise(setImmediate);
    // The first is at work; two more wait while their sandboxes start.
    const others = [pool.run(job), pool.run(job)];
    for (let at = 0; at < 20; at++) mock.timers.tick(25);
    assert.equal(waitingStarts.length, 3);
    waitingStarts.slice(1).forEach((start) => start());
    await new Promise(setImmediate);
    answers.forEach((answer) => answer());
    assert.deepEqual(
      (await Promise.all([first, ...others])).map(({ outcome }) => outcome),
      ["returned", "returned", "returned"],
    );
    await pool.close();
  });
});
