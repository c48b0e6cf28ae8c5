import * as pulumi from "@pulumi/pulumi";
import * as state from "@pulumi/pulumi/runtime/state";
import type { ResourceGraph } from "../../graph/resource";
import { monitorOf } from "../../graph/record/wire";
import { Recorder } from "../../graph/record/recorder";
import type { Place } from "../context";

type Reply = (error: Error | null, response?: unknown) => void;
type Fields = Record<string, unknown>;

/** What the engine is still asked: looking something up changes nothing. */
type Engine = Record<"invoke", (request: unknown, reply: Reply) => unknown>;

/** Keeps what is registered, and answers with made-up identities: none of it reaches the engine. */
function record(place: Place, engine: Engine) {
  const { region, accountId } = place;
  // The engine takes a resource that is read twice for a mistake; so other stacks say nothing here.
  const answers = {};
  const options = { project: "checks", stack: "preview", seed: "", answers, warn: () => {} };
  const recorder = new Recorder({ ...options, region, accountId });
  const monitor = {
    ...monitorOf(recorder),
    invoke: (request: unknown, reply: Reply) => engine.invoke(request, reply),
    supportsFeature: (_request: unknown, reply: Reply) =>
      reply(null, { getHassupport: () => false }),
  };
  return { recorder, monitor };
}

/** What the runtime keeps of one run (`runtime/state.js`); an automation program has another one. */
interface Store {
  settings: { options: Fields; rpcDone: Promise<unknown>; monitor?: unknown; engine?: unknown };
  config: Fields;
  [feature: `supports${string}`]: boolean;
}

const internals = state as unknown as {
  getStore(): Store;
  withLocalStorage<T>(run: () => T): T;
};

/** Says nothing: the real run has said it already. */
const silent = { log: (_request: unknown, reply: Reply) => reply(null, {}) };

/**
 * Registers the same resources once more, beside the real run and without its engine, and gives them as a
 * graph whose identities are all known. During a first preview the real ones are not.
 */
export function shadowGraph(place: Place, register: () => void): Promise<ResourceGraph> {
  const real = internals.getStore();
  const engine = pulumi.runtime.getMonitor() as unknown as Engine;
  return internals.withLocalStorage(async () => {
    const { recorder, monitor } = record(place, engine);
    const store = internals.getStore();
    store.config = { ...real.config };
    store.settings.options = {
      ...real.settings.options,
      monitorAddr: "shadow",
      engineAddr: undefined,
      dryRun: true,
    };
    store.settings.monitor = monitor;
    store.settings.engine = silent;
    store.supportsSecrets = true;
    store.supportsResourceReferences = true;
    register();
    for (let done: unknown; done !== store.settings.rpcDone;) {
      done = store.settings.rpcDone;
      await done;
      await new Promise((resolve) => setImmediate(resolve));
    }
    return recorder.graph(true);
  });
}

/** Keeps the connection to the engine until the answer is called. */
export const keepRunning = (): (() => void) =>
  (pulumi.runtime as unknown as { rpcKeepAlive(): () => void }).rpcKeepAlive();

/** Whether an engine previews this program; neither a test with mocks nor the laptop does. */
export function isPreviewed(): boolean {
  const { options } = internals.getStore().settings;
  return pulumi.runtime.isDryRun() && Boolean(options["engineAddr"]);
}
