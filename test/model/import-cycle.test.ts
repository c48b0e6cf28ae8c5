import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import ts from "typescript";
import { buildModel, SpecError } from "../../src/model";
import * as spec from "../../src/spec";

const folder = join(__dirname, "cycle");

/** Loads `stock.ts` of the folder as ts-node does: imports are looked up when they are used. */
function loadAsCommonJs(): Record<string, unknown> {
  const modules = new Map<string, Record<string, unknown>>();
  const load = (name: string): Record<string, unknown> => {
    if (name.endsWith("/src/spec")) return spec;
    const known = modules.get(name);
    if (known) return known;
    const exports: Record<string, unknown> = {};
    modules.set(name, exports);
    const text = readFileSync(join(folder, `${name}.ts`), "utf8");
    const { outputText } = ts.transpileModule(text, {
      compilerOptions: { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2022 },
    });
    new Function("exports", "require", outputText)(exports, load);
    return exports;
  };
  return { ...load("./stock"), ...load("./orders") };
}

describe("Two files of a table that import each other", () => {
  it("leave a hole, which buildModel names with both rows", () => {
    assert.throws(
      () => buildModel(loadAsCommonJs(), { api: "shop", stack: "dev" }),
      (error) => {
        assert.ok(error instanceof SpecError);
        assert.deepEqual(
          error.problems.map(({ code }) => code),
          ["reference-undefined"],
        );
        assert.match(error.message, /getOrders \(GET \/orders\): .*getStock \(GET \/stock\)/);
        return true;
      },
    );
  });
});
