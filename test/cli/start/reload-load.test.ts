import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";
import type { Readable } from "node:stream";
import { sign } from "aws4";
import type { LocalJson } from "../../../src/local/start/local-json";
import { putLoad, type Asked, type Mark } from "./load";
import { startGateway, stopGateways, temporaryFolder } from "./running-gateway";
import { smallGraph, type SmallRow } from "./small-graph";

const saves = 50;
const requests = 10_000;
const connections = 50;
const project = path.join(__dirname, "../../..");

/**
 * Of a graph: which of two rows is open, how a third one lets its caller in, the policy of that caller's role,
 * and what code and environment of every function say.
 */
function graphOf(mark: Mark): string {
  const isA = mark === "A";
  const code = `exports.handler = async () => ({ statusCode: 200, body: "${mark}" + process.env.MARK })`;
  const row = (name: string, access: SmallRow["access"]): SmallRow => ({
    ...{ name, verb: "GET", path: `/${name}`, access, code },
    environment: { MARK: mark },
  });
  return JSON.stringify(
    smallGraph([
      row("left", isA ? "public" : "apiKey"),
      row("right", isA ? "apiKey" : "public"),
      // The role's policy names the row only where it is an iam row.
      row("signed", isA ? "iam" : "apiKey"),
    ]),
  );
}

const refusal = '403 {"message":"Forbidden"}';
const either = { A: "200 AA", B: "200 BB" };

function openAndKeyed(local: LocalJson): Asked[] {
  const key = { "x-api-key": local.apiKeys.website![0]!.value };
  return [
    { path: "/dev/left", headers: {}, answers: { A: either.A, B: refusal } },
    { path: "/dev/right", headers: {}, answers: { A: refusal, B: either.B } },
    { path: "/dev/left", headers: key, answers: either },
    { path: "/dev/right", headers: key, answers: either },
  ];
}

function signedByCaller(local: LocalJson): Asked {
  const { accessKeyId, secretAccessKey, sessionToken = "" } = local.roles.caller!;
  const request = {
    ...{ host: new URL(local.gatewayUrl).host, path: "/dev/signed" },
    ...{ service: "execute-api", region: local.region },
    headers: { "x-api-key": local.apiKeys.website![0]!.value },
  };
  const { headers } = sign(request, { accessKeyId, secretAccessKey, sessionToken });
  return { path: request.path, headers: headers as Record<string, string>, answers: either };
}

/** Counts lines of the output as they come. */
function countLines(output: Readable, word: string) {
  let count = 0;
  let tail = "";
  let look = () => {};
  output.on("data", (chunk: Buffer) => {
    const lines = (tail + chunk.toString()).split("\n");
    tail = lines.pop() ?? "";
    count += lines.filter((line) => line.includes(word)).length;
    look();
  });
  return {
    count: () => count,
    async reach(wanted: number) {
      while (count < wanted) await new Promise<void>((resolve) => (look = resolve));
    },
  };
}

/** As editors save: whole or not at all. */
function save(file: string, text: string): void {
  fs.writeFileSync(`${file}.part`, text);
  fs.renameSync(`${file}.part`, file);
}

/** A project of two rows; its functions say which row is open. */
function smallProject(): { folder: string; save: (mark: Mark) => void } {
  const folder = fs.realpathSync(temporaryFolder());
  for (const name of ["src", "tsconfig.json", "package.json", "package-lock.json"]) {
    fs.cpSync(path.join(project, name), path.join(folder, name), { recursive: true });
  }
  fs.symlinkSync(path.join(project, "node_modules"), path.join(folder, "node_modules"));
  const write = (name: string, text: string) => {
    fs.mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
    save(path.join(folder, name), text);
  };
  write("Pulumi.yaml", "name: small\nruntime: nodejs\n");
  const throttle = '{ "rateLimit": 10000, "burstLimit": 5000 }';
  write(
    "Pulumi.dev.yaml",
    `config:\n  aws:region: eu-central-1\n  gatehouse:throttle: ${throttle}\n`,
  );
  write(
    "index.ts",
    `import * as spec from "./api-spec";
import { SecuredApi } from "./src/pulumi";
const environment = { MARK: spec.left.access === "public" ? "AA" : "BB" };
new SecuredApi("small", spec, { functions: { left: { environment }, right: { environment } } });
`,
  );
  for (const name of ["left", "right"]) {
    const answer = "({ statusCode: 200, body: process.env.MARK })";
    write(`handlers/${name}.ts`, `export const handler = async () => ${answer};\n`);
  }
  const specOf = (mark: Mark) => {
    const row = (name: string, open: boolean) =>
      `export const ${name} = endpoint("GET /${name}", ${open ? '{ access: "public" }' : '{ access: "apiKey", plans: [plans.paid] }'});\n`;
    return `import { apiKey, endpoint, usagePlan } from "../src/spec";
export const plans = { paid: usagePlan({}) };
export const website = apiKey({ plan: plans.paid });
${row("left", mark === "A")}${row("right", mark === "B")}`;
  };
  const saveSpec = (mark: Mark) => write("api-spec/index.ts", specOf(mark));
  saveSpec("A");
  return { folder, save: saveSpec };
}

describe("npm start while somebody saves again and again", function () {
  this.timeout(180_000);
  afterEach(stopGateways);

  it(`answers each of ${requests} requests by one whole graph through ${saves} reloads`, async () => {
    const file = path.join(temporaryFolder(), "graph.json");
    save(file, graphOf("A"));
    const gateway = startGateway(["--graph", file]);
    const local = await gateway.ready();
    const reloads = countLines(gateway.child.stdout, '"text":"Reloaded in');
    let saving = true;
    const keepSaving = async () => {
      for (let count = 1; count <= saves; count++) {
        save(file, graphOf(count % 2 === 0 ? "A" : "B"));
        await reloads.reach(count);
      }
      saving = false;
    };
    const [load] = await Promise.all([
      putLoad({
        ...{ port: Number(new URL(local.gatewayUrl).port), connections },
        asked: [...openAndKeyed(local), signedByCaller(local)],
        goOn: (sent) => saving || sent < requests,
      }),
      keepSaving(),
    ]);
    assert.deepEqual(load.strange, {}, `of ${load.sent} requests`);
    assert.ok(load.seen.A > 0 && load.seen.B > 0, JSON.stringify(load.seen));
    assert.equal(reloads.count(), saves);
  });

  it(`answers each of ${requests} requests by one whole table while it is saved ${saves} times`, async () => {
    const small = smallProject();
    const gateway = startGateway([], small.folder);
    const local = await gateway.ready();
    let saved = 0;
    const load = await putLoad({
      ...{ port: Number(new URL(local.gatewayUrl).port), connections },
      asked: openAndKeyed(local),
      goOn(sent) {
        if (saved < saves && sent >= (saved * requests) / saves) {
          small.save(saved++ % 2 === 0 ? "A" : "B");
        }
        return sent < requests;
      },
    });
    assert.equal(saved, saves);
    assert.deepEqual(load.strange, {}, `of ${load.sent} requests`);
    // Saves follow each other faster than a program runs; the last one is not lost.
    while ((await fetch(`${local.gatewayUrl}/right`)).status !== 200);
    assert.equal((await fetch(`${local.gatewayUrl}/left`)).status, 403);
  });
});
