import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { client, createProject, dsl, endpointOf } from "./project";

const row = `("GET /it", { access: "public", query: { n: z.coerce.number() } });`;

/** Each way in which a table may name the DSL, and what its index then looks like. */
const ways: Record<string, Record<string, string>> = {
  "an import": { index: `import { endpoint } from ${dsl}; export const getIt = endpoint${row}` },
  "an import under another name": {
    index: `import { endpoint as row } from ${dsl}; export const getIt = row${row}`,
  },
  "a namespace": { index: `import * as g from ${dsl}; export const getIt = g.endpoint${row}` },
  "a constant of another name": {
    index: `import { endpoint } from ${dsl}; const row = endpoint; export const getIt = row${row}`,
  },
  "a re-export": {
    index: `import { row } from "./words"; export const getIt = row${row}`,
    words: `export { endpoint as row } from ${dsl};`,
  },
  "a re-export of all": {
    index: `import { endpoint } from "./words"; export const getIt = endpoint${row}`,
    words: `export * from ${dsl};`,
  },
  "an import that is exported": {
    index: `import * as w from "./words"; export const getIt = w.row${row}`,
    words: `import { endpoint } from ${dsl}; export { endpoint as row };`,
  },
  "a namespace that is exported": {
    index: `import { g } from "./words"; export const getIt = g.endpoint${row}`,
    words: `export * as g from ${dsl};`,
  },
  "another file of the table": {
    index: `export * from "./words";`,
    words: `import { endpoint } from ${dsl}; import { z } from "zod"; export const getIt = endpoint${row}`,
  },
  "another file and another name": {
    index: `export { theirs as getIt } from "./words";`,
    words: `import { endpoint } from ${dsl}; import { z } from "zod"; export const theirs = endpoint${row}`,
  },
  "a constant exported apart": {
    index: `import { endpoint } from ${dsl}; const getIt = endpoint${row} export { getIt };`,
  },
  "a constant exported apart under another name": {
    index: `import { endpoint } from ${dsl}; const mine = endpoint${row} export { mine as getIt };`,
  },
  "satisfies and parentheses": {
    index: `import { endpoint } from ${dsl}; export const getIt = (endpoint("GET /it", { access: "public", query: { n: z.coerce.number() } })) satisfies object;`,
  },
  "a type": {
    index: `import { endpoint, type Endpoint } from ${dsl}; export const getIt: Endpoint = endpoint${row}`,
  },
  "several in one statement": {
    index: `import { endpoint } from ${dsl}; export const other = endpoint("GET /other", { access: "public" }), getIt = endpoint${row}`,
  },
  "options in a variable": {
    index: `import { endpoint } from ${dsl}; const options = { access: "public" as const, query: { n: z.coerce.number() } }; export const getIt = endpoint("GET /it", options);`,
  },
  "options in a spread": {
    index: `import { endpoint } from ${dsl}; const common = { query: { n: z.coerce.number() } }; export const getIt = endpoint("GET /it", { ...common, access: "public" });`,
  },
  "a short property": {
    index: `import { endpoint } from ${dsl}; const query = { n: z.coerce.number() }; export const getIt = endpoint("GET /it", { access: "public", query });`,
  },
  "a computed route": {
    index: `import { endpoint } from ${dsl}; const base = "/it" as const; export const getIt = endpoint(\`GET \${base}\`, { access: "public", query: { n: z.coerce.number() } });`,
  },
  "zod by default": {
    index: `import z from "zod"; import { endpoint } from ${dsl}; export const getIt = endpoint${row}`,
  },
};

describe("bundle finds a row that is named by", () => {
  for (const [fact, { index = "", words }] of Object.entries(ways)) {
    it(fact, async () => {
      const zod = /from "zod"/.test(index)
        ? ""
        : `import { z, type ZodType } from "zod"; export type T = ZodType;\n`;
      const project = createProject({
        "api-spec/index.ts": zod + index,
        ...(words === undefined ? {} : { "api-spec/words.ts": words }),
        "handlers/get-it.ts": `import { getIt } from "../api-spec"; import { implement } from ${client};
          export const handler = implement(getIt as never, (({ query }: any) => ({ query, row: getIt })) as never);`,
      });
      try {
        const functions = [endpointOf("getIt", "get-it", "GET /it")];
        const { handler, file } = await project.load(functions, "getIt");
        const event = { queryStringParameters: { n: "7" }, requestContext: { identity: {} } };
        const { body } = await handler(event);
        assert.deepEqual(JSON.parse(body ?? ""), {
          query: { n: 7 },
          row: { name: "getIt", route: "GET /it" },
        });
        assert.doesNotMatch(readFileSync(file, "utf8"), /kind:"endpoint"/);
        assert.ok(readFileSync(file).length < 150_000, `${readFileSync(file).length} bytes`);
      } finally {
        project.remove();
      }
    });
  }

  it("not a function of the same name that is none of the DSL", async () => {
    const project = createProject({
      "api-spec/index.ts": `import { endpoint } from ${dsl}; import { usagePlan } from "./mine";
        export const limits = usagePlan({ calls: 3 }); export const getIt = endpoint("GET /it", { access: "public" });`,
      "api-spec/mine.ts": `export const usagePlan = (options: object) => ({ mine: options });`,
      "handlers/get-it.ts": `import { getIt, limits } from "../api-spec"; import { implement } from ${client};
        export const handler = implement(getIt, () => limits);`,
    });
    const { handler } = await project.load([endpointOf("getIt", "get-it", "GET /it")], "getIt");
    const { body } = await handler({ requestContext: { identity: {} } });
    project.remove();
    assert.equal(body, '{"mine":{"calls":3}}');
  });
  it("and keeps what a handler imports from the table's files", async () => {
    const project = createProject({
      "api-spec/index.ts": `import { z } from "zod"; import { endpoint, usagePlan } from ${dsl}; import { Dish } from "./schemas";
        export const plans = { free: usagePlan({}) }; export const days = ["mon", "tue"].map((d) => d.toUpperCase());
        export const getIt = endpoint("GET /it", { access: "public", body: Dish });`,
      "api-spec/schemas.ts": `import { z } from "zod"; export const Dish = z.object({ name: z.string() }); export const Unused = z.object({ unusedname: z.url() });`,
      "handlers/get-it.ts": `import { days, getIt, plans } from "../api-spec"; import { Dish } from "../api-spec/schemas"; import { implement } from ${client};
        export const handler = implement(getIt, ({ body }) => ({ days, plans, same: Dish.safeParse(body).success }));`,
    });
    const { handler, file } = await project.load(
      [endpointOf("getIt", "get-it", "GET /it")],
      "getIt",
    );
    const { body } = await handler({ body: '{"name":"a"}', requestContext: { identity: {} } });
    const text = readFileSync(join(file), "utf8");
    project.remove();
    assert.equal(body, '{"days":["MON","TUE"],"plans":{"free":{"name":"free"}},"same":true}');
    assert.doesNotMatch(text, /unusedname/);
  });
});
