import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";
import type { FunctionDefinition } from "../../../src/graph/deployed";
import { bench, closeBenches, fn, type Bench } from "./support";

interface Case {
  what: string;
  /** The body of the handler; `event` and `context` are there. */
  body?: string;
  code?: string;
  more?: Partial<FunctionDefinition>;
  dotenv?: Record<string, string>;
  /** The answers of two calls, one after the other; one alone: of the first. */
  answers: unknown[];
}

const handler = (body: string) =>
  `const fs = require("node:fs"), os = require("node:os"), path = require("node:path");
   let count = 0;
   exports.handler = async (event, context) => { ${body} };`;

/** What differs between a thread of the gateway and Lambda, and must not. */
const cases: Case[] = [
  {
    what: "the time zone is UTC",
    body: "return [process.env.TZ, new Date(0).getHours(), Intl.DateTimeFormat().resolvedOptions().timeZone]",
    answers: [[":UTC", 0, "UTC"]],
  },
  {
    what: "the function's own time zone holds",
    body: "return new Date(0).getHours()",
    more: { environment: { TZ: "Asia/Tokyo" } },
    answers: [9],
  },
  {
    what: "the time zone of .env holds",
    body: "return new Date(0).getHours()",
    dotenv: { TZ: "Asia/Tokyo" },
    answers: [9],
  },
  {
    what: "the working folder is the task root",
    body: "return process.cwd() === process.env.LAMBDA_TASK_ROOT && __dirname === process.cwd() && process.cwd().endsWith('/var/task')",
    answers: [true],
  },
  {
    what: "the task root holds the archive and nothing else",
    body: "return fs.readdirSync('.').sort()",
    code: "archive",
    answers: [["data", "index.js"]],
  },
  {
    what: "files of the project are not found",
    body: "return [fs.existsSync('handlers/data/x.txt'), fs.existsSync('package.json'), fs.existsSync('../../package.json')]",
    answers: [[false, false, false]],
  },
  ...[
    ["writeFileSync('x.txt', '')", "open"],
    ["mkdirSync('x')", "mkdir"],
    ["appendFileSync('index.js', '')", "open"],
    ["unlinkSync('index.js')", "unlink"],
    ["renameSync('index.js', '/tmp/x.js')", "rename"],
    ["openSync('x', 'w')", "open"],
    ["copyFileSync('index.js', 'x.js')", "copyfile"],
    ["rmSync(__dirname, { recursive: true })", "unlink"],
    ["writeFileSync(path.join(os.homedir(), 'x'), '')", "open"],
    ["writeFileSync('/opt/gatehouse-x', '')", "open"],
    ["writeFileSync(new URL('file://' + __dirname + '/x'), '')", "open"],
  ].map(([call, name]) => ({
    what: `fs.${call} is refused`,
    body: `try { fs.${call} } catch (error) { return [error.code, error.syscall, error.message.startsWith("EROFS: read-only file system, ${name} '")] }`,
    answers: [["EROFS", name, true]],
  })),
  {
    what: "writing by promise, callback and stream is refused",
    body: `const by = await fs.promises.writeFile("x", "").catch((error) => error.code);
      const called = await new Promise((done) => fs.mkdir("x", (error) => done(error.code)));
      const stream = await new Promise((done) => fs.createWriteStream("x").on("error", (error) => done(error.code)));
      return [by, called, stream, fs.readdirSync(".")]`,
    answers: [["EROFS", "EROFS", "EROFS", ["index.js"]]],
  },
  {
    what: "a temporary folder of its own can be written and stays between events",
    body: `const file = path.join(os.tmpdir(), "x"); const before = fs.existsSync(file);
      fs.writeFileSync(file, "1"); return before`,
    answers: [false, true],
  },
  {
    what: "process.chdir and process.env stay between events",
    body: "count++; if (count === 1) { process.chdir('/'); process.env.MINE = 'x'; } return [process.cwd(), process.env.MINE]",
    answers: [
      ["/", "x"],
      ["/", "x"],
    ],
  },
  {
    what: "the shell's variables are not there",
    body: "return ['HOME', 'USER', 'SHELL', 'SECRET_OF_SHELL', 'NODE_OPTIONS'].filter((name) => name in process.env)",
    answers: [[]],
  },
  {
    what: "Lambda's variables are there",
    body: `return ['_HANDLER', 'AWS_EXECUTION_ENV', 'AWS_LAMBDA_FUNCTION_MEMORY_SIZE', 'AWS_LAMBDA_FUNCTION_VERSION', 'LAMBDA_RUNTIME_DIR', 'AWS_REGION']
      .map((name) => process.env[name])`,
    more: { runtime: "nodejs22.x", memoryMegabytes: 256 },
    answers: [
      ["index.handler", "AWS_Lambda_nodejs22.x", "256", "$LATEST", "/var/runtime", "eu-central-1"],
    ],
  },
  {
    what: "the command line is Lambda's, and there is no main module",
    body: "return [process.argv.slice(1), process.execArgv, require.main === undefined]",
    answers: [[["/var/runtime/index.mjs"], [], true]],
  },
  {
    what: "a callback waits for an empty event loop",
    code: "let done = false; exports.handler = (event, context, callback) => { setTimeout(() => { done = true }, 20); callback(null, { toJSON: () => done }) }",
    answers: [true],
  },
  {
    what: "a callback does not wait where the handler says so",
    code: "let done = false; exports.handler = (event, context, callback) => { context.callbackWaitsForEmptyEventLoop = false; setTimeout(() => { done = true }, 20); callback(null, { toJSON: () => done }) }",
    answers: [false],
  },
  {
    what: "a plain function that never calls back answers null until Node.js 22",
    code: "exports.handler = () => 'lost'",
    more: { runtime: "nodejs22.x" },
    answers: [null],
  },
  {
    what: "a plain function answers by what it returns from Node.js 24 on",
    code: "exports.handler = () => 'kept'",
    more: { runtime: "nodejs24.x" },
    answers: ["kept"],
  },
];

