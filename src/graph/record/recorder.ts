import { unknownValue } from "../../base/marks";
import type { Resource, ResourceOptions } from "../resource";
import { identitiesOf } from "./identities";
import { answerInvoke, unknownResult, type LocalAnswers } from "./invokes";
import { containsUnknown, secret, toGraph, withoutMarks, withoutReferences } from "./properties";

/** One request to register or read a resource, as plain data. */
export interface Registration {
  type: string;
  name: string;
  /** The parent's urn, or nothing. */
  parent: string;
  custom: boolean;
  /** Whether a provider makes the component, out of sight of the program. */
  remote: boolean;
  /** Reference of an explicit provider, or nothing. */
  provider: string;
  importId: string;
  /** With Pulumi's marks for secrets, assets and references. */
  inputs: Record<string, unknown>;
  options: ResourceOptions;
  /** A urn, or the parts of one that differ. */
  aliases: readonly (string | { name: string; type: string; parent: string; noParent: boolean })[];
}

/** What the recorder must know of the stack. */
export interface RecorderOptions {
  project: string;
  stack: string;
  region: string;
  accountId: string;
  seed: string;
  answers: LocalAnswers;
  warn(text: string): void;
}

type Fields = Record<string, unknown>;

/** The root is Pulumi's own, not something that the program deploys. */
const rootType = "pulumi:pulumi:Stack";

/** Plays the engine's part for one run of a program: answers each request as a deploy would, and keeps it. */
export class Recorder {
  readonly #options: RecorderOptions;
  readonly #resources: { resource: Resource; raw: Fields; computed: Fields }[] = [];
  readonly #counts = new Map<string, number>();
  readonly #byId = new Map<string, Fields>();
  /** By the reference of an explicit provider. */
  readonly #regions = new Map<string, string>();
  readonly #asked = new Set<string>();

  constructor(options: RecorderOptions) {
    this.#options = options;
  }

  /** Everything registered so far, in that order. */
  graph(showSecrets: boolean): Resource[] {
    return this.#resources
      .filter(({ resource }) => resource.type !== rootType)
      .map(({ resource, raw, computed }) => ({
        ...resource,
        inputs: toGraph(raw, showSecrets) as Fields,
        outputs: toGraph(computed, showSecrets) as Fields,
      }));
  }

  register(request: Registration): { urn: string; id: string; properties: Fields } {
    const { type, name, parent, custom } = request;
    const urn = this.#urn(request);
    const given = withoutReferences(request.inputs) as Fields;
    const inputs = withoutMarks(given) as Fields;
    const region = this.#regionOf(request.provider, inputs);
    const computed = custom ? this.#identities(request, { urn, region, inputs }) : {};
    if (request.importId) computed.id = request.importId;
    for (const output of request.options.additionalSecretOutputs ?? []) {
      if (computed[output] !== undefined) computed[output] = secret(computed[output]);
    }
    const id = typeof computed.id === "string" ? computed.id : "";
    if (custom) this.#byId.set(id, { ...inputs, ...computed });
    if (type.startsWith("pulumi:providers:") && typeof inputs.region === "string") {
      this.#regions.set(`${urn}::${id}`, inputs.region);
    }
    const isRoot = parent === "" || parent.includes(`::${rootType}::`);
    this.#resources.push({
      resource: {
        type,
        name,
        urn,
        ...(isRoot ? {} : { parent }),
        ...(custom || request.remote ? {} : { component: "local" as const }),
        inputs: {},
        outputs: {},
        ...optionsOf({ ...request.options, aliases: this.#aliases(request) }),
      },
      raw: given,
      computed,
    });
    return { urn, id, properties: { ...computed, ...given } };
  }

  /** A resource that is only looked up, or the outputs of another stack. */
  read(request: Registration & { id: string }): { urn: string; properties: Fields } {
    const { type, inputs, id } = request;
    const urn = this.#urn(request);
    if (type === "pulumi:pulumi:StackReference") {
      const outputs = this.#options.answers.stackReferences?.[id];
      if (!outputs) this.#warnUnknown(`the outputs of the stack ${id}`, "stackReferences", id);
      return {
        urn,
        properties: { ...inputs, outputs: outputs ?? unknownValue, secretOutputNames: [] },
      };
    }
    const found = this.#byId.get(id) ?? {};
    return { urn, properties: { ...inputs, ...found } };
  }

  invoke(request: { token: string; args: Fields; provider: string }): Fields {
    const { token, args, provider } = request;
    const region = this.#regions.get(provider) ?? this.#options.region;
    if (containsUnknown(args)) return unknownResult;
    const { accountId, answers } = this.#options;
    const answer = answerInvoke({ token, args, region, accountId }, answers);
    if (answer) return answer;
    this.#warnUnknown(`what ${token} answers`, "invokes", token);
    return unknownResult;
  }

  #warnUnknown(what: string, section: string, key: string): void {
    if (this.#asked.has(key)) return;
    this.#asked.add(key);
    this.#options.warn(
      `The laptop cannot know ${what}: what depends on it is unknown, and refuses. ` +
        `Write it into gatehouse.local.json: { "${section}": { "${key}": { … } } }`,
    );
  }

  #identities(request: Registration, at: { urn: string; region: string; inputs: Fields }): Fields {
    const { type, name } = request;
    const key = JSON.stringify([type, name]);
    const count = this.#counts.get(key) ?? 0;
    this.#counts.set(key, count + 1);
    const { stack, accountId, seed } = this.#options;
    const byId = this.#byId;
    const computed = identitiesOf({ stack, type, name, count, accountId, seed, byId, ...at });
    return Object.fromEntries(Object.entries(computed).filter(([, value]) => value !== undefined));
  }

  #regionOf(provider: string, inputs: Fields): string {
    if (typeof inputs.region === "string" && inputs.region !== unknownValue) return inputs.region;
    return this.#regions.get(provider) ?? this.#options.region;
  }

  #aliases({ aliases, type, name, parent }: Registration): string[] {
    return aliases.map((alias) =>
      typeof alias === "string"
        ? alias
        : this.#urn({
            type: alias.type || type,
            name: alias.name || name,
            parent: alias.noParent ? "" : alias.parent || parent,
          }),
    );
  }

  /** `urn:pulumi:<stack>::<project>::<parent's types>$<type>::<name>` */
  #urn({ type, name, parent }: Pick<Registration, "type" | "name" | "parent">): string {
    const above = parent === "" ? "" : (parent.split("::")[2] ?? "");
    const qualified = above === "" || above === rootType ? type : `${above}$${type}`;
    return `urn:pulumi:${this.#options.stack}::${this.#options.project}::${qualified}::${name}`;
  }
}

function optionsOf(options: ResourceOptions): { options?: ResourceOptions } {
  const set = Object.entries(options).filter(
    ([, value]) => value !== undefined && value !== false && !(Array.isArray(value) && !value[0]),
  );
  return set.length > 0 ? { options: Object.fromEntries(set) } : {};
}
