import assert from "node:assert/strict";
import { createLog } from "../../../src/local/log";
import { createRing } from "../../../src/local/log/ring";
import type { DecisionRecord } from "../../../src/local/start/services";

const record = (more: Partial<DecisionRecord>): DecisionRecord => ({
  at: new Date(2026, 0, 1, 14, 2, 11).toISOString(),
  requestId: "r",
  method: "GET",
  path: "/dev/restaurants",
  status: 200,
  allow: true,
  because: ["routed"],
  milliseconds: 3.4,
  ...more,
});

const lines = (colours = false, json = false) => {
  const out: string[] = [];
  const problems: string[] = [];
  const log = createLog({
    out: (line) => out.push(line),
    problems: (line) => problems.push(line),
    colours,
    json,
  });
  return { log, out, problems };
};

describe("createLog", () => {
  it("writes one short line for a call that was let in", () => {
    const { log, out } = lines();
    log.decision(record({ principal: "apiKey abc", usagePlan: "paid" }));
    assert.deepEqual(out, ["14:02:11  GET /dev/restaurants  200  for apiKey abc, plan paid  3 ms"]);
  });

  it("says why a call was refused, what it had passed and what would have let it pass", () => {
    const { log, out } = lines();
    const because = ["routed", "no x-api-key"];
    const mend = "send x-api-key";
    const responseType = "INVALID_API_KEY";
    log.decision(record({ status: 403, allow: false, responseType, because, mend }));
    assert.deepEqual(out[0]!.split("\n"), [
      "14:02:11  GET /dev/restaurants  403  INVALID_API_KEY: no x-api-key  3 ms",
      "          passed: routed",
      "          mend:   send x-api-key",
    ]);
  });

  it("says below a call that was let in what may surprise about it", () => {
    const { log, out } = lines();
    log.decision(record({ principal: "jane", note: "its sign-in has ended" }));
    assert.deepEqual(out[0]!.split("\n"), [
      "14:02:11  GET /dev/restaurants  200  for jane  3 ms",
      "          note:   its sign-in has ended",
    ]);
  });

  it("writes a code and its address on one line", () => {
    const { log, out } = lines();
    const at = record({}).at;
    log.code({ userPool: "customers", to: "a@b.c", code: "123456", purpose: "sign-up", at });
    assert.match(out[0]!, /a@b\.c.*123456/);
    assert.equal(log.codes().length, 1);
  });

  it("keeps requests from steering the terminal", () => {
    const { log, out } = lines();
    log.decision(record({ path: "/\u001b[2J\n\u0007\u202e" }));
    assert.equal(out[0]!.split("  ")[1], "GET /%1B[2J%0A%07%E2%80%AE");
  });

  it("paints only where it is asked to", () => {
    const { log, out } = lines(true);
    log.decision(record({}));
    assert.match(out[0]!, /\u001b\[32m200\u001b\[0m/);
  });

  it("writes JSON lines for programs", () => {
    const { log, out, problems } = lines(false, true);
    log.decision(record({}));
    log.problem("broken");
    assert.equal(JSON.parse(out[0]!).kind, "decision");
    assert.deepEqual(JSON.parse(problems[0]!), { kind: "problem", text: "broken" });
  });

  it("writes equal lines once, with a count, and each of them as JSON", () => {
    const { log, out, problems } = lines();
    for (let count = 0; count < 28; count++) log.problem("broken");
    log.notice("mended");
    log.notice("mended");
    log.decision(record({}));
    assert.deepEqual(problems, ["broken", "(the same 27 times more)"]);
    assert.deepEqual(out.slice(0, 2), ["mended", "(the same once more)"]);
    const json = lines(false, true);
    for (let count = 0; count < 3; count++) json.log.problem("broken");
    assert.equal(json.problems.length, 3);
  });

  it("cuts a long reason behind a word, and leaves it whole as JSON", () => {
    const because = ["routed", `it answered ${"word ".repeat(80)}`.trim()];
    const refused = record({ status: 403, allow: false, because });
    const text = lines();
    text.log.decision(refused);
    assert.match(text.out[0]!.split("\n")[0]!, /word…  3 ms$/);
    const json = lines(false, true);
    json.log.decision(refused);
    assert.deepEqual(JSON.parse(json.out[0]!).because, because);
  });

  it("remembers decisions and tells followers", () => {
    const { log } = lines();
    const seen: unknown[] = [];
    const end = log.follow((entry) => seen.push(entry));
    log.decision(record({ requestId: "a" }));
    end();
    log.decision(record({ requestId: "b" }));
    assert.deepEqual(
      log.decisions().map(({ requestId }) => requestId),
      ["a", "b"],
    );
    assert.equal(seen.length, 1);
  });
});

describe("createRing", () => {
  it("keeps the last entries, oldest first", () => {
    const ring = createRing<number>(3);
    for (const entry of [1, 2, 3, 4]) ring.add(entry);
    assert.deepEqual(ring.entries(), [2, 3, 4]);
  });
});
