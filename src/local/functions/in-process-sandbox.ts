import fs from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { Writable } from "node:stream";
import vm from "node:vm";
import {
  timedOut,
  type Ended,
  type ErrorPayload,
  type Sandbox,
  type SandboxSettings,
} from "./sandbox";
import { describeError } from "./process/worker/describe-error.cjs";
import { loadHandler, type Handler } from "./process/worker/load-handler.cjs";
import { routeRequests } from "./process/worker/route-requests.cjs";
import { runHandler } from "./process/worker/run-handler.cjs";

/**
 * Runs a function in the gateway's own thread, for benchmarks and debugging: own `process.env` and
 * module state, but a handler that hangs hangs the gateway, and memory is shared.
 */
export function startInProcess(settings: SandboxSettings, useUntil: number): Sandbox {
  let handler: Handler | undefined;
  const { folder, timeoutSeconds } = settings;
  const load = async (): Promise<ErrorPayload | undefined> => {
    try {
      route(settings);
      handler = await loadHandler({
        folder,
        handler: settings.handler,
        runtime: settings.runtime,
        requireFrom: requireWith(settings),
      });
      return undefined;
    } catch (error) {
      return (error as { payload?: ErrorPayload }).payload ?? describeError(error);
    }
  };
  return {
    loaded: load(),
    useUntil,
    alive: () => true,
    capacity: () => 1,
    recall: () => undefined,
    run(job, done) {
      let ended = false;
      const end = (outcome: Ended) => {
        if (ended) return;
        ended = true;
        clearTimeout(timer);
        done(outcome);
      };
      const timer = setTimeout(
        () => end({ kind: "failed", error: timedOut(timeoutSeconds) }),
        timeoutSeconds * 1000,
      );
      void runHandler(handler as Handler, job, settings).then((result) =>
        end(
          "payload" in result
            ? { kind: "returned", payload: result.payload }
            : { kind: "failed", error: result.error },
        ),
      );
    },
    close: () => Promise.resolve(),
  };
}

let routed: SandboxSettings["routes"] | undefined;

/** One table for the whole process: its `http` and `fetch` are shared. */
function route({ routes }: SandboxSettings): void {
  // The pass of one function would be everybody's.
  const { pass: _, ...shared } = routes;
  if (routed) Object.assign(routed, shared);
  else routeRequests((routed = { ...shared }));
}

/** `require` whose modules see the function's own `process.env` and print under its name. */
function requireWith(settings: SandboxSettings): (file: string) => unknown {
  const ownProcess = processFor(settings);
  const loaded = new Map<string, { exports: unknown }>();
  const requireFile = (file: string): unknown => {
    const known = loaded.get(file);
    if (known) return known.exports;
    const module = { exports: {} as unknown };
    loaded.set(file, module);
    const plain = createRequire(file);
    const own = (name: string) => {
      if (name === "process" || name === "node:process") return ownProcess;
      if (!name.startsWith(".") && !path.isAbsolute(name)) return plain(name);
      const found = plain.resolve(name);
      return found.endsWith(".js") || found.endsWith(".cjs") ? requireFile(found) : plain(found);
    };
    const names = ["exports", "require", "module", "__filename", "__dirname", "process", "console"];
    const run = vm.compileFunction(fs.readFileSync(file, "utf8"), names, {
      filename: file,
      importModuleDynamically: vm.constants.USE_MAIN_CONTEXT_DEFAULT_LOADER,
    });
    run(module.exports, own, module, file, path.dirname(file), ownProcess, consoleFor(settings));
    return module.exports;
  };
  return requireFile;
}

function processFor({ environment }: SandboxSettings): NodeJS.Process {
  return Object.create(process, {
    env: { value: { ...environment } },
    exit: {
      value: (code = 0) => {
        throw new Error(`The handler called process.exit(${code}), which would end the gateway.`);
      },
    },
  }) as NodeJS.Process;
}

function consoleFor({ output }: SandboxSettings): Console {
  const stream = new Writable({
    write(chunk: Buffer, _encoding, done) {
      output(chunk.toString("utf8"));
      done();
    },
  });
  return new console.Console({ stdout: stream, stderr: stream });
}
