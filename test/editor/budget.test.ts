import assert from "node:assert/strict";
import { join } from "node:path";
import ts from "typescript";
import { rowCount, thousandRows, withoutRows } from "./thousand-rows";

const root = join(__dirname, "..", "..");
const folder = join(root, "test", "editor", "generated");

/** Type instantiations a row: 138 when this was written, most of them of zod and of the routes. Unlike time they are the same on each machine. */
const budget = 165;

/** What checking some files costs, and their errors. */
function check(files: Map<string, string>): { instantiations: number; errors: string[] } {
  const { options } = ts.parseJsonConfigFileContent(
    ts.readConfigFile(join(root, "tsconfig.json"), ts.sys.readFile).config,
    ts.sys,
    root,
  );
  const texts = new Map([...files].map(([name, text]) => [join(folder, name), text]));
  const quiet = { ...options, types: [], noEmit: true };
  const host = ts.createCompilerHost(quiet);
  const { fileExists, readFile, getSourceFile } = host;
  host.fileExists = (name) => texts.has(name) || fileExists(name);
  host.readFile = (name) => texts.get(name) ?? readFile(name);
  host.directoryExists = (name) => name === folder || ts.sys.directoryExists(name);
  host.getSourceFile = (name, target, ...rest) => {
    const text = texts.get(name);
    if (text === undefined) return getSourceFile(name, target, ...rest);
    return ts.createSourceFile(name, text, target, true);
  };
  const program = ts.createProgram([...texts.keys()], quiet, host);
  const errors = [...texts.keys()].flatMap((name) =>
    program
      .getSemanticDiagnostics(program.getSourceFile(name))
      .map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, "\n")),
  );
  return { instantiations: program.getInstantiationCount(), errors };
}

describe("A table of 1,000 rows", () => {
  it(`compiles, at no more than ${budget} type instantiations a row`, () => {
    const rows = check(thousandRows());
    assert.deepEqual(rows.errors, []);
    const empty = check(withoutRows(thousandRows()));
    assert.deepEqual(empty.errors, []);
    const each = Math.round((rows.instantiations - empty.instantiations) / rowCount);
    assert.ok(each <= budget, `${each} type instantiations a row`);
    assert.ok(each > budget / 3, `${each} type instantiations a row: lower the budget`);
  });
});
