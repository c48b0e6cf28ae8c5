import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { evaluate } from "../../src/iam/evaluate";
import type { AccessRequest, PolicyVerdict, Statement } from "../../src/iam/language/policy";

interface Case {
  name: string;
  /** Empty: the policy names no version. */
  version?: string;
  statements: Statement[];
  request?: Partial<AccessRequest>;
  expect: PolicyVerdict["result"];
  notUnderstood?: true;
}

interface Table {
  about: string;
  defaults: Pick<AccessRequest, "action" | "resource">;
  cases: Case[];
}

const folder = join(__dirname, "../cases/iam");
const tables = [
  "actions",
  "resources",
  "conditions-text",
  "conditions-numbers",
  "conditions-addresses",
  "conditions-sets",
  "variables",
  "principals",
  "precedence",
];

function readTable(name: string): Table {
  return JSON.parse(readFileSync(join(folder, `${name}.json`), "utf8")) as Table;
}

function verdictOf(table: Table, { statements, version, request }: Case): PolicyVerdict {
  const document = {
    ...(version === "" ? {} : { Version: version ?? "2012-10-17" }),
    Statement: statements,
  };
  return evaluate([document], { context: {}, ...table.defaults, ...request });
}

describe("evaluate", () => {
  for (const name of tables) {
    const table = readTable(name);
    describe(table.about, () => {
      for (const one of table.cases)
        it(one.name, () => {
          const verdict = verdictOf(table, one);
          assert.equal(verdict.result, one.expect);
          assert.equal(verdict.notUnderstood.length > 0, one.notUnderstood === true);
        });
    });
  }

  it("names the statements that decided", () => {
    const allow = { Effect: "Allow", Action: "*", Resource: "*" } as const;
    const documents = [
      { Version: "2012-10-17", Statement: allow },
      {
        Version: "2012-10-17",
        Statement: [allow, { ...allow, Effect: "Deny", Sid: "Never" } as const],
      },
    ];
    const request = { action: "a:b", resource: "arn:aws:a:::c", context: {} };
    const denied = evaluate(documents, request).decidedBy;
    assert.deepEqual(
      denied.map(({ sid, index, document }) => ({ sid, index, document })),
      [{ sid: "Never", index: 1, document: 1 }],
    );
    const [first] = documents;
    assert.equal(evaluate(first ? [first] : [], request).decidedBy[0]?.document, 0);
  });

  it("refuses where there is no policy at all", () => {
    const request = { action: "a:b", resource: "arn:aws:a:::c", context: {} };
    assert.equal(evaluate([], request).result, "implicitDeny");
  });
});
