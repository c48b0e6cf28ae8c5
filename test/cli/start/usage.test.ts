import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { promisify } from "node:util";
import { sign } from "aws4";
import type { Resource } from "../../../src/graph/resource";
import type { LocalJson } from "../../../src/local/start/local-json";
import { startGateway, stopGateways, temporaryFolder } from "./running-gateway";
import { smallGraph } from "./small-graph";

const project = path.join(__dirname, "../../..");
const value = "a-key-that-is-long-enough";
const code = `exports.handler = async () => ({ statusCode: 200, body: "ok" })`;
const today = () => new Date().toISOString().slice(0, 10);

/** A key in a plan with a quota of ten calls a month. */
function graph(): Resource[] {
  const rows = smallGraph([{ name: "list", verb: "GET", path: "/list", access: "apiKey", code }]);
  return rows.map((one) => {
    if (!one.type.endsWith(":UsagePlan")) return one;
    const quotaSettings = { limit: 10, offset: 0, period: "MONTH" };
    const arn = "arn:aws:apigateway:eu-central-1::/usageplans/plan01";
    return { ...one, inputs: { ...one.inputs, quotaSettings }, outputs: { ...one.outputs, arn } };
  });
}

describe("the usage of keys", function () {
  this.timeout(300_000);
  const folder = temporaryFolder();
  const state = path.join(folder, "state");
  let local: LocalJson;
  before(async () => {
    const file = path.join(folder, "graph.json");
    fs.writeFileSync(file, JSON.stringify(graph()));
    local = await startGateway(["--graph", file, "--state", state]).ready();
    for (let call = 0; call < 3; call++) assert.equal(await list(), 200);
  });
  after(async () => {
    await stopGateways();
    fs.rmSync(folder, { recursive: true, force: true });
  });

  const list = async () =>
    (await fetch(`${local.gatewayUrl}/list`, { headers: { "x-api-key": value } })).status;
  /** A call of API Gateway's own API, as the owner of the account. */
  const ask = async (method: string, address: string, body?: object) => {
    const { host } = new URL(local.awsUrl);
    const text = body && JSON.stringify(body);
    const signed = sign(
      {
        ...{ host, method, path: address, service: "apigateway", region: local.region },
        ...(text && { body: text, headers: { "Content-Type": "application/json" } }),
      },
      local.admin,
    );
    const { Host: _, ...headers } = signed.headers as Record<string, string>;
    const response = await fetch(`${local.awsUrl}${address}`, {
      ...{ method, headers },
      ...(text && { body: text }),
    });
    return { status: response.status, body: (await response.json()) as Record<string, unknown> };
  };
  const usageOf = (from: string, to: string, more = "") =>
    ask("GET", `/usageplans/plan01/usage?startDate=${from}&endDate=${to}${more}`);
  const command = async (args: string[], env: NodeJS.ProcessEnv = {}) => {
    const script = `require(${JSON.stringify(path.join(project, "src/cli/usage.ts"))}).main(process.argv.slice(1)).then((code) => { process.exitCode = code; });`;
    const all = ["--require", require.resolve("tsx/cjs"), "-e", script, "--", "--state", state];
    return promisify(execFile)(process.execPath, [...all, ...args], {
      env: { PATH: process.env.PATH, ...env },
    });
  };

  it("stands in API Gateway's own answers, by day", async () => {
    const day = today();
    const values = { key0000001: [[3, 7]] };
    assert.deepEqual(await usageOf(day, day), {
      status: 200,
      body: { usagePlanId: "plan01", startDate: day, endDate: day, values },
    });
    const earlier = new Date(Date.now() - 2 * 86_400_000).toISOString().slice(0, 10);
    const { body } = await usageOf(earlier, day, "&keyId=key0000001");
    const days = (body["values"] as Record<string, unknown[]>)["key0000001"];
    assert.deepEqual([days?.length, days?.at(-1)], [3, [3, 7]]);
  });

  const faults: [what: string, address: string, status: number][] = [
    [
      "a plan that is not there",
      "/usageplans/nothing/usage?startDate=2026-01-01&endDate=2026-01-02",
      404,
    ],
    ["no dates", "/usageplans/plan01/usage", 400],
    [
      "a date that is none",
      "/usageplans/plan01/usage?startDate=2026-02-30&endDate=2026-03-01",
      400,
    ],
    [
      "days the wrong way round",
      "/usageplans/plan01/usage?startDate=2026-02-03&endDate=2026-02-01",
      400,
    ],
    ["a key that is not there", "/usageplans/plan01/keys/nothing", 404],
  ];
  for (const [what, address, status] of faults) {
    it(`is refused for ${what}`, async () => {
      assert.equal((await ask("GET", address)).status, status);
    });
  }

  it("is asked for only by a signature of who may", async () => {
    const day = today();
    const plain = await fetch(
      `${local.awsUrl}/usageplans/plan01/usage?startDate=${day}&endDate=${day}`,
    );
    assert.equal(plain.status, 403);
    const { admin } = local;
    local = { ...local, admin: local.roles["list"]! };
    const { status } = await usageOf(day, day);
    local = { ...local, admin };
    assert.equal(status, 403);
  });

  it("shows as a table that holds no value of a key", async () => {
    const { stdout } = await command([]);
    assert.match(stdout, /^key +plan +used today +used in the period +left$/m);
    assert.match(stdout, /^website +paid +3 +3 \(this month\) +7$/m);
    assert.equal(stdout.includes(value), false);
    const { stdout: json } = await command(["--key", "website", "--json"]);
    const [row] = JSON.parse(json) as Record<string, unknown>[];
    assert.deepEqual([row?.["keyId"], row?.["usedToday"], row?.["left"]], ["key0000001", 3, 7]);
    await assert.rejects(command(["--key", "nobody"]), /there are: website/);
    await assert.rejects(command(["--stack", "prod"]), /runs the stack dev, not prod/);
  });

  it("is asked of AWS for a deployed stack, with one's own credentials", async () => {
    const bin = path.join(folder, "bin");
    fs.mkdirSync(bin);
    const resources = graph().map((one) => ({ ...one, id: one.outputs["id"] }));
    fs.writeFileSync(
      path.join(folder, "stack.json"),
      JSON.stringify({ deployment: { resources } }),
    );
    const script = `#!/bin/sh\n[ "$*" = "stack export --stack prod" ] && cat '${folder}/stack.json'\n`;
    fs.writeFileSync(path.join(bin, "pulumi"), script, { mode: 0o755 });
    const environment = {
      PATH: `${bin}:${process.env.PATH}`,
      AWS_ENDPOINT_URL_API_GATEWAY: local.awsUrl,
      AWS_ACCESS_KEY_ID: local.admin.accessKeyId,
      AWS_SECRET_ACCESS_KEY: local.admin.secretAccessKey,
      AWS_SESSION_TOKEN: local.admin.sessionToken,
    };
    const args = ["--stack", "prod", "--deployed"];
    const { stdout, stderr } = await command(args, environment);
    assert.equal(stderr, "");
    assert.match(stdout, /^website +paid +3 +3 \(this month\) +7$/m);
    const without = { PATH: environment.PATH, HOME: folder, AWS_EC2_METADATA_DISABLED: "true" };
    await assert.rejects(command(args, without), /no AWS credentials .* AWS_PROFILE/);
    await assert.rejects(command([...args, "--profile", "typo"], environment), /\[typo\]/);
  });

  it("is changed by UpdateUsage, and the gateway goes by it", async () => {
    const change = (op: string, place: string, remaining: string) =>
      ask("PATCH", "/usageplans/plan01/keys/key0000001/usage", {
        patchOperations: [{ op, path: place, value: remaining }],
      });
    assert.equal((await change("add", "/remaining", "1")).status, 400);
    assert.equal((await change("replace", "/used", "1")).status, 400);
    const { status, body } = await change("replace", "/remaining", "1");
    assert.deepEqual([status, body["values"]], [200, { key0000001: [[3, 1]] }]);
    assert.deepEqual([await list(), await list()], [200, 429]);
    await change("replace", "/remaining", "5");
    assert.equal(await list(), 200);
    const { body: after } = await usageOf(today(), today());
    assert.deepEqual(after["values"], { key0000001: [[5, 4]] });
  });
});
