import assert from "node:assert/strict";
import { basename } from "node:path";
import { table } from "../spec/table";
import { hoverAt, open, placeOf, service } from "./language-service";

const tablePath = open("table.ts", table);
const rows = open(
  "rows.ts",
  `import { endpoint } from "../../../src/spec";
import { customers, getStock, partners, plans } from "./table";
/** Costs, for our own services. */
export const getCosts = endpoint("GET /costs/{id}", { access: "iam", plans: [plans./*plan*/paid], calls: [/*callee*/getStock] });
export const getMe = endpoint("GET /me", { access: "cognito", userPool: /*pool*/customers });
export const getOffers = endpoint("GET /offers", { access: "custom", authorizer: /*authorizer*/partners, /*field*/timeoutSeconds: 3 });
export const row = /*row*/getCosts;
`,
);
const handler = open(
  "handler.ts",
  `import { implement } from "../../../src/client";
import { getIndex, getStock } from "./table";
export const handler = implement(/*own*/getIndex, async (_request, call) =>
  String(await call(/*called*/getStock, { params: { restaurant: "7" } })),
);
`,
);

/** Where go-to-definition leads: the file and the line. */
function definition(path: string, marker: string): string {
  const [found] = service.getDefinitionAtPosition(path, placeOf(path, marker)) ?? [];
  assert.ok(found, "no definition");
  const text = service.getProgram()?.getSourceFile(found.fileName)?.text ?? "";
  const line = text.slice(text.lastIndexOf("\n", found.textSpan.start) + 1).split("\n")[0] ?? "";
  return `${basename(found.fileName)}: ${line.trim()}`;
}

describe("Go to definition", () => {
  const cases: [title: string, path: string, marker: string, line: string][] = [
    ["a plan", rows, "/*plan*/", "table.ts: paid: usagePlan({}),"],
    ["a callee", rows, "/*callee*/", "table.ts: export const getStock = endpoint("],
    ["a pool", rows, "/*pool*/", "table.ts: export const customers = userPool("],
    [
      "an authorizer",
      rows,
      "/*authorizer*/",
      "table.ts: export const partners = lambdaAuthorizer(",
    ],
    ["a handler's row", handler, "/*own*/", "table.ts: export const getIndex = endpoint("],
    ["what a handler calls", handler, "/*called*/", "table.ts: export const getStock = endpoint("],
  ];
  for (const [title, path, marker, line] of cases) {
    it(`leads from ${title} to its declaration`, () => {
      const found = definition(path, marker);
      assert.ok(found.startsWith(line), found);
    });
  }
});

describe("Hover", () => {
  it("begins with the route and the access of a row, on one line", () => {
    const { type, documentation } = hoverAt(rows, "/*row*/");
    const [first = "", ...others] = type.split("\n");
    assert.match(first, /Endpoint<"GET \/costs\/\{id\}", "iam", "GET \/stock\/\{restaurant\}"/);
    assert.deepEqual(others.slice(1), []);
    assert.equal(documentation, "Costs, for our own services.");
  });

  it("shows what is written above a plan", () => {
    assert.equal(hoverAt(rows, "/*plan*/").documentation, "For customers with a contract.");
  });

  it("shows what is written above a callee, in the handler too", () => {
    const text = "Stock, for our own services only.";
    assert.equal(hoverAt(rows, "/*callee*/").documentation, text);
    assert.equal(hoverAt(handler, "/*called*/").documentation, text);
  });

  it("explains a field of a row", () => {
    assert.match(hoverAt(rows, "/*field*/").documentation, /^How long the function may take/);
  });
});

describe("Rename", () => {
  const places = (path: string, marker: string) =>
    (service.findRenameLocations(path, placeOf(path, marker), false, false, {}) ?? []).map(
      ({ fileName }) => basename(fileName),
    );

  it("renames a plan where it is declared and wherever it is used", () => {
    const found = places(rows, "/*plan*/");
    assert.ok(found.includes("table.ts") && found.includes("rows.ts"), found.join());
  });

  it("renames an endpoint in the table, in other files of it and in handlers", () => {
    const found = new Set(places(rows, "/*callee*/"));
    for (const name of ["table.ts", "rows.ts", "handler.ts"]) assert.ok(found.has(name), name);
  });

  it("finds the rows and handlers that use an endpoint", () => {
    const at = table.indexOf("getStock = endpoint");
    const found = new Set(
      (service.getReferencesAtPosition(tablePath, at) ?? []).map(({ fileName }) =>
        basename(fileName),
      ),
    );
    for (const name of ["table.ts", "rows.ts", "handler.ts"]) assert.ok(found.has(name), name);
  });
});
