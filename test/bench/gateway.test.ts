import assert from "node:assert/strict";
import { measuredRows } from "../../bench/gateway/graph";
import { startLoadGenerator, type LoadGenerator } from "../../bench/gateway/load";
import { requestsFor } from "../../bench/gateway/requests";
import { startGatehouse, type Server } from "../../bench/gateway/servers";
import { holds, textTable } from "../../bench/gateway/table";

describe("bench/gateway", () => {
  if (process.platform !== "linux") return; // It reads /proc.

  for (const inProcess of [true, false]) {
    describe(inProcess ? "in-process" : "in processes of their own", () => {
      let server: Server;
      let load: LoadGenerator;
      before(async () => {
        load = startLoadGenerator();
        server = await startGatehouse({ name: "gatehouse", endpoints: 10, inProcess });
      });
      after(async () => {
        load.close();
        await server.stop();
      });

      for (const row of measuredRows) {
        it(`gets 200 from ${row}`, async () => {
          const { port, pid } = server;
          const requests = await requestsFor(server, row);
          const few = { connections: 2, milliseconds: 10_000, count: 10 };
          const { count } = await load.send({ port, pid, ...few, requests, status: 200 });
          assert.equal(count, 10);
        });
      }
    });
  }

  it("judges a ratio by its target", () => {
    const row = { measure: "one", setting: "", ours: "", peer: "" };
    assert.equal(holds({ ...row, target: { atMost: 1.5 }, ratio: 1.5 }), true);
    assert.equal(holds({ ...row, target: { atLeast: 4 }, ratio: 3.9 }), false);
    assert.equal(holds({ ...row, ratio: 9 }), undefined);
    assert.match(textTable([{ ...row, target: { atLeast: 4 }, ratio: 3.9 }]), /≥ 4 ×.*misses/);
  });
});