describe("a function's environment is Lambda's", () => {
  after(closeBenches);

  for (const { what, body, code, more = {}, dotenv = {}, answers } of cases) {
    it(what, async () => {
      process.env["SECRET_OF_SHELL"] = "x";
      const text = body === undefined ? code! : handler(body);
      const files = { "index.js": { text }, "data/x.json": { text: "{}" } };
      const archive = code === "archive" ? { code: { files } } : {};
      const made = bench([fn("one", text, { ...more, ...archive })], { dotenv: () => dotenv });
      fs.mkdirSync(path.join(made.folder, "handlers/data"), { recursive: true });
      fs.writeFileSync(path.join(made.folder, "handlers/data/x.txt"), "");
      const got: unknown[] = [];
      for (const _ of answers) got.push((await made.call("one")).payload);
      delete process.env["SECRET_OF_SHELL"];
      assert.deepEqual(got, answers);
    });
  }

  it("shares neither globals nor prototypes, folders, nor the working folder with another function", async () => {
    const code = `exports.handler = async ({ mark }) => {
      const found = [globalThis.mark, {}.mark, [].flat.mark, process.cwd() === __dirname, require("node:os").tmpdir()];
      if (mark) { globalThis.mark = 1; Object.prototype.mark = 1; Array.prototype.flat.mark = 1; process.chdir("/"); }
      return found; };`;
    const { call } = bench([fn("one", code), fn("two", code)]);
    const first = (await call("one", { mark: true })).payload;
    const second = (await call("two")).payload;
    assert.deepEqual(second.slice(0, 4), [null, null, null, true]);
    assert.notEqual(first[4], second[4]);
  });

  const ends: [string, string, Partial<FunctionDefinition>, string, RegExp][] = [
    ["a time limit", "for (;;);", { timeoutSeconds: 0.3 }, "Sandbox.Timedout", /timed out after/],
    ["process.exit", "process.exit(3)", {}, "Runtime.ExitError", /exit status 3/],
    ["process.exit(0)", "process.exit()", {}, "Runtime.ExitError", /without providing a reason/],
    [
      "a signal",
      "process.kill(process.pid, 'SIGTERM'); await new Promise(() => {})",
      {},
      "Runtime.ExitError",
      /signal: terminated/,
    ],
    [
      "an unhandled rejection",
      "Promise.reject(new Error('lost')); await new Promise((r) => setTimeout(r, 1000))",
      {},
      "Runtime.UnhandledPromiseRejection",
      /Error: lost/,
    ],
    [
      "an uncaught exception",
      "setImmediate(() => { throw new RangeError('late') }); await new Promise((r) => setTimeout(r, 1000))",
      {},
      "RangeError",
      /late/,
    ],
    [
      "memory outside of the heap",
      "globalThis.kept = Buffer.alloc(300e6, 1)",
      {},
      "Runtime.OutOfMemory",
      /signal: killed/,
    ],
  ];
  for (const [what, body, more, errorType, message] of ends) {
    it(`ends with ${what}, and the next event starts a new one`, async () => {
      const code = handler(`if (event.end) { ${body} } return ++count`);
      const { call } = bench([fn("one", code, { timeoutSeconds: 20, ...more })]);
      assert.equal((await call("one")).payload, 1);
      const { outcome, payload } = await call("one", { end: true });
      assert.equal(outcome, "functionError");
      assert.equal(payload.errorType, errorType);
      assert.match(payload.errorMessage, message);
      assert.equal((await call("one")).payload, 1);
    });
  }

  const lates: [string, string, RegExp | undefined][] = [
    ["is printed", "setImmediate(() => console.log('late')); return 1", /one: it printed after/],
    ["a timer would do", "setTimeout(() => {}, 1000); return 1", /one: a timer was pending/],
    [
      "was awaited",
      "await new Promise((r) => setTimeout(r, 5)); console.log(1); return 1",
      undefined,
    ],
  ];
  for (const [what, body, notice] of lates) {
    it(`says ${notice ? "" : "nothing "}of what ${what} after the answer`, async () => {
      const made: Bench = bench([fn("one", handler(body))]);
      // The second answer comes behind all that the first event left.
      await made.call("one");
      await made.call("one");
      if (notice) assert.match(made.notices.join("\n"), notice);
      else assert.deepEqual(made.notices, []);
      assert.ok(made.notices.length <= 1);
    });
  }

  it("stands still between events, and goes on in the next", async () => {
    const ticking = handler(
      "if (!count) setInterval(() => count++, 1); if (event.wait) while (count < 5) await new Promise(setImmediate); return count",
    );
    const { call } = bench([
      fn("one", ticking, { timeoutSeconds: 20 }),
      fn("two", handler("await new Promise((r) => setTimeout(r, 200))")),
    ]);
    await call("one");
    await call("two");
    // One may have been due at once.
    assert.ok((await call("one")).payload <= 1);
    assert.ok((await call("one", { wait: true })).payload >= 5);
  });

  it("names the event during which a line was printed", async () => {
    const lines: unknown[] = [];
    const made = bench([fn("one", handler("console.log('hello'); return context.awsRequestId"))]);
    made.log.functionOutput = (name, line, requestId) => lines.push([name, line, requestId]);
    const { payload } = await made.call("one");
    assert.deepEqual(lines, [["one", "hello", payload]]);
  });

  it("has one event at a time", async () => {
    const code = handler(
      "count++; await new Promise((r) => setTimeout(r, 30)); return count-- && count",
    );
    const { call } = bench([fn("one", code)]);
    const answers = await Promise.all(Array.from({ length: 6 }, () => call("one")));
    assert.deepEqual(
      answers.map(({ payload }) => payload),
      [0, 0, 0, 0, 0, 0],
    );
  });
});
