import assert from "node:assert/strict";
import { evaluate } from "../../src/iam/evaluate";
import {
  invokeStatement,
  logStatement,
  networkStatement,
  tracingStatement,
} from "../../src/iam/write/grants";
import {
  inlinePolicyLimit,
  managedPolicyLimit,
  policyOf,
  policySize,
  splitPolicies,
} from "../../src/iam/write/policy-size";
import type { Statement } from "../../src/iam/language/policy";
import { callStatements, type EndpointRef } from "../../src/iam/write/statements";
import { arn, isAllowed, table } from "./exhaustive-paths";

const front = "arn:aws:execute-api:eu-central-1:000000000000:abcde12345/dev";

function of(calls: readonly string[], others: readonly string[]) {
  const declared = table(...calls);
  return callStatements(declared, [...declared, ...table(...others)], arn);
}

describe("callStatements", () => {
  it("gives nothing for nothing", () =>
    assert.deepEqual(callStatements([], table("GET /a/{b}"), arn), {
      statements: [],
      notes: [],
      problems: [],
    }));

  it("allows a path without parameters exactly, and needs no Deny", () =>
    assert.deepEqual(of(["GET /", "POST /orders"], ["GET /{a}"]).statements, [
      {
        Sid: "DeclaredCalls",
        Effect: "Allow",
        Action: "execute-api:Invoke",
        Resource: [`${front}/GET/`, `${front}/POST/orders`],
      },
    ]));

  it("closes a parameter by depth, and refuses slashes at the end and doubled ones", () =>
    assert.deepEqual(of(["GET /orders/{id}"], ["GET /orders"]).statements, [
      {
        Sid: "DeclaredCalls",
        Effect: "Allow",
        Action: "execute-api:Invoke",
        Resource: [`${front}/GET/orders/*`],
      },
      {
        Sid: "OtherRows",
        Effect: "Deny",
        Action: "execute-api:Invoke",
        Resource: [`${front}/GET/orders/*/*`],
      },
      {
        Sid: "EmptySegments",
        Effect: "Deny",
        Action: "execute-api:Invoke",
        Resource: [`${front}/*/*/`, `${front}/*//*`],
      },
    ]));

  it("names each verb of an ANY row, since a star for it would take slashes, too", () => {
    const [allow] = of(["ANY /orders"], ["GET /x/orders"]).statements;
    assert.equal(allow?.Resource?.length, 7);
    assert.ok([allow?.Resource ?? []].flat().every((resource) => !resource.includes("*")));
  });

  it("takes the calls for rows where the table lacks them", () => {
    const { statements } = callStatements(table("GET /a"), [], arn);
    assert.ok(isAllowed(statements, "GET", "a"));
  });

  it("keeps placeholders in the ARN", () => {
    const { statements } = callStatements(table("GET /a"), [], { ...arn, apiId: "<api>" });
    assert.ok(String(statements[0]?.Resource).includes(":<api>/dev/GET/a"));
  });

  it("lists the value that spells a sibling, and says why encoded letters are refused", () => {
    const { notes } = of(["GET /orders/{id}"], ["GET /orders/export"]);
    assert.equal(notes.length, 2);
    assert.match(notes[0] ?? "", /refuses the value "export" for \{id\}/);
    assert.match(notes[1] ?? "", /percent-encoded/);
  });

  it("notes a row that a value with %2F could spell", () => {
    const { notes, problems } = of(["GET /orders/{id}/items"], ["GET /orders/{id}"]);
    assert.deepEqual(problems, []);
    assert.match(notes.join("\n"), /"%2F" of GET \/orders\/\{id\}/);
  });

  for (const [calls, others] of [
    [["GET /a/{x}", "GET /a/{x}/{y}/{z}"], ["GET /a/{x}/{y}"]],
    [["GET /files/{path+}"], ["GET /files/{name}"]],
    [["GET /files/{path+}"], ["GET /files/{name}/meta"]],
    [["GET /{a}/{b}", "GET /x/y"], ["GET /x/{b}"]],
  ] as const) {
    it(`says that ${calls.join(" and ")} cannot be opened without ${others.join()}`, () => {
      const { problems } = of(calls, others);
      assert.equal(problems.length, 1);
      for (const route of [...calls, ...others].filter((one) => one !== "GET /x/y"))
        assert.ok(problems[0]?.includes(route), problems[0]);
      assert.match(problems[0] ?? "", /Declare .* as a call, too, or rename a segment/);
    });

    it(`only notes it where nobody asks these statements about ${others.join()}`, () => {
      const declared = table(...calls);
      const unasked = table(...others).map((row): EndpointRef => ({ ...row, judged: false }));
      const { notes, problems } = callStatements(declared, [...declared, ...unasked], arn);
      assert.deepEqual(problems, []);
      assert.match(notes.join("\n"), /which does not ask them/);
    });
  }

  it("gives the same statements whatever the order of the rows", () => {
    const rows = table("GET /a/{b}", "GET /a/c", "GET /a/{b}/d", "GET /e");
    const calls = rows.filter(({ name }) => name === "GET /a/{b}" || name === "GET /e");
    assert.deepEqual(
      callStatements(calls, rows, arn),
      callStatements(calls.toReversed(), rows.toReversed(), arn),
    );
  });

  it("is read by the project's evaluator as it is meant", () => {
    const { statements } = of(["GET /orders/{id}"], ["GET /orders/export", "GET /orders"]);
    const ask = (path: string) =>
      evaluate([policyOf(statements)], {
        action: "execute-api:Invoke",
        resource: `${front}/GET/${path}`,
        context: {},
      }).result;
    assert.equal(ask("orders/7"), "allowed");
    assert.equal(ask("orders/export"), "explicitDeny");
    assert.equal(ask("orders/%65xport"), "explicitDeny");
    assert.equal(ask("orders/"), "explicitDeny");
    assert.equal(ask("orders/7/items"), "explicitDeny");
    assert.equal(ask("orders"), "implicitDeny");
  });
});

