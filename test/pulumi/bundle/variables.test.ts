import assert from "node:assert/strict";
import { built, createProject, dsl, endpointOf, type Project } from "./project";

const row = endpointOf("getOne", "get-one", "GET /one");
const handler = (read: string) =>
  `export const handler = async () => {\n  ${read}\n  return { statusCode: 200, body: "" };\n};\n`;

const cases: [code: string, names: string[]][] = [
  ["const table = process.env.TABLE!;", ["TABLE"]],
  ['const table = process.env["TABLE"];', ["TABLE"]],
  ["use(globalThis.process.env.TABLE as string);", ["TABLE"]],
  ["const { TABLE, OTHER: local, MORE = '1' } = process.env;", ["TABLE", "OTHER"]],
  ["if (!local) use(process.env.TABLE); use(process.env.TABLE);", ["TABLE"]],
  ["use(process.env.TABLE ?? 'x', process.env.OTHER || 'x');", []],
  ["if (process.env.TABLE) use();", []],
  ["if (process.env.TABLE === 'x') use();", []],
  ["use(process.env.TABLE ? 1 : 2, !process.env.OTHER, process.env.MORE?.length);", []],
  ["process.env.TABLE = 'x'; delete process.env.OTHER; use(typeof process.env.MORE);", []],
  ["use(process.env.AWS_REGION, process.env.NODE_ENV, process.env.GATEHOUSE_API_URL);", []],
  ["use(process.env);", []],
];

describe("The variables that a function reads", () => {
  let project: Project;
  afterEach(() => project.remove());
  const readsOf = async (code: string, files: Record<string, string> = {}) => {
    project = createProject({
      "api-spec/index.ts": `import { endpoint } from ${dsl};\nexport const getOne = endpoint("GET /one", { access: "public" });\n`,
      "handlers/get-one.ts": code,
      ...files,
    });
    return built((await project.bundle([row]))["getOne"]).reads ?? [];
  };

  for (const [code, names] of cases) {
    it(`are ${names.join(" and ") || "none"} in: ${code}`, async () => {
      const reads = await readsOf(
        `declare function use(...all: unknown[]): void;\ndeclare const local: string;\n${handler(code)}`,
      );
      assert.deepEqual(
        reads.map(({ name }) => name),
        names,
      );
    });
  }

  it("are those of imported files, too, with file and line", async () => {
    const reads = await readsOf(
      `import { table } from "../lib/table";\n${handler("void table;")}`,
      {
        "lib/table.ts": "\nexport const table = process.env.TABLE!;",
      },
    );
    assert.deepEqual(reads, [{ name: "TABLE", file: "lib/table.ts", line: 2 }]);
  });
});
