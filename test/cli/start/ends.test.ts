import assert from "node:assert/strict";
import { spawn, type ChildProcess } from "node:child_process";
import fs from "node:fs";
import http from "node:http";
import path from "node:path";
import { temporaryFolder } from "./running-gateway";
import { smallGraph } from "./small-graph";

const project = path.join(__dirname, "../../..");
const folders: string[] = [];
const started: { child: ChildProcess; state: string }[] = [];

/** One open row whose function never answers, and one that does. */
function graphFile(): string {
  const folder = temporaryFolder();
  folders.push(folder);
  const row = { verb: "GET", access: "public" as const };
  const code = (body: string) => `exports.handler = async () => { ${body} }`;
  const rows = [
    { ...row, name: "getIndex", path: "/", code: code('return { statusCode: 200, body: "hi" }') },
    {
      ...row,
      name: "getNever",
      path: "/never",
      code: code("await new Promise(() => setInterval(() => {}, 1000))"),
    },
    { ...row, name: "getBusy", path: "/busy", code: code("for (;;);") },
  ];
  fs.writeFileSync(path.join(folder, "graph.json"), JSON.stringify(smallGraph(rows)));
  return path.join(folder, "graph.json");
}

interface Started {
  child: ChildProcess;
  state: string;
  /** The gateway's own process. */
  pid: number;
  url: string;
}

/** Runs a command line of a shell or of npm that starts a gateway on free ports; resolves when it serves. */
async function start(
  command: (args: string) => [string, string[]],
  stdio: ("ignore" | "pipe")[] = ["pipe", "ignore", "ignore"],
): Promise<Started> {
  const state = temporaryFolder();
  folders.push(state);
  const args = `--graph ${graphFile()} --state ${state} --port 0 --aws-port 0`;
  const [name, rest] = command(args);
  const child = spawn(name, rest, { cwd: project, stdio });
  started.push({ child, state });
  const file = path.join(state, "local.json");
  const local = await until(() => {
    try {
      return JSON.parse(fs.readFileSync(file, "utf8")) as { pid: number; gatewayUrl: string };
    } catch {
      return undefined;
    }
  });
  return { child, state, pid: local.pid, url: local.gatewayUrl };
}

/** Looks again and again, until the test's own limit. */
async function until<Value>(look: () => Value | undefined): Promise<Value> {
  for (;;) {
    const value = look();
    if (value !== undefined) return value;
    await new Promise((resolve) => setTimeout(resolve, 30));
  }
}

const runs = (pid: number): boolean => {
  try {
    // An ended process that nobody has waited for is still listed.
    return !/^\d+ \(.*\) Z/.test(fs.readFileSync(`/proc/${pid}/stat`, "utf8"));
  } catch {
    return false;
  }
};
const ended = (pid: number) => until(() => (runs(pid) ? undefined : true));

/** Processes that a process started, and those that these started. */
function descendants(pid: number): number[] {
  const parents = fs.readdirSync("/proc").flatMap((name) => {
    try {
      const stat = /^\d+$/.test(name) && fs.readFileSync(`/proc/${name}/stat`, "utf8");
      return stat
        ? [[Number(name), Number(stat.slice(stat.lastIndexOf(")") + 2).split(" ")[1])]]
        : [];
    } catch {
      return [];
    }
  });
  const below = (one: number): number[] =>
    parents.flatMap(([child, parent]) => (parent === one ? [child!, ...below(child!)] : []));
  return below(pid);
}

const get = (url: string) =>
  new Promise<number | string>((resolve) => {
    http
      .get(url, { agent: false }, (answer) => {
        answer.resume();
        resolve(answer.statusCode!);
      })
      .on("error", (error: NodeJS.ErrnoException) => resolve(error.code ?? error.message));
  });

/** Resolves when a gateway no longer answers. */
async function blocked(url: string): Promise<void> {
  const silent = () => new Promise((resolve) => setTimeout(resolve, 500, "silent"));
  while ((await Promise.race([get(url), silent()])) !== "silent");
}

const run = "node scripts/run.cjs start";

