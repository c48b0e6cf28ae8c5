import assert from "node:assert/strict";
import { serializeProperties } from "@pulumi/pulumi/runtime/rpc";
import { runError } from "../../src/pulumi/run-error";

describe("runError", () => {
  it("keeps its message, however many inputs it is the value of", async () => {
    const broken = Promise.reject(runError("handlers/get-index.ts:1:8: it is broken"));
    for (let resource = 0; resource < 3; resource++)
      await assert.rejects(serializeProperties("a resource", { code: broken }), {
        message: "handlers/get-index.ts:1:8: it is broken",
        __pulumiRunError: true,
      });
  });
});
