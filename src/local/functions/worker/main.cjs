// Runs in a worker thread: loads one function, then answers one event at a time.
"use strict";
const { parentPort, workerData } = require("node:worker_threads");
const { describeError, runtimeError } = require("./describe-error.cjs");
const { loadHandler } = require("./load-handler.cjs");
const { awslambda, runHandler } = require("./run-handler.cjs");
const { routeRequests } = require("./route-requests.cjs");

const port = parentPort;
const post = (message) => port.postMessage(message);

/** Output leaves the thread at once, so that a handler that hangs has still said what it said. */
function patchOutput(stream) {
  stream.write = (chunk, encoding, done) => {
    const text = typeof chunk === "string" ? chunk : Buffer.from(chunk).toString("utf8");
    post({ type: "output", text });
    const callback = typeof encoding === "function" ? encoding : done;
    if (callback) process.nextTick(callback);
    return true;
  };
}

/** What the gateway's environment holds is for preloads only. */
function takeEnvironment() {
  for (const name of Object.keys(process.env)) delete process.env[name];
  Object.assign(process.env, workerData.environment);
  delete workerData.environment;
}

async function main() {
  takeEnvironment();
  patchOutput(process.stdout);
  patchOutput(process.stderr);
  process.setSourceMapsEnabled(true);
  globalThis.awslambda = awslambda;
  process.on("uncaughtException", (error) => post({ type: "crash", error: describeError(error) }));
  process.on("unhandledRejection", (reason) =>
    post({ type: "crash", error: runtimeError("Runtime.UnhandledPromiseRejection", reason) }),
  );
  const routed = routeRequests(workerData.routes);
  let handler;
  try {
    handler = await loadHandler(workerData);
  } catch (error) {
    post({ type: "loadError", error: error.payload ?? describeError(error) });
    return;
  }
  routed();
  const events = [];
  let number = 0;
  let running = false;
  const runAll = async () => {
    running = true;
    for (let job = events.shift(); job; job = events.shift()) {
      number++;
      // Taken back by the gateway: see recall() in worker-sandbox.ts.
      if (Atomics.compareExchange(workerData.begun, 0, number - 1, number) !== number - 1) continue;
      if (job.traceId) process.env._X_AMZN_TRACE_ID = job.traceId;
      const since = Date.now();
      const { payload, error } = await runHandler(handler, job, workerData);
      const milliseconds = Date.now() - since;
      post(
        error ? { type: "error", error, milliseconds } : { type: "result", payload, milliseconds },
      );
    }
    running = false;
  };
  port.on("message", (jobs) => {
    events.push(...jobs);
    if (!running) void runAll();
  });
  post({ type: "loaded" });
}

main();
