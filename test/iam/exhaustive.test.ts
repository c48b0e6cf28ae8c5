import assert from "node:assert/strict";
import * as spec from "../../api-spec";
import type { EndpointRef } from "../../src/iam/write/statements";
import { faultsOf } from "./exhaustive-check";
import { table } from "./exhaustive-paths";
import cases from "../cases/iam/closing.json";

describe("callStatements, over every row and path", () => {
  const rows: EndpointRef[] = Object.entries(spec).flatMap(([name, value]) => {
    const route = (value as { kind?: string; route?: string }).route;
    const [verb = "", path = ""] = route?.split(" ") ?? [];
    return route === undefined ? [] : [{ name, verb, path }];
  });
  const named = (...names: string[]): EndpointRef[] =>
    rows.filter(({ name }) => names.includes(name));

  for (const [role, calls] of [
    ["diners", named("getStock")],
    ["billing", named("getStock", "getCosts")],
    ["putOrders", named("getStock")],
    ["all iam rows", named("getStock", "getCosts", "reserveStock")],
    ["every row", rows],
    ...rows.map((row) => [row.name, [row]] as const),
  ] as const) {
    it(`opens to ${role} what the example declares and nothing else`, () => {
      const { made, faults, asked } = faultsOf(calls, rows);
      assert.deepEqual({ problems: made.problems, faults }, { problems: [], faults: [] });
      assert.ok(asked > 1_000);
    });
  }

  for (const { it: fact, calls, others, refuses = [] } of cases as {
    it: string;
    calls: string[];
    others: string[];
    refuses?: string[];
  }[]) {
    it(fact, () => {
      const declared = table(...calls);
      const { made, faults } = faultsOf(declared, [...declared, ...table(...others)]);
      assert.deepEqual({ problems: made.problems, faults }, { problems: [], faults: [] });
      for (const value of refuses)
        assert.ok(
          made.notes.some((note) => note.includes(`"${value}"`)),
          made.notes.join("\n"),
        );
    });
  }
});
