import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import * as example from "../../api-spec";
import { buildModel, SpecError } from "../../src/model";
import { endpoint, usagePlan } from "../../src/spec";
import { rightTables } from "./right-tables";

const options = { api: "restaurants", stack: "dev" };
const snapshot = join(__dirname, "example-model.json");

describe("buildModel", () => {
  it("gives the example as example-model.json has it (UPDATE_SNAPSHOTS=1 writes it)", () => {
    const model = buildModel(example, options);
    if (process.env["UPDATE_SNAPSHOTS"]) {
      writeFileSync(snapshot, `${JSON.stringify(model, null, 2)}\n`);
    }
    assert.deepEqual(model, JSON.parse(readFileSync(snapshot, "utf8")));
  });

  it("gives plain data, the same after a trip through JSON", () => {
    const model = buildModel(example, options);
    assert.deepEqual(JSON.parse(JSON.stringify(model)), model);
  });

  it("does not depend on the order of the exports", () => {
    const turned = Object.fromEntries(Object.entries(example).reverse());
    assert.equal(
      JSON.stringify(buildModel(turned, options)),
      JSON.stringify(buildModel(example, options)),
    );
  });

  it("takes a module with a default export that is the module itself", () => {
    const spec: Record<string, unknown> = { ...example };
    spec["default"] = spec;
    assert.equal(
      buildModel(spec, options).endpoints.length,
      buildModel(example, options).endpoints.length,
    );
  });

  it("tells all problems at once, each on a line of its own that begins with its place", () => {
    const spec = {
      getA: endpoint("GET /ping", { access: "public", timeoutSeconds: 40 }),
      getB: endpoint("GET /ping", { access: "apiKey", plans: [usagePlan({})] }),
    };
    assert.throws(
      () => buildModel(spec, { ...options, handlers: ["get-a", "spare"] }),
      (error) => {
        assert.ok(error instanceof SpecError);
        const codes = error.problems.map(({ code }) => code);
        assert.deepEqual([...codes].sort(), [
          "handler-missing",
          "handler-without-row",
          "not-exported",
          "route-reserved",
          "route-reserved",
          "route-twice",
          "timeout",
        ]);
        const lines = error.message.split("\n");
        assert.equal(lines[0], "The table has 7 problems:");
        error.problems.forEach(({ where }, i) => {
          assert.ok(lines[i + 1]?.startsWith(`- ${where}: `), lines[i + 1]);
        });
        return true;
      },
    );
  });

  for (const [title, spec, more] of rightTables) {
    it(`takes ${title}`, () => {
      assert.doesNotThrow(() => buildModel(spec(), { ...options, ...more }));
    });
  }
});
