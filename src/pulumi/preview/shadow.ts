import * as pulumi from "@pulumi/pulumi";
import * as state from "@pulumi/pulumi/runtime/state";
import { unknownValue, type Resource, type ResourceGraph } from "../../access/graph";
import type { Place } from "../context";
import { identitiesOf } from "./identities";

/** A message of Pulumi's monitor protocol, by its getters. */
type Message = Record<`get${string}`, () => any>; // eslint-disable-line @typescript-eslint/no-explicit-any
type Reply = (error: Error | null, response?: unknown) => void;
type Fields = Record<string, unknown>;

const struct = (fields: Fields) => ({ toJavaScript: () => fields });

/** The part of the engine that changes nothing. */
type Engine = Record<"invoke", (request: Message, reply: Reply) => unknown>;

/** Keeps what is registered, and answers with identities of its own: none of it reaches the engine. */
function recorder(place: Place, engine: Engine) {
  const graph: Resource[] = [];
  const answering = (answer: (request: Message) => unknown) => (request: Message, reply: Reply) => {
    let response: unknown;
    try {
      response = answer(request);
    } catch (error) {
      reply(error as Error);
      return;
    }
    reply(null, response);
  };
  const register = (request: Message) => {
    const [type, name] = [request["getType"]!() as string, request["getName"]!() as string];
    const parent = request["getParent"]?.() as string | undefined;
    const inputs = (request["getObject"]!()?.toJavaScript() ?? {}) as Fields;
    const isCustom = (request["getCustom"]?.() as boolean | undefined) ?? true;
    const outputs = isCustom ? identitiesOf({ type, name, inputs, place }) : {};
    const urn = `urn:pulumi:preview::checks::${type}::${name}`;
    graph.push({ type, name, urn, ...(parent ? { parent } : {}), inputs, outputs });
    return { urn, outputs, properties: { ...outputs, ...inputs } };
  };
  return {
    graph,
    monitor: {
      registerResource: answering((request) => {
        const { urn, outputs, properties } = register(request);
        return {
          getUrn: () => urn,
          getId: () => String(outputs["id"] ?? ""),
          getObject: () => struct(properties),
          getPropertydependenciesMap: () => undefined,
          getResult: () => 0,
        };
      }),
      // The engine takes a resource that is read twice for a mistake; so other stacks say nothing here.
      readResource: answering((request) => {
        const inputs = (request["getProperties"]!()?.toJavaScript() ?? {}) as Fields;
        const urn = `urn:pulumi:preview::checks::${request["getType"]!()}::${request["getName"]!()}`;
        const properties = { ...inputs, outputs: unknownValue, secretOutputNames: [] };
        return { getUrn: () => urn, getProperties: () => struct(properties) };
      }),
      invoke: (request: Message, reply: Reply) => engine.invoke(request, reply),
      call: answering(() => ({
        getFailuresList: () => [],
        getReturn: () => struct({}),
        getReturndependenciesMap: () => undefined,
      })),
      registerResourceOutputs: answering(() => ({})),
      registerResourceHook: answering(() => ({})),
      registerErrorHook: answering(() => ({})),
      signalAndWaitForShutdown: answering(() => ({})),
      registerPackage: answering(() => ({ getRef: () => "package" })),
      supportsFeature: answering(() => ({ getHassupport: () => false })),
      close: () => {},
    },
  };
}

/** What the runtime keeps of one run (`runtime/state.js`); an automation program has one of its own, too. */
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
    const { graph, monitor } = recorder(place, engine);
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
    return graph;
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
