import assert from "node:assert/strict";
import fs from "node:fs";
import net from "node:net";
import path from "node:path";
import { startGateway, stopGateways, temporaryFolder } from "./running-gateway";
import { smallGraph, type SmallRow } from "./small-graph";

const answer = (body: string) =>
  `exports.handler = async () => ({ statusCode: 200, body: ${body} })`;
const index: SmallRow = {
  name: "getIndex",
  verb: "GET",
  path: "/",
  access: "public",
  code: answer('"hi"'),
};
const stock: SmallRow = {
  name: "getStock",
  verb: "GET",
  path: "/stock/{restaurant}",
  access: "iam",
  code: answer('"7"'),
};
const list: SmallRow = {
  name: "getRestaurants",
  verb: "GET",
  path: "/restaurants",
  access: "apiKey",
  code: answer('"[]"'),
};

const folders: string[] = [];
const folder = () => {
  const made = temporaryFolder();
  folders.push(made);
  return made;
};

const save = (file: string, rows: SmallRow[], more: object[] = []) =>
  fs.writeFileSync(file, JSON.stringify([...smallGraph(rows), ...more]));

const saved = (rows: SmallRow[], more: object[] = []) => {
  const file = path.join(folder(), "graph.json");
  save(file, rows, more);
  return file;
};

