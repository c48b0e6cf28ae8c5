import type { Deployed } from "../../graph/deployed";
import { faultOf, type Fault } from "../judge/fault";
import { invocableOf } from "../judge/invocation";
import { callerOf, label, type CallerId } from "./caller-id";
import { candidatesOf, outsiders } from "./candidates";
import { endpointsOf, type Endpoint } from "./endpoints";
import { invokersOf } from "./invokers";
import { keysOf, listedKeysOf, type PlannedKey } from "./keys";
import { anyone, openingOf, signersOf } from "./openings";
import { compareText } from "./order";
import { probesOf, type Probes } from "./probes";
import type { Reach } from "./reach";

/** Who may call one endpoint. */
export interface EndpointAccess {
  endpoint: Endpoint;
  /**
   * Who passes its authorization, by the id of a principal, and with which requests. `anyone` stands for
   * everybody; who else passes then is not listed.
   */
  who: ReadonlyMap<string, Reach>;
  /** The keys of which one is needed as well; `none`: no key is asked for. */
  keys: "none" | readonly PlannedKey[];
  /** Trees of parameters that list more such keys, made outside the program. */
  listedKeys: readonly string[];
  /** Whether a key comes from the authorizer's answer and not from the caller. */
  keyFromAuthorizer: boolean;
  /** Who invokes the function past the gateway, and which of its ARNs. */
  direct: ReadonlyMap<string, Reach>;
  /** Why API Gateway would answer an error although it lets the call in; absent where it would not. */
  fault?: Fault;
}

/** Somebody, as the callers of endpoints name them. */
export interface Principal {
  /** See `idOf`. */
  id: string;
  label: string;
}

/** Who may call what. */
export interface Access {
  /** By path and verb. */
  endpoints: readonly EndpointAccess[];
  /** Those who pass somewhere, `anyone` first. */
  principals: readonly Principal[];
  probes: Probes;
}

/**
 * What a principal gets from an endpoint: `yes`, `key`: only with one of its keys as well, `some`: only for
 * some paths or under conditions, `no`.
 */
export type Answer = "yes" | "key" | "some" | "no";

const ranks: readonly CallerId["kind"][] = ["anyone", "authorizer", "pool", "role", "user"];

function rankOf(id: string): number {
  const rank = ranks.indexOf(callerOf(id).kind);
  return rank < 0 ? ranks.length : rank;
}

/**
 * Who may call what, by the same functions that the gateway decides with. Graphs that are compared are
 * given the same probes.
 */
export function accessOf(definition: Deployed, probes: Probes = probesOf([definition])): Access {
  const own = candidatesOf(definition);
  const policies = definition.apis.map(({ policy }) => policy);
  const others = outsiders(definition, policies);
  const signers = signersOf(own, others);
  const invokers = invokersOf(definition, own, probes);
  const invocable = invocableOf(definition);
  const endpoints = endpointsOf(definition).map((endpoint): EndpointAccess => {
    const fault = faultOf(definition, endpoint, invocable);
    const keyFromAuthorizer =
      endpoint.method.apiKeyRequired && endpoint.api.apiKeySource === "AUTHORIZER";
    // Without an authorizer there is nobody to name the key.
    const lost = keyFromAuthorizer && endpoint.word !== "custom";
    return {
      endpoint,
      who: fault === undefined ? openingOf(definition, endpoint, { probes, signers }) : new Map(),
      keys: !endpoint.method.apiKeyRequired ? "none" : lost ? [] : keysOf(definition, endpoint),
      listedKeys: endpoint.method.apiKeyRequired ? listedKeysOf(definition, endpoint) : [],
      keyFromAuthorizer,
      direct: endpoint.fn === undefined ? new Map() : invokers.of(endpoint.fn),
      ...(fault !== undefined && { fault }),
    };
  });
  const found = new Set([anyone, ...endpoints.flatMap(({ who }) => [...who.keys()])]);
  const principals = [...found]
    .sort((a, b) => rankOf(a) - rankOf(b) || compareText(a, b))
    .map((id) => ({ id, label: label(callerOf(id), definition.accountId) }));
  return { endpoints, principals, probes };
}

/** Whether an endpoint asks for no key, or somebody has one. */
export function isKeyed({
  keys,
  keyFromAuthorizer,
  listedKeys,
  endpoint,
}: EndpointAccess): boolean {
  if (keys === "none" || keys.length > 0 || listedKeys.length > 0) return true;
  return keyFromAuthorizer && endpoint.word === "custom";
}

/** What an endpoint answers a principal. */
export function answerOf(access: EndpointAccess, principal: string, probes: Probes): Answer {
  const reach = access.who.get(anyone) ?? access.who.get(principal);
  if (reach === undefined || reach.size === 0) return "no";
  if (!isKeyed(access)) return "no";
  const first = [...reach.entries()].find(([where]) => !where.startsWith("vpc "));
  const [, bits] = first ?? [...reach.entries()][0] ?? ["", 0n];
  const whole = bits === probes.all && first !== undefined;
  if (!whole) return "some";
  return access.keys === "none" ? "yes" : "key";
}
