import assert from "node:assert/strict";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { bench, closeBenches, fn, arnOf, definitionOf, session } from "./support";

for (const inProcess of [false, true]) {
  describe(`createFunctions, ${inProcess ? "in process" : "processes of their own"}`, () => {
    after(closeBenches);

    const answers: [string, string, unknown][] = [
      ["an async function", "exports.handler = async (e) => e.a + 1", 2],
      ["a plain value", "exports.handler = (e) => ({ got: e.a })", { got: 1 }],
      ["a callback", "exports.handler = (e, c, done) => setImmediate(() => done(null, e.a))", 1],
      ["context.succeed", "exports.handler = (e, c, done) => c.succeed('x')", "x"],
      ["undefined", "exports.handler = async () => {}", null],
      [
        "a stream",
        "exports.handler = awslambda.streamifyResponse(async (e, out) => { out.write('\"a'); out.end('b\"') })",
        "ab",
      ],
    ];
    for (const [what, code, expected] of answers) {
      if (inProcess && what === "a stream") continue;
      it(`answers what a handler gives as ${what}`, async () => {
        const { call } = bench([fn("one", code)], { inProcess });
        const answer = await call("one", { a: 1 });
        assert.equal(answer.outcome, "returned");
        assert.deepEqual(answer.payload, expected);
      });
    }

    const callbacks: [string, string, string | undefined, boolean][] = [
      ["three parameters on 20", "(e, c, done) => done(null, 1)", "nodejs20.x", true],
      ["three parameters on 22", "(e, c, done) => done(null, 1)", "nodejs22.x", true],
      ["three parameters on an unnamed runtime", "(e, c, done) => done(null, 1)", undefined, true],
      ["three parameters on 24", "(e, c, done) => done(null, 1)", "nodejs24.x", false],
      ["three parameters on a later one", "(e, c, done) => done(null, 1)", "nodejs26.x", false],
      // Counted by what the function declares, whatever it does with it.
      ["an async one with three on 24", "async (e, c, done) => 1", "nodejs24.x", false],
      ["a third with a default on 24", "async (e, c, done = 0) => 1", "nodejs24.x", true],
      ["a rest on 24", "async (e, ...rest) => 1", "nodejs24.x", true],
    ];
    for (const [what, code, runtime, starts] of callbacks) {
      it(`${starts ? "starts" : "does not start"} a handler with ${what}`, async () => {
        const more = runtime === undefined ? {} : { runtime };
        const { call, problems } = bench([fn("one", `exports.handler = ${code}`, more)], {
          inProcess,
        });
        const { outcome, payload } = await call("one");
        if (starts) return assert.deepEqual([outcome, payload], ["returned", 1]);
        assert.equal(payload.errorType, "Runtime.CallbackHandlerDeprecated");
        assert.match(
          problems[0]!,
          /^one: it does not start: index\.handler takes 3 parameters, and/,
        );
      });
    }

    it("keeps module state between events and apart from other functions", async () => {
      const code = "let n = 0; exports.handler = async () => ++n";
      const { call } = bench([fn("one", code), fn("two", code)], { inProcess });
      await call("one");
      assert.equal((await call("one")).payload, 2);
      assert.equal((await call("two")).payload, 1);
    });

    it("gives each function its own environment and none of the gateway's", async () => {
      process.env.GATEWAY_SECRET = "x";
      const code = "exports.handler = async () => process.env";
      const { call } = bench(
        [fn("one", code, { environment: { A: "1", B: "1" } }), fn("two", code)],
        { inProcess, dotenv: (name): Record<string, string> => (name === "one" ? { B: "2" } : {}) },
      );
      const { payload } = await call("one");
      delete process.env.GATEWAY_SECRET;
      assert.deepEqual([payload.A, payload.B, payload.GATEWAY_SECRET], ["1", "2", undefined]);
      assert.equal(payload.AWS_LAMBDA_FUNCTION_NAME, "app-dev-one");
      assert.equal(payload.AWS_ACCESS_KEY_ID, "ASIAone");
      assert.equal(payload.GATEHOUSE_ACCESS_KEY_ID, "ASIAone");
      assert.equal(payload.AWS_ENDPOINT_URL_LAMBDA, "http://127.0.0.1:4001");
      assert.equal(payload.AWS_ENDPOINT_URL, undefined);
      assert.equal((await call("two")).payload.A, undefined);
    });

    it("lets no environment of the graph stand for the role's keys or the runtime's variables", async () => {
      const environment = {
        AWS_ACCESS_KEY_ID: "graph",
        GATEHOUSE_ACCESS_KEY_ID: "graph",
        AWS_REGION: "graph",
        AWS_LAMBDA_FUNCTION_NAME: "graph",
        TZ: "graph",
      };
      const code = "exports.handler = async () => process.env";
      const without = { assume: () => Promise.reject(new Error("no such role")) };
      for (const credentials of [undefined, without]) {
        const { call } = bench([fn("one", code, { environment })], {
          inProcess,
          ...(credentials ? { credentials } : {}),
        });
        const { payload } = await call("one");
        const values = Object.keys(environment).map((name) => payload[name]);
        const key = credentials ? undefined : "ASIAone";
        assert.deepEqual(values, [key, key, "eu-central-1", "app-dev-one", "graph"]);
      }
    });

    it("answers a thrown error as Lambda's runtime does, and says where", async () => {
      const code = "exports.handler = async () => { throw new TypeError('no soup') }";
      const { call, problems } = bench([fn("one", code)], { inProcess });
      const { outcome, payload } = await call("one");
      assert.equal(outcome, "functionError");
      assert.equal(payload.errorType, "TypeError");
      assert.equal(payload.errorMessage, "no soup");
      assert.equal(payload.trace[0], "TypeError: no soup");
      assert.match(problems[0]!, /^one: threw TypeError: no soup, at .*index\.js:1:/);
    });

    it("names the field that carries a file that is not there", async () => {
      const code = "exports.handler = async () => require('fs').readFileSync(__dirname + '/a.txt')";
      const { call, problems } = bench([fn("one", code)], { inProcess });
      await call("one");
      assert.match(problems[0]!, /^one: threw ENOENT: .*a\.txt'\. Where the file .* bundle\.files/);
    });

    it("keeps a request that a message quotes from steering the terminal", async () => {
      const code = "exports.handler = async (e) => JSON.parse(e.body)";
      const { call, problems } = bench([fn("one", code)], { inProcess });
      await call("one", { body: "\u001b[2J" });
      assert.match(problems[0]!, /^one: threw SyntaxError/);
      assert.ok(!problems[0]!.includes("\u001b"));
    });

    it("prefixes what a function prints with its name", async () => {
      const code = "exports.handler = async () => { console.log('a\\nb'); console.error('c') }";
      const { call, output } = bench([fn("one", code)], { inProcess });
      await call("one");
      assert.deepEqual(output, ["one: a", "one: b", "one: c"]);
    });
  });
}

describe("createFunctions", () => {
  after(closeBenches);

  const faults: [string, string, object, RegExp, string?][] = [
    [
      "a loop without end",
      "exports.handler = () => { for (;;); }",
      { timeoutSeconds: 0.2 },
      /^one: timed out after 0\.20 seconds and was stopped/,
      "Sandbox.Timedout",
    ],
    [
      "a promise without end",
      "exports.handler = () => new Promise(() => {})",
      { timeoutSeconds: 0.1 },
      /timed out after 0\.10 seconds/,
      "Sandbox.Timedout",
    ],
    [
      "process.exit",
      "exports.handler = () => process.exit(3)",
      {},
      /ended its own process \(with error: exit status 3\)/,
      "Runtime.ExitError",
    ],
    [
      "an unhandled rejection",
      "exports.handler = () => { Promise.reject(new Error('lost')); return new Promise(() => {}) }",
      {},
      /a promise was rejected that nobody waited for: Error: lost/,
      "Runtime.UnhandledPromiseRejection",
    ],
    [
      "an exception in a timer",
      "exports.handler = () => { setImmediate(() => { throw new Error('late') }); return new Promise(() => {}) }",
      {},
      /threw Error: late/,
      "Error",
    ],
    [
      "a broken module",
      "throw new RangeError('at load')",
      {},
      /threw RangeError: at load, at .*index\.js:1/,
      "RangeError",
    ],
    [
      "a syntax error",
      "exports.handler = (",
      {},
      /could not be read: SyntaxError/,
      "Runtime.UserCodeSyntaxError",
    ],
    [
      "a missing package",
      "require('no-such-thing')",
      {},
      /could not be loaded: Error: Cannot find module 'no-such-thing'/,
      "Runtime.ImportModuleError",
    ],
    [
      "a missing handler",
      "exports.other = 1",
      {},
      /index\.handler is undefined or not exported/,
      "Runtime.HandlerNotFound",
    ],
    [
      "a missing file",
      "exports.handler = () => 1",
      { handler: "main.handler" },
      /Cannot find module 'main'/,
      "Runtime.ImportModuleError",
    ],
    [
      "an answer that is no JSON",
      "exports.handler = async () => 1n",
      {},
      /Unable to stringify response body/,
      "Error",
    ],
    [
      "a rejection with undefined",
      "exports.handler = async () => { throw undefined }",
      {},
      /threw undefined/,
      "undefined",
    ],
    [
      "a heap that overflows",
      "exports.handler = () => { const a = []; for (;;) a.push(new Array(1e5).fill(1.5)) }",
      {},
      /used more memory/,
      "Runtime.OutOfMemory",
    ],
  ];
  for (const [what, code, more, message, errorType] of faults) {
    it(`survives ${what}`, async () => {
      const { call, problems } = bench([
        fn("one", code, more),
        fn("two", "exports.handler = () => 2"),
      ]);
      const { outcome, payload } = await call("one");
      assert.equal(outcome, "functionError");
      assert.equal(payload.errorType, errorType);
      assert.match(problems[0] ?? "", message);
      assert.equal((await call("two")).payload, 2);
    });
  }

  it("words a timeout as Lambda does", async () => {
    const code = "exports.handler = () => { for (;;); }";
    const { call } = bench([fn("one", code, { timeoutSeconds: 0.1 })]);
    const { payload, requestId } = await call("one");
    assert.deepEqual(payload, {
      errorType: "Sandbox.Timedout",
      errorMessage: `RequestId: ${requestId} Error: Task timed out after 0.10 seconds`,
    });
  });

  it("starts anew after a sandbox died between two events", async () => {
    const code =
      "exports.handler = async () => { setImmediate(() => process.exit(0)); return process.env.AWS_REGION }";
    const { call, problems } = bench([fn("one", code)]);
    await call("one");
    while (problems.length === 0) await new Promise(setImmediate);
    assert.equal((await call("one")).payload, "eu-central-1");
  });

  it("runs events at once in as many sandboxes as wait", async () => {
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), "gatehouse-at-once-"));
    // Each answers once all three have begun.
    const code = `
      const fs = require("node:fs");
      exports.handler = async () => {
        fs.writeFileSync(process.env.FOLDER + "/" + process.pid, "");
        while (fs.readdirSync(process.env.FOLDER).length < 3) await new Promise((r) => setTimeout(r, 5));
        return process.pid;
      };`;
    const { call } = bench([
      fn("one", code, { timeoutSeconds: 20, environment: { FOLDER: folder } }),
    ]);
    const answers = await Promise.all([call("one"), call("one"), call("one")]);
    fs.rmSync(folder, { recursive: true });
    assert.equal(new Set(answers.map(({ payload }) => payload)).size, 3);
  });

  it("throttles beyond the reserved concurrency, and everything at 0", async () => {
    const slow = "exports.handler = () => new Promise((r) => setTimeout(r, 50))";
    const { call } = bench([
      fn("one", slow, { reservedConcurrency: 1 }),
      fn("none", slow, { reservedConcurrency: 0 }),
    ]);
    const answers = await Promise.all([call("one"), call("one")]);
    assert.deepEqual(answers.map(({ outcome }) => outcome).sort(), ["returned", "throttled"]);
    assert.equal((await call("none")).outcome, "throttled");
  });

  it("finds functions by ARN, name and alias, and no others", async () => {
    const code = "exports.handler = async (e, context) => context.invokedFunctionArn";
    const { functions } = bench([
      fn("one", code, { aliases: [{ name: "direct", arn: `${arnOf("app-dev-one")}:direct` }] }),
    ]);
    const invoke = async (functionArn: string) => {
      const result = await functions.invoke({ functionArn, payload: "{}" });
      return "payload" in result ? JSON.parse(result.payload) : result.outcome;
    };
    const plain = arnOf("app-dev-one");
    assert.equal(await invoke("app-dev-one"), plain);
    assert.equal(await invoke(`${plain}:direct`), `${plain}:direct`);
    assert.equal(await invoke("app-dev-one:direct"), `${plain}:direct`);
    assert.equal(await invoke(`${plain}:other`), "notFound");
    assert.equal(await invoke(arnOf("app-dev-two")), "notFound");
  });

  it("refuses events and answers over 6 MB", async () => {
    const code = "exports.handler = async (e) => 'x'.repeat(e.size ?? 1)";
    const { call } = bench([fn("one", code)]);
    const large = 6 * 1024 * 1024;
    assert.deepEqual(await call("one", { pad: "x".repeat(large) }), {
      outcome: "tooLarge",
      what: "request",
    });
    assert.deepEqual(await call("one", { size: large + 200 }), {
      outcome: "tooLarge",
      what: "response",
    });
    assert.equal((await call("one", { size: large - 2 })).outcome, "returned");
  });

  it("lets a caller stop to wait while the function runs on", async () => {
    const code =
      "exports.handler = () => new Promise((r) => setTimeout(() => { console.log('ran'); r() }, 100))";
    const { functions, call, output } = bench([fn("one", code)]);
    const functionArn = arnOf("app-dev-one");
    const result = await functions.invoke({ functionArn, payload: "{}", timeoutMilliseconds: 20 });
    assert.equal(result.outcome, "callerTimeout");
    await call("one");
    assert.equal(output[0], "one: ran");
  });

  it("hands over the client context, the request id and the time that is left", async () => {
    const code =
      "exports.handler = async (e, c) => [c.clientContext, c.awsRequestId, c.getRemainingTimeInMillis() > 2000, c.functionName]";
    const { functions } = bench([fn("one", code)]);
    const result = await functions.invoke({
      functionArn: "app-dev-one",
      payload: "{}",
      clientContext: Buffer.from('{"custom":{"a":"b"}}').toString("base64"),
    });
    assert.ok(result.outcome === "returned");
    const expected = [{ custom: { a: "b" } }, result.requestId, true, "app-dev-one"];
    assert.deepEqual(JSON.parse(result.payload), expected);
  });

  it("keeps the sandboxes of functions that a new graph leaves as they are", async () => {
    const count = "let n = 0; exports.handler = async () => ++n";
    const { functions, call } = bench([fn("one", count), fn("two", count)]);
    await call("one");
    await call("two");
    await functions.load(
      definitionOf({ functions: [fn("one", count), fn("two", `${count} + 10`)] }),
    );
    assert.equal((await call("one")).payload, 2);
    assert.equal((await call("two")).payload, 11);
  });

  it("ends a request on the graph it began with", async () => {
    const { functions, call } = bench([]);
    const old = definitionOf({ functions: [fn("one", "exports.handler = async () => 'old'")] });
    await functions.load(old);
    await functions.load(
      definitionOf({ functions: [fn("one", "exports.handler = async () => 'new'")] }),
    );
    const result = await functions.invoke({
      functionArn: "app-dev-one",
      payload: "{}",
      definition: old,
    });
    assert.equal("payload" in result && result.payload, '"old"');
    assert.equal((await call("one")).payload, "new");
  });

  it("takes new credentials before the old ones expire", async () => {
    let made = 0;
    const { call } = bench(
      [fn("one", "exports.handler = async () => process.env.AWS_SESSION_TOKEN")],
      {
        credentials: {
          assume: async (arn) => ({
            ...session(arn, Date.now() + (made === 0 ? 60_000 : 3_600_000)),
            sessionToken: `token ${++made}`,
          }),
        },
      },
    );
    assert.equal((await call("one")).payload, "token 1");
    assert.equal((await call("one")).payload, "token 2");
    assert.equal((await call("one")).payload, "token 2");
  });

  it("runs a function whose role is elsewhere without credentials, and says so once", async () => {
    const { call, notices } = bench(
      [fn("one", "exports.handler = async () => process.env.AWS_ACCESS_KEY_ID ?? 'none'")],
      { credentials: { assume: () => Promise.reject(new Error("no role")) } },
    );
    assert.equal((await call("one")).payload, "none");
    assert.equal(notices.length, 1);
  });
});
