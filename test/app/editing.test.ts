import assert from "node:assert/strict";
import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { ask } from "./calls";
import { copyOfProject, eventually, launch, type Running, startGateway } from "./running";

describe("a running gateway while somebody edits", function () {
  this.timeout(300_000);
  let running: Running;
  const file = (name: string) => join(running.directory, name);
  const edit = (name: string, from: string, to: string) => {
    const text = readFileSync(file(name), "utf8");
    assert.ok(text.includes(from), `${name} has no ${from}`);
    writeFileSync(file(name), text.replace(from, to));
  };
  const stock = async () => (await ask(running.local, { path: "/stock/shoney" })).status;
  const spec = "api-spec/index.ts";
  const row = 'endpoint("GET /stock/{restaurant}", {\n  access: "iam"';

  before(async () => {
    running = await startGateway([], copyOfProject());
  });
  after(() => running?.stop());

  it("refuses an unsigned call of an iam row", async () => assert.equal(await stock(), 403));

  it("opens the row when its access becomes public", async () => {
    edit(spec, row, row.replace('"iam"', '"public"'));
    await eventually("200", async () => (await stock()) === 200);
  });

  it("closes it again", async () => {
    edit(spec, row.replace('"iam"', '"public"'), row);
    await eventually("403", async () => (await stock()) === 403);
  });

  it("keeps the last good graph when the table has a syntax error, and says where", async () => {
    edit(spec, row, row.replace("endpoint(", "endpoint(("));
    await running.printed(/api-spec\/index\.ts:\d+/);
    assert.equal(await stock(), 403);
    edit(spec, row.replace("endpoint(", "endpoint(("), row);
  });

  it("says that a row has no handler, and goes on", async () => {
    writeFileSync(
      file(spec),
      readFileSync(file(spec), "utf8") +
        '\nexport const getMenu = endpoint("GET /menu", { access: "public" });\n',
    );
    await running.printed(/getMenu[^]*get-menu/);
    assert.equal(await stock(), 403);
  });

  it("serves the row once its handler is there", async () => {
    const handler = `import { getMenu } from "../api-spec";\nimport { implement } from "../src/client";\nexport const handler = implement(getMenu, async () => ["soup"]);\n`;
    writeFileSync(file("handlers/get-menu.ts"), handler);
    await eventually(
      "the menu",
      async () => (await ask(running.local, { path: "/menu" })).text === '["soup"]',
    );
  });

  for (const [what, code, status, message] of [
    [
      "throws",
      `export const handler = async () => { throw new Error("no soup"); };`,
      502,
      /get-menu\.ts:1/,
    ],
    [
      "is broken at load",
      `throw new Error("no kitchen"); export const handler = async () => ({ statusCode: 200 });`,
      502,
      /no kitchen/,
    ],
    ["returns nonsense", `export const handler = async () => "soup";`, 502, /it is "soup"/],
  ] as const) {
    it(`answers ${status} when a handler ${what}, says why, and stays up`, async () => {
      writeFileSync(file("handlers/get-menu.ts"), `${code}\n`);
      const from = running.output().length;
      const answer = await eventually(`${status} and ${message}`, async () => {
        const got = await ask(running.local, { path: "/menu" });
        return got.status === status && message.test(running.output().slice(from))
          ? got
          : undefined;
      });
      assert.equal(answer.text, '{"message": "Internal server error"}');
      assert.equal(await stock(), 403);
    });
  }

  for (const [what, code, message] of [
    [
      "does not compile",
      "export const handler = async () => {\n",
      /handlers\/get-menu\.ts:2:\d: Unexpected end of file/,
    ],
    ["exports no handler", "export const other = 1;\n", /handlers\/get-menu\.ts has no handler/],
    [
      "is the handler of another row",
      `import { getIndex } from "../api-spec";\nimport { implement } from "../src/client";\nexport const handler = implement(getIndex, async () => "");\n`,
      /handlers\/get-menu\.ts.* getIndex/,
    ],
  ] as const) {
    it(`refuses a handler that ${what} with its file, and keeps the last good one`, async () => {
      const from = running.output().length;
      writeFileSync(file("handlers/get-menu.ts"), code);
      await eventually("the refusal", () => {
        const said = running.output().slice(from);
        return message.test(said) && said.includes("The last good graph stays in force.");
      });
      // What was in force before answers, with the code it had.
      assert.match((await ask(running.local, { path: "/menu" })).text, /Internal server error/);
      assert.equal(await stock(), 403);
    });
  }

  it("answers 504 or 502 when a handler hangs, and stays up", async () => {
    edit(
      spec,
      'endpoint("GET /menu", { access: "public" }',
      'endpoint("GET /menu", { access: "public", timeoutSeconds: 1 }',
    );
    writeFileSync(
      file("handlers/get-menu.ts"),
      `export const handler = async () => { for (;;); };\n`,
    );
    await eventually("the time-out", async () => {
      const { status } = await ask(running.local, { path: "/menu" });
      return /timed out/i.test(running.output()) && (status === 502 || status === 504);
    });
    assert.equal(await stock(), 403);
  });

  it("takes a row away with its handler", async () => {
    const text = readFileSync(file(spec), "utf8");
    writeFileSync(file(spec), text.slice(0, text.indexOf("\nexport const getMenu")));
    rmSync(file("handlers/get-menu.ts"));
    await eventually(
      "403",
      async () => (await ask(running.local, { path: "/menu" })).status === 403,
    );
  });
});

describe("a start with broken handlers", function () {
  this.timeout(120_000);

  it("is refused, with the file of each and what to write", async () => {
    const directory = copyOfProject();
    const write = (name: string, code: string) =>
      writeFileSync(join(directory, "handlers", name), `${code}\n`);
    write("get-index.ts", "const handler = async () => ({ statusCode: 200 });");
    write("get-stock.ts", "export default async () => ({ statusCode: 200 });");
    write("get-restaurants.ts", "export const handler = 7;");
    write("partners.ts", 'export { handler } from "./get-stock";');
    const { ended, output } = launch([], directory);
    assert.equal(await ended, 1);
    for (const line of [
      /getIndex: handlers\/get-index\.ts .*`handler` without `export`/,
      /getStock: handlers\/get-stock\.ts .*default/,
      /getRestaurants: handlers\/get-restaurants\.ts .*function/,
      /partners: handlers\/partners\.ts/,
    ])
      assert.match(output(), line);
  });
});
