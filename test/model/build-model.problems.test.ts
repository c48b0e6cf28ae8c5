import assert from "node:assert/strict";
import { buildModel, problemCodes, problemText, SpecError, type Problem } from "../../src/model";
import { accessProblems } from "./problems/access";
import type { ProblemCase } from "./problems/case";
import { identityProblems } from "./problems/identities";
import { programProblems } from "./problems/program";
import { referenceProblems } from "./problems/references";
import { routeProblems } from "./problems/routes";
import { valueProblems } from "./problems/values";

const cases: ProblemCase[] = [
  ...routeProblems,
  ...accessProblems,
  ...referenceProblems,
  ...valueProblems,
  ...identityProblems,
  ...programProblems,
];

describe("buildModel, given a table with a mistake", () => {
  for (const { code, title, spec, where, words, options } of cases) {
    it(`says ${code}: ${title}`, () => {
      const problems = problemsOf(spec(), options);
      const found = problems.find((one) => one.code === code && one.where.startsWith(where));
      assert.ok(found, `no ${code} among:\n${problems.map(problemText).join("\n")}`);
      const text = problemText(found);
      for (const word of words) assert.ok(text.includes(word), `"${word}" is not in: ${text}`);
    });
  }

  it("has a case for each code", () => {
    const tried = new Set(cases.map(({ code }) => code));
    assert.deepEqual(
      problemCodes.filter((code) => !tried.has(code)),
      [],
    );
  });

  it("says each problem as a whole sentence with its mend", () => {
    for (const { spec, options } of cases) {
      for (const problem of problemsOf(spec(), options)) {
        assert.match(problem.mend, /[.?]$/, problemText(problem));
        assert.doesNotMatch(problemText(problem), /\n|\[object|undefined undefined/);
      }
    }
  });
});

function problemsOf(spec: Record<string, unknown>, options: object = {}): readonly Problem[] {
  try {
    buildModel(spec, { api: "shop", stack: "dev", ...options });
  } catch (error) {
    if (error instanceof SpecError) return error.problems;
    throw error;
  }
  return [];
}
