import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";
import {
  startGateway,
  stopGateways,
  temporaryFolder,
  type RunningGateway,
} from "./running-gateway";
import type { LocalJson } from "../../../src/local/start/local-json";

const project = path.join(__dirname, "../../..");
const copied = [
  "api-spec",
  "handlers",
  "src",
  "index.ts",
  "Pulumi.yaml",
  "Pulumi.dev.yaml",
  "package.json",
  "package-lock.json",
  "tsconfig.json",
];

/** The example as somebody has cloned it, to edit. */
function cloneExample(): string {
  const folder = fs.realpathSync(temporaryFolder());
  for (const name of copied) {
    fs.cpSync(path.join(project, name), path.join(folder, name), { recursive: true });
  }
  fs.symlinkSync(path.join(project, "node_modules"), path.join(folder, "node_modules"));
  return folder;
}

describe("npm start with the example", () => {
  let folder: string;
  let gateway: RunningGateway;
  let local: LocalJson;
  const start = () => startGateway(["--state", path.join(folder, ".gatehouse")], folder);
  const get = (route: string, headers: Record<string, string> = {}) =>
    fetch(`${local.gatewayUrl}${route}`, { headers });
  const edit = (name: string, from: string, to: string) => {
    const file = path.join(folder, name);
    const text = fs.readFileSync(file, "utf8");
    assert.ok(text.includes(from), `${name} no longer holds ${from}`);
    fs.writeFileSync(file, text.replace(from, to));
  };
  /** The next "Reloaded" after now. */
  const reloaded = () => {
    const before = gateway.lines.length;
    return gateway.line(
      (line) => gateway.lines.indexOf(line) >= before && /^Reloaded/.test(String(line.text)),
    );
  };

  before(async () => {
    folder = cloneExample();
    gateway = start();
    local = await gateway.ready();
  });
  after(async () => {
    await stopGateways();
    fs.rmSync(folder, { recursive: true, force: true });
  });

  it("serves the front page, whose function calls the API with the website's key", async () => {
    const page = await get("/");
    assert.equal(page.status, 200);
    assert.match(await page.text(), /Fangtasia/);
  });

  it("names keys, pools and roles in local.json after their exports", () => {
    assert.deepEqual(Object.keys(local.apiKeys).sort(), ["freeKey", "paidKey", "website"]);
    assert.deepEqual(
      local.apiKeys.website!.map(({ version }) => version),
      [1, 2],
    );
    assert.match(local.userPools.customers!.id, /^[a-z0-9-]+_/);
    assert.ok(local.userPools.customers!.scopesClient!.secret);
    assert.ok(local.identityPools.diners!.id);
    for (const role of ["billing", "getStock", "diners"]) {
      assert.ok(local.roles[role]?.sessionToken, role);
    }
  });

  it("refuses the free key where only the paid plan may call", async () => {
    const status = async (name: string) =>
      (await get("/restaurants/trends", { "x-api-key": local.apiKeys[name]![0]!.value })).status;
    assert.deepEqual([await status("freeKey"), await status("paidKey")], [403, 200]);
  });

  it("answers by the row as soon as it is saved", async () => {
    assert.equal((await get("/stock/fangtasia")).status, 403);
    const next = reloaded();
    edit(
      "api-spec/index.ts",
      '"GET /stock/{restaurant}", {\n  access: "iam"',
      '"GET /stock/{restaurant}", {\n  access: "public"',
    );
    assert.match(String((await next).text), /~ GET \/stock\/\{restaurant\}: iam → public/);
    assert.equal((await get("/stock/fangtasia")).status, 200);
  });

  it("keeps the last good graph when the table no longer parses, and shows where", async () => {
    const good = fs.readFileSync(path.join(folder, "api-spec/index.ts"), "utf8");
    fs.writeFileSync(path.join(folder, "api-spec/index.ts"), `${good}\nexport const = ;\n`);
    await gateway.problem(/api-spec\/index\.ts:\d+/);
    await gateway.problem(/last good graph stays/);
    assert.equal((await get("/")).status, 200);
    fs.writeFileSync(path.join(folder, "api-spec/index.ts"), good);
  });

  it("swaps the code of a handler", async () => {
    const next = reloaded();
    edit(
      "handlers/get-deals.ts",
      "export const handler",
      "console.log('new code');\nexport const handler",
    );
    await next;
    await get("/deals", { Authorization: "gold-token" });
    assert.equal((await get("/")).status, 200);
  });

  it("takes .env into the functions", async () => {
    const next = reloaded();
    fs.writeFileSync(path.join(folder, ".env"), "getIndex.NOTE=x\n");
    await next;
    fs.writeFileSync(path.join(folder, ".env"), "AWS_SESSION_TOKEN=x\n");
    await gateway.problem(/AWS_SESSION_TOKEN may not be set/);
    fs.rmSync(path.join(folder, ".env"));
  });

  it("does not run the program for a second, unchanged start", async () => {
    await gateway.stop();
    await (gateway = start()).ready();
    await gateway.stop();
    const file = path.join(folder, ".gatehouse/graph.json");
    const made = fs.statSync(file).mtimeMs;
    await (gateway = start()).ready();
    assert.equal(fs.statSync(file).mtimeMs, made);
  });
});
