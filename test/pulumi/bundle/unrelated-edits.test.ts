import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { built, client, createProject, dsl, endpointOf, type Project } from "./project";

const head = `import { z } from "zod";
import { apiKey, endpoint, usagePlan } from ${dsl};
`;
const plans = `export const plans = { free: usagePlan({ quota: { limit: 5, period: "DAY" } }), paid: usagePlan({}) };
export const website = apiKey({ plan: plans.paid });
`;
const Dish = `export const Dish = z.object({ name: z.string().trim(), price: z.number().default(3) });
`;
const mine = `/** What somebody eats. */
export const getMenu = endpoint("GET /menu/{day}", { access: "apiKey", plans: [plans.free], params: { day: z.iso.date() } });
`;
const caller = `export const orderDish = endpoint("POST /orders", { access: "public", calls: [getMenu], key: website, body: Dish });
`;
const other = (i: number, access = "iam") =>
  `export const other${i} = endpoint("GET /other/${i}", { access: "${access}", query: { q${i}: z.string().regex(/x${i}/) } });
`;
const table = head + plans + Dish + mine + caller + other(1) + other(2);

const functions = [
  endpointOf("getMenu", "get-menu", "GET /menu/{day}", { access: "apiKey", checksPlans: true }),
  endpointOf("orderDish", "order-dish", "POST /orders", { calls: true }),
];

describe("an edit of other rows leaves a bundle as it is, byte by byte:", () => {
  let project: Project;
  let expected: Buffer[];
  const bytes = async (spec: string, more: Record<string, string> = {}) => {
    project.write({ "api-spec/index.ts": spec, ...more });
    const result = await project.bundle(functions);
    return functions.map(({ name }) =>
      readFileSync(join(project.directory, built(result[name]).file)),
    );
  };
  before(async () => {
    project = createProject({
      "handlers/get-menu.ts": `import { getMenu } from "../api-spec"; import { implement } from ${client}; export const handler = implement(getMenu, () => []);`,
      "handlers/order-dish.ts": `import { getMenu, orderDish } from "../api-spec"; import { implement } from ${client};
        export const handler = implement(orderDish, async ({ body }, call) => call(getMenu, { params: { day: body.name } }));`,
    });
    expected = await bytes(table);
  });
  after(() => project.remove());

  const edits: [string, string][] = [
    ["another access", head + plans + Dish + mine + caller + other(1, "public") + other(2)],
    ["a row more", table + other(3) + other(4)],
    ["a row less", head + plans + Dish + mine + caller + other(2)],
    ["rows in another order", head + plans + Dish + other(2) + mine + other(1) + caller],
    [
      "comments and empty lines",
      table.replace(/\n/g, "\n\n// A comment with getMenu and z in it.\n"),
    ],
    ["another limit of a plan", table.replace("limit: 5", "limit: 50")],
    [
      "a schema of another row",
      table.replace("/x1/", "/a-longer-expression-with-many-letters-zzzzqqqq/"),
    ],
    [
      "another access of a callee",
      table.replace('access: "apiKey", plans: [plans.free]', 'access: "iam"'),
    ],
    [
      "a schema more beside",
      table.replace(Dish, `export const Drink = z.object({ litres: z.number() });\n${Dish}`),
    ],
  ];
  for (const [fact, spec] of edits) {
    it(fact, async () => {
      const now = await bytes(spec);
      // The callee's own bundle says its access; the function that calls it does not.
      const from = fact.includes("callee") ? 1 : 0;
      assert.deepEqual(now.slice(from), expected.slice(from));
    });
  }
  it("a row that has moved to another file", async () => {
    const moved = `${head}${other(1)}`;
    const rest = table.replace(other(1), 'export * from "./moved";\n');
    assert.deepEqual(await bytes(rest, { "api-spec/moved.ts": moved }), expected);
  });
  it("any rows of any names", async () => {
    const taken = [
      "handler",
      "handlers",
      "serveEndpoint",
      "entry",
      "parsed",
      "row",
      "z2",
      "json",
      "mark",
      "Row",
      "getMenu2",
      "Dish2",
      "string",
      "createCall",
      "implement",
      "nobody",
      "exports2",
    ];
    const name = fc.oneof(
      fc.stringMatching(/^[a-z][a-zA-Z0-9_$]{0,12}$/).map((text) => `row${text}`),
      fc.constantFrom(...taken),
    );
    const row = fc
      .tuple(name, fc.constantFrom("iam", "public"))
      .map(
        ([local, access]) =>
          `export const ${local} = endpoint("GET /${local.replace(/[^a-z]/g, "")}", { access: "${access}", body: z.object({ ${local}: z.string() }) });\n`,
      );
    const rows = fc.uniqueArray(row, { maxLength: 6, selector: (text) => text.split(" ")[2] });
    await fc.assert(
      fc.asyncProperty(rows, rows, async (above, below) => {
        const names = new Set(above.map((text) => text.split(" ")[2]));
        const fresh = below.filter((text) => !names.has(text.split(" ")[2]));
        assert.deepEqual(
          await bytes(head + plans + Dish + above.join("") + mine + caller + fresh.join("")),
          expected,
        );
      }),
      { numRuns: 25 },
    );
  });
  it("but an edit of its own row changes it", async () => {
    assert.notDeepEqual((await bytes(table.replace("z.iso.date()", "z.string()")))[0], expected[0]);
  });
});

describe("a bundle beside a thousand other rows", () => {
  it("holds none of them", async () => {
    const many = Array.from({ length: 1_000 }, (_, i) => other(i)).join("");
    const project = createProject({
      "api-spec/index.ts": `${head}export const getHome = endpoint("GET /home", { access: "public" });\n${many}`,
      "handlers/get-home.ts": `import { getHome } from "../api-spec"; import { implement } from ${client}; export const handler = implement(getHome, () => "home");`,
    });
    const { file, bytes } = built(
      (await project.bundle([endpointOf("getHome", "get-home", "GET /home")]))["getHome"],
    );
    const text = readFileSync(join(project.directory, file), "utf8");
    project.remove();
    assert.doesNotMatch(text, /other\d|ZodString|\$constructor/);
    assert.ok(bytes < 20_000, `${bytes} bytes`);
  });
});
