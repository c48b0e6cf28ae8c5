import assert from "node:assert/strict";
import fc from "fast-check";
import { z } from "zod";
import { jsonSchema } from "../../src/model/json-schema";
import { loosen } from "../../src/openapi/write";
import cases from "../cases/openapi/loosen.json";
import { takes } from "./imported-schema";

describe("loosen", () => {
  for (const { it: fact, from, to } of cases) {
    it(fact, () => assert.deepEqual(loosen(from), to));
  }

  it("gives references to whoever follows them", () => {
    const follow = (reference: string) => ({ $ref: `${reference}!` });
    assert.deepEqual(loosen({ type: "array", items: { $ref: "#/x" } }, follow), {
      type: "array",
      items: { $ref: "#/x!" },
    });
  });

  it("does not change what it is given", () => {
    const given = { type: "object", properties: { a: { type: "string", format: "uuid" } } };
    loosen(given);
    assert.deepEqual(given, {
      type: "object",
      properties: { a: { type: "string", format: "uuid" } },
    });
  });
});

const odd = [
  null,
  true,
  false,
  0,
  -1,
  1,
  5,
  10.5,
  "",
  "a",
  "abc",
  "ABC",
  " ab ",
  "😀",
  "5",
  "true",
  "2020-01-01",
  "6ec0bd7f-11c0-43da-975e-2a8ad9ebae0b",
  "someone@example.com",
  [],
  ["a"],
  ["a", 1],
  {},
  { a: "a" },
  { a: 1 },
  { kind: "a", a: "x" },
  { kind: "b", b: 2 },
];

const leaves: (() => z.ZodType)[] = [
  () =>
    z
      .number()
      .overwrite((x) => Math.min(x, 3))
      .max(3),
  () => z.string(),
  () => z.string().min(3),
  () => z.string().min(2).max(2),
  () => z.string().trim().max(2),
  () => z.string().normalize("NFD").min(2),
  () =>
    z
      .string()
      .toLowerCase()
      .pipe(z.enum(["abc"])),
  () => z.string().regex(/^[a-c]+$/i),
  () => z.string().regex(/^[a-c]{1,3}$/),
  () => z.string().regex(/a/).regex(/c$/),
  () => z.email(),
  () => z.uuid(),
  () => z.iso.date(),
  () => z.number(),
  () => z.number().positive(),
  () => z.number().gt(1).lt(10),
  () => z.int().min(1).max(5),
  () => z.number().multipleOf(5),
  () => z.boolean(),
  () => z.literal(true),
  () => z.literal("a"),
  () => z.literal(["a", 1, null]),
  () => z.enum(["a", "abc"]),
  () => z.null(),
  () => z.any(),
  () => z.unknown(),
  () => z.coerce.number().min(1),
  () => z.coerce.string().min(1),
  () => z.coerce.boolean(),
  () => z.coerce.date(),
  () => z.stringbool(),
  () => z.preprocess((x) => String(x), z.string().min(2)),
  () => z.string().catch("a"),
  () => z.string().transform((x) => x.length),
  () => z.custom((x) => x !== 5),
  () => z.tuple([z.string(), z.number()]),
  () => z.record(z.string(), z.number()),
  () => z.record(z.enum(["a", "b"]), z.string().optional()),
  () =>
    z.discriminatedUnion("kind", [
      z.object({ kind: z.literal("a"), a: z.string() }),
      z.object({ kind: z.literal("b"), b: z.number() }),
    ]),
  () => z.lazy(() => z.object({ a: z.string() })),
];

const schemas = fc.letrec<{ schema: z.ZodType }>((tie) => ({
  schema: fc.oneof(
    { maxDepth: 3, depthSize: "small" },
    fc.constantFrom(...leaves).map((make) => make()),
    tie("schema").map((inner) => inner.optional()),
    tie("schema").map((inner) => inner.nullable()),
    tie("schema").map((inner) => inner.readonly()),
    tie("schema").map((inner) => inner.default("a" as never)),
    tie("schema").map((inner) => z.array(inner).max(3)),
    fc.tuple(tie("schema"), tie("schema")).map(([a, b]) => z.union([a, b])),
    fc.tuple(tie("schema"), tie("schema")).map(([a, b]) => z.object({ a, b })),
    fc.tuple(tie("schema"), tie("schema")).map(([a, b]) => z.looseObject({ a, "b-b": b })),
    fc
      .tuple(tie("schema"), tie("schema"))
      .map(([a, b]) => z.intersection(z.object({ a }), z.object({ b }))),
  ),
})).schema;

const values = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 3, depthSize: "small" },
    fc.constantFrom(...odd),
    fc.jsonValue(),
    fc.record({ a: tie("value"), b: tie("value"), "b-b": tie("value") }, { requiredKeys: [] }),
    fc.array(tie("value"), { maxLength: 2 }),
  ),
})).value;

describe("loosen, after zod's own JSON Schema", () => {
  it("takes whatever zod takes", () => {
    let taken = 0;
    fc.assert(
      fc.property(schemas, fc.array(values, { minLength: 10, maxLength: 20 }), (schema, some) => {
        const model = loosen(jsonSchema(schema));
        for (const value of [...some, ...odd]) {
          const sent: unknown = JSON.parse(JSON.stringify(value));
          if (!schema.safeParse(sent).success) continue;
          taken++;
          assert.ok(takes(model, sent), `${JSON.stringify(model)} refuses ${JSON.stringify(sent)}`);
        }
      }),
      { numRuns: 1_000 },
    );
    assert.ok(taken > 1_000, `only ${taken} values were taken by zod`);
  });

  it("still refuses what is plainly wrong", () => {
    const model = loosen(
      jsonSchema(z.object({ name: z.string().min(2), size: z.enum(["s", "l"]) })),
    );
    for (const wrong of [null, [], {}, { name: 1, size: "s" }, { name: "abc", size: "m" }]) {
      assert.equal(takes(model, wrong), false, JSON.stringify(wrong));
    }
    assert.ok(takes(model, { name: "abc", size: "s" }));
  });
});