describe("the end of npm start", function () {
  this.timeout(300_000);
  before(function () {
    if (process.platform !== "linux") this.skip();
  });
  afterEach(() => {
    for (const { child, state } of started.splice(0)) {
      try {
        const { pid } = JSON.parse(fs.readFileSync(path.join(state, "local.json"), "utf8"));
        process.kill(pid, "SIGKILL");
      } catch {
        // It has ended.
      }
      child.kill("SIGKILL");
    }
    for (const folder of folders.splice(0)) fs.rmSync(folder, { recursive: true, force: true });
  });

  const starters: [string, (args: string) => [string, string[]]][] = [
    ["npm", (args) => ["npm", ["start", "--", ...args.split(" ")]]],
    ["node", (args) => ["node", ["scripts/run.cjs", "start", ...args.split(" ")]]],
    ["a shell that runs npm", (args) => ["bash", ["-c", `npm start -- ${args}; true`]]],
    [
      "a program that runs npm",
      (args) => [
        "node",
        [
          "-e",
          `require("node:child_process").spawn("npm", ${JSON.stringify(["start", "--", ...args.split(" ")])}, { stdio: "ignore" })`,
        ],
      ],
    ],
  ];
  for (const [name, command] of starters) {
    for (const signal of ["SIGTERM", "SIGKILL"] as const) {
      it(`comes with ${signal} to ${name}`, async () => {
        const { child, pid, url } = await start(command);
        assert.equal(await get(`${url}/`), 200);
        const all = [pid, ...descendants(pid)];
        child.kill(signal);
        for (const one of all) await ended(one);
      });
    }
  }

  it("takes everything along that it started, when it is killed itself", async () => {
    const { pid, url } = await start((args) => ["bash", ["-c", `exec ${run} ${args}`]]);
    assert.equal(await get(`${url}/`), 200);
    void get(`${url}/never`);
    const all = descendants(pid);
    process.kill(pid, "SIGKILL");
    for (const one of all) await ended(one);
  });

  it("does not come with the shell that put it into the background", async () => {
    const { child, pid, url } = await start(
      (args) => [
        "sh",
        [
          "-c",
          `${run} ${args} & while [ ! -e ${args.split(" ")[3]}/local.json ]; do sleep 0.1; done`,
        ],
      ],
      ["ignore", "ignore", "ignore"],
    );
    await until(() => (child.exitCode === null ? undefined : true));
    await new Promise((resolve) => setTimeout(resolve, 1_200));
    assert.equal(await get(`${url}/`), 200);
    process.kill(pid, "SIGTERM");
    await ended(pid);
  });

  const busy: [string, string, string?][] = [
    ["a function that never answers", "/never"],
    ["a function that takes the whole processor", "/busy"],
    ["a function that takes the gateway's own thread", "/busy", "--in-process"],
  ];
  for (const [name, target, flag = ""] of busy) {
    it(`comes with SIGTERM within 5 seconds beside ${name}`, async () => {
      const { pid, url } = await start((args) => ["bash", ["-c", `exec ${run} ${args} ${flag}`]]);
      const answer = get(`${url}${target}`);
      if (flag === "") assert.equal(await get(`${url}/`), 200);
      else await blocked(`${url}/`);
      const begun = Date.now();
      process.kill(pid, "SIGTERM");
      await ended(pid);
      await answer;
      // Real time is what is promised; the margin is for a machine that is busy with other tests.
      assert.ok(Date.now() - begun < 15_000, `${Date.now() - begun} ms`);
    });
  }

  const readers: [string, string][] = [
    ["that has gone", "head -2"],
    ["that does not read", "sleep 1000"],
  ];
  for (const [name, reader] of readers) {
    it(`is not held up by a reader ${name}, and neither are calls`, async () => {
      const { child, pid, url } = await start((args) => [
        "bash",
        ["-c", `${run} ${args} 2>&1 | ${reader}`],
      ]);
      // More lines than a pipe holds.
      const calls = Array.from({ length: 1_000 }, () => get(`${url}/nowhere/${"x".repeat(200)}`));
      assert.deepEqual(new Set(await Promise.all(calls)), new Set([403]));
      const spent = () => cpuTicks(pid);
      const before = spent();
      await new Promise((resolve) => setTimeout(resolve, 1_000));
      assert.ok(spent() - before < 50, `${spent() - before} ticks of a hundredth of a second`);
      process.kill(pid, "SIGTERM");
      await ended(pid);
      child.kill("SIGKILL");
    });
  }
});

/** Time on the processor, in the system and beside it. */
function cpuTicks(pid: number): number {
  const text = fs.readFileSync(`/proc/${pid}/stat`, "utf8");
  const fields = text.slice(text.lastIndexOf(")") + 2).split(" ");
  return Number(fields[11]) + Number(fields[12]);
}
