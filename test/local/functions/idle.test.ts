import assert from "node:assert/strict";
import { closeSuperfluous } from "../../../src/local/functions/idle";
import type { Pool } from "../../../src/local/functions/pool";

describe("closeSuperfluous", () => {
  const closed: string[] = [];
  beforeEach(() => closed.splice(0));
  const pool = (name: string, ...since: number[]) =>
    ({
      idleSandboxes: () =>
        since.map((at, index) => ({ since: at, close: () => closed.push(`${name}${index}`) })),
    }) as unknown as Pool;
  const minute = 60_000;
  const now = 100 * minute;

  it("keeps a function's last sandbox for a quarter of an hour, others for half a minute", () => {
    closeSuperfluous(
      [pool("a", now - 14 * minute, now - minute, now), pool("b", now - 16 * minute)],
      now,
    );
    assert.deepEqual(closed.sort(), ["a1", "b0"]);
  });

  it("closes the longest idle of too many", () => {
    closeSuperfluous(
      Array.from({ length: 26 }, (_, at) => pool(`p${at}-`, now - at)),
      now,
    );
    assert.deepEqual(closed.sort(), ["p24-0", "p25-0"]);
  });
});
