import assert from "node:assert/strict";
import { z } from "zod";
import { jsonSchema } from "../../src/model/json-schema";

const Tree: z.ZodType = z.object({
  get children() {
    return z.array(Tree);
  },
});

/** What clients may send, as JSON Schema says it: never less than zod takes. */
const cases: [title: string, schema: z.ZodType, written: object][] = [
  [
    "an object with fields that may be left out",
    z.object({ theme: z.string().min(1), limit: z.int().min(1).max(50).default(10) }),
    {
      type: "object",
      properties: {
        theme: { type: "string", minLength: 1 },
        limit: { type: "integer", minimum: 1, maximum: 50, default: 10 },
      },
      required: ["theme"],
    },
  ],
  ["what a transform takes", z.string().transform(Number), { type: "string" }],
  ["what a codec takes", z.stringbool(), { type: "string" }],
  ["anything where a value is coerced", z.coerce.number().min(3), {}],
  ["anything before preprocess", z.preprocess((x) => x, z.string()), {}],
  ["anything where a fault is caught", z.string().catch("x"), {}],
  ["anything for a date", z.date(), {}],
  ["anything for what JSON does not have", z.bigint(), {}],
  ["text without bounds where it is trimmed first", z.string().trim().max(3), { type: "string" }],
  ["text without a pattern that has flags", z.string().regex(/^abc$/i), { type: "string" }],
  ["a pattern without flags", z.string().regex(/^abc$/), { type: "string", pattern: "^abc$" }],
  [
    "half the length where a character may count twice",
    z.string().min(4).max(8),
    { type: "string", minLength: 2, maxLength: 8 },
  ],
  [
    "fields that a coercion makes out of nothing",
    z.object({ note: z.coerce.string(), id: z.string() }),
    { type: "object", properties: { note: {}, id: { type: "string" } }, required: ["id"] },
  ],
  ["a field of any value", z.object({ a: z.unknown() }), { type: "object", properties: { a: {} } }],
  [
    "a wrapped coercion",
    z.object({ a: z.coerce.number().optional() }),
    { type: "object", properties: { a: {} } },
  ],
  [
    "a schema that contains itself",
    Tree,
    {
      type: "object",
      properties: { children: { type: "array", items: { $ref: "#" } } },
      required: ["children"],
    },
  ],
  ["a refinement by its type", z.string().refine((x) => x !== ""), { type: "string" }],
];

describe("jsonSchema", () => {
  for (const [title, schema, written] of cases) {
    it(`writes ${title}`, () => assert.deepEqual(jsonSchema(schema), written));
  }

  it("takes everything where zod cannot write the schema", () => {
    const broken = z.lazy(() => {
      throw new Error("not ready");
    });
    assert.deepEqual(jsonSchema(broken), {});
  });

  it("gives data that JSON carries", () => {
    const written = jsonSchema(z.object({ at: z.date().default(new Date(0)) }));
    assert.deepEqual(JSON.parse(JSON.stringify(written)), written);
  });
});
