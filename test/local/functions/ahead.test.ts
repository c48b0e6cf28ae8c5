import assert from "node:assert/strict";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { bench, closeBenches, fn } from "./support";

/** Notes each event, and does what it says. */
const code = `
  const fs = require("node:fs");
  let running = 0, most = 0;
  const later = async (steps) => { while (steps-- > 0) await null; };
  exports.handler = async ({ name, does, file }) => {
    fs.appendFileSync(process.env.NOTES, name + "\\n");
    most = Math.max(most, ++running);
    if (does === "exit") process.exit(3);
    if (does === "release") fs.writeFileSync(file, "");
    // Blocks the thread: nothing behind it can begin here.
    if (does === "wait") while (!fs.existsSync(file));
    // Once its answer has gone out, and before the thread takes anything else.
    if (does === "leave") void later(50).then(() => { while (!fs.existsSync(file)); });
    await null;
    running--;
    return most;
  };`;

/** An event that a handler has shown to be quick for is handed over before the last one has ended. */
describe("events handed over ahead of time", () => {
  let folder: string;
  beforeEach(() => (folder = fs.mkdtempSync(path.join(os.tmpdir(), "gatehouse-ahead-"))));
  afterEach(async () => {
    await closeBenches();
    fs.rmSync(folder, { recursive: true, force: true });
  });

  const notes = () => fs.readFileSync(path.join(folder, "notes"), "utf8").trim().split("\n");
  const quick = async () => {
    const environment = { NOTES: path.join(folder, "notes") };
    const made = bench([fn("one", code, { environment, timeoutSeconds: 10 })]);
    await made.call("one", { name: "first" });
    await made.call("one", { name: "second" });
    return made;
  };
  const numbers = Array.from({ length: 50 }, (_, at) => String(at));

  /** Several sandboxes keep no order among them. */
  const noted = () => notes().sort();
  const all = (...names: string[]) => ["first", "second", ...numbers, ...names].sort();

  it("run one at a time and in order", async () => {
    const { call } = await quick();
    const answers = await Promise.all(numbers.map((name) => call("one", { name })));
    assert.deepEqual(notes(), ["first", "second", ...numbers]);
    assert.deepEqual([...new Set(answers.map(({ payload }) => payload))], [1]);
  });

  it("go to another sandbox where one before them takes long, and run once", async () => {
    const { call } = await quick();
    const file = path.join(folder, "release");
    const waiting = call("one", { name: "waiting", does: "wait", file });
    const behind = numbers.map((name) => call("one", { name }));
    const released = call("one", { name: "released", does: "release", file });
    const answers = await Promise.all([waiting, ...behind, released]);
    assert.ok(answers.every(({ outcome }) => outcome === "returned"));
    assert.deepEqual(noted(), all("waiting", "released"));
  });

  it("go to another sandbox where an earlier one has left the thread at work, again and again", async () => {
    const { call } = await quick();
    // More often than there may be sandboxes: each must be of use again.
    for (const round of numbers.slice(0, 12)) {
      const file = path.join(folder, `release${round}`);
      await call("one", { name: "leaving", does: "leave", file });
      const behind = ["a", "b", "c"].map((name) => call("one", { name }));
      const released = call("one", { name: "released", does: "release", file });
      const answers = await Promise.all([...behind, released]);
      assert.ok(answers.every(({ outcome }) => outcome === "returned"));
    }
    assert.equal(notes().length, 2 + 12 * 5);
  });

  it("go to another sandbox where one before them ends the process, and run once", async () => {
    const { call } = await quick();
    const ended = call("one", { name: "ended", does: "exit" });
    const behind = await Promise.all(numbers.map((name) => call("one", { name })));
    assert.equal((await ended).payload.errorType, "Runtime.ExitError");
    assert.ok(behind.every(({ outcome }) => outcome === "returned"));
    assert.deepEqual(noted(), all("ended"));
  });
});
