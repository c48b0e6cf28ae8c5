import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";
import type { Resource } from "../../../src/graph/resource";
import { startGateway, stopGateways, temporaryFolder } from "./running-gateway";
import { smallGraph } from "./small-graph";

const code = `exports.handler = async () => ({ statusCode: 200, body: "ok" })`;
const headers = { "x-api-key": "a-key-that-is-long-enough" };

/** A small API whose plan has a quota. */
function withQuota(limit: number): Resource[] {
  const graph = smallGraph([{ name: "list", verb: "GET", path: "/list", access: "apiKey", code }]);
  return graph.map((one) =>
    one.name === "paid" && one.type.endsWith(":UsagePlan")
      ? {
          ...one,
          inputs: { ...one.inputs, quotaSettings: { limit, offset: 0, period: "MONTH" } },
        }
      : one,
  );
}

describe("the quota of a usage plan", function () {
  this.timeout(300_000);
  const state = temporaryFolder();
  const file = path.join(state, "graph.json");
  const start = () => startGateway(["--graph", file, "--state", path.join(state, "state")]);
  after(async () => {
    await stopGateways();
    fs.rmSync(state, { recursive: true, force: true });
  });

  it("counts on where it was when the process was killed right behind an answer", async () => {
    fs.writeFileSync(file, JSON.stringify(withQuota(5)));
    const statuses: number[] = [];
    for (let round = 0; round < 3; round++) {
      const gateway = start();
      const { gatewayUrl } = await gateway.ready();
      for (let call = 0; call < 2; call++) {
        statuses.push((await fetch(`${gatewayUrl}/list`, { headers })).status);
      }
      await gateway.stop("SIGKILL");
    }
    assert.deepEqual(statuses, [200, 200, 200, 200, 200, 429]);
  });
});
