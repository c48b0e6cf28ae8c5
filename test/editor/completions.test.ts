import assert from "node:assert/strict";
import { table } from "../spec/table";
import { completionsAt, open } from "./language-service";

const imports = `import { endpoint } from "../../../src/spec";
import { customers, getDeals, getStock, partners, plans, search, website } from "./table";
export const used = [customers, getDeals, getStock, partners, plans, search, website];
`;
const file = (name: string, row: string) => open(name, `${imports}export const row = ${row};\n`);

/** What every row may have beside its access. */
const everyRow = ["calls", "cors", "handler", "invokes", "key", "timeoutSeconds"];

describe("Completion in a table", () => {
  open("table.ts", table);
  const files = {
    words: file("words.ts", `endpoint("GET /a", { access: "/*here*/" })`),
    quoted: file("quoted.ts", `endpoint("GET /a", { access: /*here*/ })`),
    plans: file("plans.ts", `endpoint("GET /a", { access: "apiKey", plans: [plans./*here*/] })`),
    callees: file("callees.ts", `endpoint("GET /a", { access: "public", calls: [/*here*/] })`),
    public: file("public.ts", `endpoint("GET /a", { access: "public", /*here*/ })`),
    apiKey: file("apiKey.ts", `endpoint("GET /a", { access: "apiKey", /*here*/ })`),
    iam: file("iam.ts", `endpoint("GET /a", { access: "iam", /*here*/ })`),
    cognito: file("cognito.ts", `endpoint("GET /a", { access: "cognito", /*here*/ })`),
    custom: file("custom.ts", `endpoint("GET /a", { access: "custom", /*here*/ })`),
    params: file("params.ts", `endpoint("GET /a", { access: "custom", authorizer: /*here*/ })`),
  };
  const at = (name: keyof typeof files) => completionsAt(files[name], "/*here*/");

  it("offers the five access words within quotes, and nothing else", () => {
    assert.deepEqual(at("words").sort(), ["apiKey", "cognito", "custom", "iam", "public"]);
  });

  it("offers the five access words first where no quote stands yet", () => {
    const words = ["apiKey", "cognito", "custom", "iam", "public"].map((word) => `"${word}"`);
    assert.deepEqual(at("quoted").slice(0, 5).sort(), words);
  });

  it("offers the plans after plans. and nothing else", () => {
    assert.deepEqual(at("plans"), ["free", "paid"]);
  });

  it("offers the endpoints of the table as callees", () => {
    const offered = at("callees");
    for (const name of ["getStock", "getDeals", "search"]) assert.ok(offered.includes(name), name);
  });

  it("offers the authorizer where one belongs", () => {
    assert.ok(at("params").includes("partners"));
  });

  const own = {
    public: [],
    apiKey: ["plans"],
    iam: ["plans"],
    cognito: ["plans", "scopes", "userPool"],
    custom: ["authorizer", "plans"],
  };
  const all = ["authorizer", "plans", "scopes", "userPool"];
  for (const [access, fields] of Object.entries(own)) {
    it(`offers the fields of access "${access}" and no other's`, () => {
      const offered = at(access as keyof typeof own);
      assert.deepEqual(
        all.filter((name) => offered.includes(name)),
        fields,
      );
      for (const name of everyRow) assert.ok(offered.includes(name), name);
      assert.ok(!offered.includes("access"));
    });
  }
});
