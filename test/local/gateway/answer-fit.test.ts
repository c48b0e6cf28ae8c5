import assert from "node:assert/strict";
import { z } from "zod";
import type { MethodDefinition } from "../../../src/openapi/read/definitions";
import { importMethod } from "../../../src/openapi/read/method";
import { importModels } from "../../../src/openapi/read/models";
import { openDocument } from "../../../src/openapi/read/open-api";
import { misfit } from "../../../src/local/gateway/integrate/answer-fit";
import { endpoint } from "../../../src/spec";
import { documentOf } from "../../openapi/made";

const stock = z.object({
  name: z.string().min(2),
  left: z.int(),
  tier: z.enum(["gold", "silver"]).optional(),
  note: z.string().nullable(),
  tags: z.array(z.string()),
});

/** The method of a row as the import makes it of the row's document, with its models. */
function imported(response: z.ZodType | undefined) {
  const spec = {
    getStock: endpoint("GET /stock", { access: "public", ...(response ? { response } : {}) }),
  };
  const document = openDocument(
    JSON.stringify(documentOf(spec)),
    { accountId: "000000000000" } as never,
    "ignore",
  );
  assert.ok(document);
  const models = importModels(document, () => {});
  const silent = () => {};
  const item = document.root["paths"] as Record<string, Record<string, object>>;
  const method = importMethod(
    { document, schemes: new Map(), models, warn: silent, importWarn: silent, importFail: silent },
    {
      path: "/stock",
      verb: "GET",
      item: item["/stock"]!,
      operation: item["/stock"]!["get"]! as never,
    },
  );
  return { method: method as MethodDefinition, models: models.models };
}

const right = { name: "soup", left: 1, note: null, tags: [] };

const cases: { what: string; status?: number; body: unknown; says?: RegExp }[] = [
  { what: "what fits", body: right },
  { what: "more than is declared", body: { ...right, more: 1 } },
  { what: "another status", status: 404, body: { message: "no" } },
  {
    what: "a missing field",
    body: { ...right, left: undefined },
    says: /missing required properties \(\["left"\]\)/,
  },
  {
    what: "another type",
    body: { ...right, left: "many" },
    says: /: left: instance type \(string\).*"integer"/,
  },
  { what: "a list", body: [right], says: /instance type \(array\)/ },
  {
    what: "another word",
    body: { ...right, tier: "s3cret" },
    says: /: tier: a value is none of the schema's `enum`/,
  },
  {
    what: "an item of another type",
    body: { ...right, tags: [1, 2, "a"] },
    says: /: tags\[\]: instance type \(integer\)[^,]*$/,
  },
  { what: "null", body: null, says: /instance type \(null\)/ },
];

describe("An answer and the response that its row declares", () => {
  const { method, models } = imported(stock);
  for (const { what, status = 200, body, says } of cases) {
    it(`${says ? "do not fit" : "fit"}: ${what}`, () => {
      const found = misfit(method, models, { status, body: JSON.stringify(body) });
      if (!says) return assert.equal(found, undefined);
      assert.match(found ?? "", /^the answer does not fit the row's `response`: /);
      assert.match(found ?? "", says);
      assert.doesNotMatch(found ?? "", /s3cret|many/);
    });
  }
  it("do not fit: text that is no JSON", () =>
    assert.match(misfit(method, models, { status: 200, body: "<p>" }) ?? "", /it is not JSON/));
  it("do not fit: undefined", () =>
    assert.match(
      misfit(method, models, { status: 204, body: undefined }) ?? "",
      /^the handler returned undefined, which is answered with 204 and no body, and the row declares `response`$/,
    ));
  it("fit where nothing is declared", () => {
    const none = imported(undefined);
    assert.equal(misfit(none.method, none.models, { status: 204, body: undefined }), undefined);
  });
});