describe("statements of a function's role", () => {
  it("invoke only through the alias", () =>
    assert.deepEqual(invokeStatement(["arn:b", "arn:a", "arn:b:direct"]), {
      Sid: "DirectInvokes",
      Effect: "Allow",
      Action: "lambda:InvokeFunction",
      Resource: ["arn:a:direct", "arn:b:direct"],
    }));

  it("write to the function's own log group", () =>
    assert.equal(
      logStatement({ ...arn, functionName: "shop-dev-getStock" }).Resource,
      "arn:aws:logs:eu-central-1:000000000000:log-group:/aws/lambda/shop-dev-getStock:*",
    ));

  it("allow tracing and network interfaces, and nothing by a star in the action", () => {
    for (const { Action } of [tracingStatement(), networkStatement()])
      assert.ok([Action ?? []].flat().every((action) => !action.includes("*")));
  });
});

describe("splitPolicies", () => {
  const many: Statement = {
    Sid: "Many",
    Effect: "Allow",
    Action: "execute-api:Invoke",
    Resource: Array.from({ length: 300 }, (_, i) => `${front}/GET/row${i}/*`),
  };
  const deny: Statement = { Sid: "Last", Effect: "Deny", Action: "a:b", Resource: "*" };

  for (const limit of [managedPolicyLimit, inlinePolicyLimit, 400]) {
    it(`keeps each group within ${limit} characters and loses no resource`, () => {
      const groups = splitPolicies([many, deny], limit);
      assert.ok(groups.every((group) => policySize(group) <= limit));
      const resources = groups.flat().flatMap(({ Resource }) => Resource ?? []);
      assert.deepEqual(resources, [...(many.Resource ?? []), "*"]);
      for (const group of groups) {
        const sids = group.map(({ Sid }) => Sid);
        assert.equal(new Set(sids).size, sids.length);
      }
    });
  }

  it("leaves together what fits", () =>
    assert.deepEqual(splitPolicies([deny, logStatement({ ...arn, functionName: "f" })]).length, 1));

  it("throws where one resource is too long", () =>
    assert.throws(
      () => splitPolicies([{ ...deny, Resource: "x".repeat(500) }], 400),
      /does not fit/,
    ));
});