describe("npm start -- --graph", () => {
  afterEach(async () => {
    await stopGateways();
    for (const made of folders.splice(0)) fs.rmSync(made, { recursive: true, force: true });
  });

  it("serves a graph, writes local.json for its owner only, and removes it at the end", async () => {
    const gateway = startGateway(["--graph", saved([index, list, stock])]);
    const local = await gateway.ready();
    assert.equal(await (await fetch(`${local.gatewayUrl}/`)).text(), "hi");
    assert.equal((await fetch(`${local.gatewayUrl}/restaurants`)).status, 403);
    const key = { "x-api-key": local.apiKeys.website![0]!.value };
    assert.equal((await fetch(`${local.gatewayUrl}/restaurants`, { headers: key })).status, 200);
    assert.equal((await fetch(`${local.gatewayUrl}/stock/7`)).status, 403);
    assert.match(local.roles.caller!.accessKeyId, /^ASIA/);
    const file = path.join(gateway.state, "local.json");
    assert.equal(fs.statSync(file).mode & 0o777, 0o600);
    assert.equal(await gateway.stop(), 0);
    assert.ok(!fs.existsSync(file));
  });

  it("prints no secret", async () => {
    const gateway = startGateway(["--graph", saved([index, list, stock])]);
    const local = await gateway.ready();
    const printed = JSON.stringify(gateway.lines);
    for (const secret of [local.apiKeys.website![0]!.value, local.admin.secretAccessKey]) {
      assert.ok(!printed.includes(secret));
    }
  });

  it("answers differently as soon as the graph is saved", async () => {
    const file = saved([index, stock]);
    const gateway = startGateway(["--graph", file]);
    const { gatewayUrl } = await gateway.ready();
    assert.equal((await fetch(`${gatewayUrl}/stock/7`)).status, 403);
    save(file, [index, { ...stock, access: "public" }]);
    const reloaded = await gateway.line(({ text }) => /^Reloaded/.test(String(text)));
    assert.match(String(reloaded.text), /~ GET \/stock\/\{restaurant\}: iam → public/);
    assert.equal((await fetch(`${gatewayUrl}/stock/7`)).status, 200);
  });

  it("keeps serving what was deployed while a saved graph makes no new deployment, and says so", async () => {
    const graph = smallGraph([index, stock]);
    const opened = smallGraph([index, { ...stock, access: "public" }]);
    const file = saved([index, stock]);
    const gateway = startGateway(["--graph", file]);
    const { gatewayUrl } = await gateway.ready();
    const isDeployment = ({ type }: { type: string }) => type.endsWith(":Deployment");
    const same = opened.map((one) => (isDeployment(one) ? graph.find(isDeployment)! : one));
    fs.writeFileSync(file, JSON.stringify(same));
    await gateway.line(({ text }) => /deployment/i.test(String(text)));
    assert.equal((await fetch(`${gatewayUrl}/stock/7`)).status, 403);
  });

  it("keeps the last good graph when a broken one is saved", async () => {
    const file = saved([index]);
    const gateway = startGateway(["--graph", file]);
    const { gatewayUrl } = await gateway.ready();
    fs.writeFileSync(file, "[{");
    await gateway.problem(/is not JSON/);
    await gateway.problem(/last good graph stays/);
    assert.equal((await fetch(`${gatewayUrl}/`)).status, 200);
    save(file, [{ ...index, code: answer('"mended"') }]);
    await gateway.line(({ text }) => /^Reloaded/.test(String(text)));
    assert.equal(await (await fetch(`${gatewayUrl}/`)).text(), "mended");
  });

  it("ends a request that is under way on the code it began with, and then itself", async () => {
    const code = `exports.handler = async () => { console.log("begun");
      await new Promise((done) => setTimeout(done, 300)); return { statusCode: 200, body: "whole" } }`;
    const gateway = startGateway(["--graph", saved([{ ...index, code }])]);
    const { gatewayUrl } = await gateway.ready();
    const answer = fetch(`${gatewayUrl}/`);
    await gateway.line(({ line }) => line === "begun");
    const exit = gateway.stop("SIGINT");
    assert.equal(await (await answer).text(), "whole");
    assert.equal(await exit, 0);
  });

  it("starts again after it was killed, with the same keys", async () => {
    const file = saved([index, list]);
    const state = folder();
    const first = startGateway(["--graph", file, "--state", state]);
    const before = await first.ready();
    await first.stop("SIGKILL");
    const after = await startGateway(["--graph", file, "--state", state]).ready();
    assert.deepEqual(after.apiKeys, before.apiKeys);
    assert.deepEqual(after.admin, before.admin);
  });

  const refused: [string, (folder: string) => string[] | Promise<string[]>, RegExp][] = [
    ["a flag that does not exist", () => ["--prot", "1"], /--prot/],
    [
      "a graph that is not there",
      () => ["--graph", "/nowhere.json"],
      /nowhere\.json: it cannot be read/,
    ],
    [
      "a graph that is none",
      (at) => {
        fs.writeFileSync(path.join(at, "graph.json"), "{}");
        return ["--graph", path.join(at, "graph.json")];
      },
      /expected an array/,
    ],
    [
      "a state folder that is a file",
      (at) => {
        fs.writeFileSync(path.join(at, "file"), "");
        return ["--graph", saved([index]), "--state", path.join(at, "file")];
      },
      /The state folder .*is a file and no folder/,
    ],
  ];
  for (const [what, args, message] of refused) {
    it(`refuses ${what}`, async () => {
      const gateway = startGateway(await args(folder()));
      assert.equal(await gateway.exit, 1);
      assert.match(gateway.lines.map(({ text }) => text).join("\n"), message);
    });
  }

  for (const [flag, word] of [
    ["--port", "--port"],
    ["--aws-port", "--aws-port"],
  ] as const) {
    it(`names the flag where the port of ${flag} is taken`, async () => {
      const taken = net.createServer();
      await new Promise<void>((resolve) => taken.listen(0, "127.0.0.1", resolve));
      const { port } = taken.address() as net.AddressInfo;
      const gateway = startGateway(["--graph", saved([index]), flag, String(port)]);
      assert.equal(await gateway.exit, 1);
      const text = gateway.lines.map((line) => line.text).join("\n");
      assert.match(text, new RegExp(`${port}.*${word}`, "s"));
      taken.close();
    });
  }

  it("refuses a state folder that another gateway uses", async () => {
    const file = saved([index]);
    const first = startGateway(["--graph", file]);
    await first.ready();
    const second = startGateway(["--graph", file, "--state", first.state]);
    assert.equal(await second.exit, 1);
    assert.match(String(second.lines[0]!.text), new RegExp(`process ${first.child.pid}`));
  });

  it("names all that AWS would refuse, and does not start", async () => {
    const key = smallGraph([]).find(({ type }) => type === "aws:apigateway/apiKey:ApiKey")!;
    const double = { ...key, name: "double", urn: `${key.urn}2`, outputs: { id: "key0000002" } };
    const gateway = startGateway(["--graph", saved([index], [double])]);
    assert.equal(await gateway.exit, 1);
    assert.match(gateway.lines.map(({ text }) => text).join("\n"), /double/);
  });

  it("names once the types that nothing here enforces", async () => {
    const waf = {
      type: "aws:wafv2/webAcl:WebAcl",
      name: "wall",
      urn: "u",
      inputs: {},
      outputs: {},
    };
    const gateway = startGateway(["--graph", saved([index], [waf])]);
    await gateway.ready();
    const named = gateway.lines.filter(({ text }) =>
      String(text).includes("aws:wafv2/webAcl:WebAcl"),
    );
    assert.equal(named.length, 1);
  });

  const faults: [string, string, RegExp, number][] = [
    [
      "throws",
      "exports.handler = async () => { throw new Error('burnt') }",
      /one: threw Error: burnt/,
      502,
    ],
    ["hangs", "exports.handler = () => { for (;;); }", /one: timed out after 1\.00 seconds/, 502],
    ["is broken at load", "nowhere()", /one: threw ReferenceError: nowhere is not defined/, 502],
    ["has no handler", "", /one: index\.handler is undefined/, 502],
    [
      "calls process.exit",
      "exports.handler = () => process.exit(1)",
      /one: ended its own process/,
      502,
    ],
  ];
  for (const [what, code, message, status] of faults) {
    it(`stays up when a function ${what}`, async () => {
      const broken: SmallRow = {
        name: "one",
        verb: "GET",
        path: "/one",
        access: "public",
        code,
        timeout: 1,
      };
      const gateway = startGateway(["--graph", saved([index, broken])]);
      const { gatewayUrl } = await gateway.ready();
      assert.equal((await fetch(`${gatewayUrl}/one`)).status, status);
      await gateway.problem(message);
      assert.equal((await fetch(`${gatewayUrl}/`)).status, 200);
    });
  }

  it("moves with a clock that a preload shifts, in the functions as well", async () => {
    const preload = path.join(folder(), "clock.cjs");
    fs.writeFileSync(preload, "const { now } = Date; Date.now = () => now() + 1e12;");
    const env = { ...process.env, NODE_OPTIONS: `--require ${preload}` };
    const row = { ...index, code: answer("String(Date.now())") };
    const { gatewayUrl } = await startGateway(["--graph", saved([row])], undefined, env).ready();
    const shown = Number(await (await fetch(`${gatewayUrl}/`)).text());
    assert.ok(shown > Date.now() + 9e11);
  });
});
