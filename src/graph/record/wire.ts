import type { Recorder, Registration } from "./recorder";

/** The messages of Pulumi's monitor protocol, as far as they are read here. */
interface Message {
  [getter: `get${string}` | `has${string}`]: () => any; // eslint-disable-line @typescript-eslint/no-explicit-any
}
type Reply = (error: Error | null, response?: unknown) => void;

/**
 * What the Pulumi runtime of a program talks to in the engine's place. It reads the requests and writes
 * the answers by their getters only, so that any version of the runtime can be served.
 * @see https://github.com/pulumi/pulumi/blob/master/proto/pulumi/resource.proto
 */
export function monitorOf(recorder: Recorder) {
  return {
    registerResource: answering((request) => {
      const { urn, id, properties } = recorder.register(registrationOf(request, "getObject"));
      return {
        getUrn: () => urn,
        getId: () => id,
        getObject: () => struct(properties),
        getPropertydependenciesMap: () => undefined,
        getResult: () => 0,
      };
    }),
    readResource: answering((request) => {
      const id = request.getId!();
      const registration = { ...registrationOf(request, "getProperties"), id };
      const { urn, properties } = recorder.read(registration);
      return { getUrn: () => urn, getProperties: () => struct(properties) };
    }),
    invoke: answering((request) => {
      const args = request.getArgs!()?.toJavaScript() ?? {};
      const { token, provider } = { token: request.getTok!(), provider: request.getProvider!() };
      const result = recorder.invoke({ token, args, provider });
      return { getFailuresList: () => [], getReturn: () => struct(result) };
    }),
    // A method of a component from another language: nothing here can run it.
    call: answering((request) => {
      const result = recorder.invoke({ token: request.getTok!(), args: {}, provider: "" });
      return {
        getFailuresList: () => [],
        getReturn: () => struct(result),
        getReturndependenciesMap: () => undefined,
      };
    }),
    registerResourceOutputs: answering(() => ({})),
    registerResourceHook: answering(() => ({})),
    registerErrorHook: answering(() => ({})),
    signalAndWaitForShutdown: answering(() => ({})),
    registerPackage: answering(() => ({ getRef: () => "package" })),
    supportsFeature: answering(() => ({ getHassupport: () => true })),
    close: () => {},
  };
}

function answering(answer: (request: Message) => unknown) {
  return (request: Message, reply: Reply) => {
    let response: unknown;
    try {
      response = answer(request);
    } catch (error) {
      reply(error as Error);
      return;
    }
    reply(null, response);
  };
}

const struct = (properties: Record<string, unknown>) => ({ toJavaScript: () => properties });

function registrationOf(request: Message, properties: "getObject" | "getProperties"): Registration {
  const read = <T>(getter: `get${string}`, otherwise: T): T => request[getter]?.() ?? otherwise;
  const list = (getter: `get${string}`) => [...new Set(read<string[]>(getter, []))];
  return {
    type: request.getType!(),
    name: request.getName!(),
    parent: read("getParent", ""),
    custom: read("getCustom", true),
    remote: read("getRemote", false),
    provider: read("getProvider", ""),
    importId: read("getImportid", ""),
    inputs: request[properties]!()?.toJavaScript() ?? {},
    options: {
      protect: read("getProtect", false),
      retainOnDelete: read("getRetainondelete", false),
      deleteBeforeReplace: read("getDeletebeforereplace", false),
      ignoreChanges: list("getIgnorechangesList"),
      additionalSecretOutputs: list("getAdditionalsecretoutputsList"),
    },
    aliases: [
      ...list("getAliasurnsList"),
      ...read<Message[]>("getAliasesList", []).map((alias) => {
        const spec: Message | undefined = alias.getSpec!();
        if (!spec) return alias.getUrn!() as string;
        return {
          name: spec.getName!(),
          type: spec.getType!(),
          parent: spec.getParenturn!(),
          noParent: spec.getNoparent!(),
        };
      }),
    ],
  };
}
