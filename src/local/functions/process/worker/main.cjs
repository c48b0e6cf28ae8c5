// Runs in a separate process: loads one function, then answers one event at a time.
"use strict";
const { hasLine, mayBegin, nextLine, nextLineAlive, send } = require("./channel.cjs");
const { describeError, runtimeError } = require("./describe-error.cjs");
const { limitImport, limitRequire, imports } = require("./find-packages.cjs");
const { loadHandler } = require("./load-handler.cjs");
const { becomeLambda } = require("./become-lambda.cjs");
const { awslambda, runHandler } = require("./run-handler.cjs");
const { routeRequests } = require("./route-requests.cjs");

/** Whether an event is under way: what is printed otherwise may be lost on Lambda. */
let running = true;

/** Output takes the way of the answers, so that it is there before them. */
function patchOutput(stream) {
  stream.write = (chunk, encoding, done) => {
    const text = typeof chunk === "string" ? chunk : Buffer.from(chunk).toString("utf8");
    send(running ? "output" : "late", JSON.stringify(text));
    const callback = typeof encoding === "function" ? encoding : done;
    if (callback) process.nextTick(callback);
    return true;
  };
}

/** Ends the process as Lambda's runtime does, once the gateway knows why. */
function crash(error, exitCode) {
  send("crash", JSON.stringify(error));
  process.exit(exitCode);
}

/** Keeps the process from ending by itself: a promise that nobody settles ends with the time limit. */
const stayAlive = () => setTimeout(() => {}, 0x7fffffff);

const timers = () => process.getActiveResourcesInfo().filter((name) => name === "Timeout").length;

/** Events after which work that goes on behind an answer is no longer looked for. */
const watchedEvents = 20;

async function serve(handler, given) {
  let idle;
  process.on("beforeExit", () => (idle ?? stayAlive)());
  const whenIdle = (callback) => {
    idle = callback && (() => ((idle = undefined), callback()));
  };
  const settings = { ...given, whenIdle };
  const timersBefore = timers();
  let watched = watchedEvents;
  for (;;) {
    const line = settings.debugged ? await nextLineAlive() : nextLine();
    const end = line.indexOf("\t");
    const { number, ...job } = JSON.parse(line.slice(0, end));
    if (!mayBegin(number)) continue;
    if (job.traceId) process.env._X_AMZN_TRACE_ID = job.traceId;
    running = true;
    const since = Date.now();
    const result = await runHandler(handler, { ...job, payload: line.slice(end + 1) }, settings);
    const milliseconds = Date.now() - since;
    running = false;
    if (result.error) send("error", JSON.stringify({ error: result.error, milliseconds }));
    else if (result.payload.includes("\n")) send("text", JSON.stringify(result.payload));
    else send("result", `${milliseconds}\t${result.payload}`);
    // What the handler left for the next turn still runs, as on Lambda, and nothing after it.
    await new Promise(setImmediate);
    if (watched > 0 && watched-- && timers() > timersBefore && !hasLine()) {
      watched = 0;
      send("pending", "");
    }
  }
}

async function main() {
  const settings = JSON.parse(nextLine());
  patchOutput(process.stdout);
  patchOutput(process.stderr);
  process.setSourceMapsEnabled(true);
  becomeLambda(settings);
  globalThis.awslambda = awslambda;
  process.on("uncaughtException", (error) => crash(describeError(error), 129));
  process.on("unhandledRejection", (reason) =>
    crash(runtimeError("Runtime.UnhandledPromiseRejection", reason), 128),
  );
  const routed = routeRequests(settings.routes);
  limitRequire(settings.packages);
  let handler;
  try {
    handler = await loadHandler({
      ...settings,
      loading: (file, isModule) => {
        if (imports(file, isModule)) limitImport(settings.packages);
      },
    });
  } catch (error) {
    send("loadError", JSON.stringify(error.payload ?? describeError(error)));
    return;
  }
  routed();
  running = false;
  send("loaded", "");
  await serve(handler, settings);
}

main();
