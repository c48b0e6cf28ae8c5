import type { EndpointAccess } from "../who/access-of";
import { callerOf, foreignAccount } from "../who/caller-id";
import { faultText } from "../judge/fault";
import type { Deployed } from "../../graph/deployed";
import { isConditional } from "../who/conditions";
import { anyone } from "../who/openings";
import { sorted } from "../who/order";
import type { Probes } from "../who/probes";
import type { Reach } from "../who/reach";
import { becomingsOf, type Becoming } from "../who/trust";
import { clientScopes, poolFacts } from "../who/user-pool-facts";
import { code, codes } from "./text";

/** How somebody becomes a role, in words. */
export function becomingText({ kind, name, detail }: Becoming): string {
  switch (kind) {
    case "function":
      return `function of ${code(name)}`;
    case "people":
      return `people of ${code(detail ?? "")} who signed in, through identity pool ${code(name)}`;
    case "guests":
      return `**anyone**, as a guest of identity pool ${code(name)}`;
    case "principal":
      return `${code(name)}${detail === undefined ? "" : ` where ${code(detail)}`}`;
    default:
      return kind satisfies never;
  }
}

function roleText(definition: Deployed, name: string): string {
  const role = definition.roles.find((one) => one.name === name);
  if (role === undefined) return `role ${code(name)}`;
  const ways = becomingsOf(definition, role).map(becomingText);
  return `role ${code(name)} (${ways.join("; ") || "nobody becomes it"})`;
}

function poolText(definition: Deployed, name: string, scope: string | undefined): string {
  const pool = definition.userPools.find((one) => one.name === name);
  const joins =
    pool === undefined
      ? "not of this graph"
      : poolFacts(pool).selfSignUp
        ? "anyone may sign up"
        : "people are invited";
  if (scope === undefined) return `people of pool ${code(name)} (${joins}), ID token`;
  const text = `access token of pool ${code(name)} with scope ${code(scope)}`;
  if (scope.startsWith("aws.cognito.")) return `${text} (${joins}; any sign-in has it)`;
  const clients = (pool?.clients ?? []).filter(({ inputs }) =>
    clientScopes(inputs).includes(scope),
  );
  return `${text} (clients: ${codes(sorted(clients.map((one) => one.name))) || "none"})`;
}

function authorizerText({ endpoint }: EndpointAccess): string {
  const { authorizer } = endpoint;
  if (authorizer === undefined) return "nobody";
  const sources = authorizer.identitySource.map((one) => one.replace(/^method\.request\./, ""));
  const cached =
    authorizer.ttlSeconds > 0 ? `answers kept ${authorizer.ttlSeconds} s` : "asked each time";
  return `callers that authorizer ${code(authorizer.name)} allows (${codes(sources) || "no identity source"}; ${cached})`;
}

/** Where and when somebody passes, if not everywhere. */
function limits(reach: Reach, { endpoint }: EndpointAccess, probes: Probes): string {
  const entries = [...reach.entries()].filter(([where]) => !where.startsWith("vpc "));
  const seen = entries.length > 0 ? entries : [...reach.entries()];
  const { policy } = endpoint.api;
  const conditional = seen.some(([, bits]) => bits !== probes.all);
  const ofResource = policy !== undefined && policy !== "unknown" && isConditional(policy);
  const plainPath = endpoint.path.replace(/\{[^{}]*\}/g, "probe").replace(/\+/g, "");
  const named = seen.map(([where]) => where.split(" ").at(-1) ?? "");
  const parts = [
    ...(endpoint.path.includes("{") && !named.includes(plainPath)
      ? [`only ${codes(sorted(named))}`]
      : []),
    ...(conditional
      ? [ofResource ? "where the resource policy's conditions hold" : "where its conditions hold"]
      : []),
  ];
  return parts.length > 0 ? `, ${parts.join(", ")}` : "";
}

function principalText(definition: Deployed, id: string, access: EndpointAccess): string {
  const caller = callerOf(id);
  switch (caller.kind) {
    case "anyone":
      return access.keys === "none" ? "**anyone**" : "anyone";
    case "role":
      return roleText(definition, caller.name);
    case "authorizer":
      return authorizerText(access);
    case "pool":
      return poolText(definition, caller.name, caller.scope);
    case "account":
      if (caller.accountId === foreignAccount) return "**anybody with an AWS account** who signs";
      return caller.accountId === definition.accountId
        ? "**anybody in this AWS account** who signs"
        : `the AWS account ${code(caller.accountId)}`;
    case "user":
      return `user ${code(caller.name)}`;
    case "arn":
      return code(caller.arn);
    default:
      return caller satisfies never;
  }
}

function keyText({ keys, keyFromAuthorizer, listedKeys }: EndpointAccess): string | undefined {
  if (keys === "none") return undefined;
  if (keyFromAuthorizer) return "a key that the authorizer names";
  const listed = listedKeys.length > 0 ? `keys listed under ${codes(listedKeys)}` : undefined;
  if (keys.length === 0) return listed ?? "a key, and no key is accepted";
  const plans = sorted(keys.map(({ plan }) => plan.name));
  const names = sorted(keys.map(({ key }) => key.group ?? key.name));
  return [`a key of plan ${codes(plans)}: ${codes(names)}`, ...(listed ? [listed] : [])].join("; ");
}

/** Who invokes the function directly, in words. */
export function directText(definition: Deployed, access: EndpointAccess): readonly string[] {
  return [...access.direct.entries()].map(([id, reach]) => {
    const whole = [...reach.keys()].some((arn) => arn === access.endpoint.fn?.arn);
    const text = principalText(definition, id, access);
    return `${text}${whole ? ", with an event that the caller makes" : ""}`;
  });
}

/** Exactly who may call an endpoint, one line each. */
export function whoText(
  definition: Deployed,
  access: EndpointAccess,
  probes: Probes,
): readonly string[] {
  if (access.fault !== undefined) return [`nobody: ${faultText(access.fault)}`];
  const { api } = access.endpoint;
  const from = api.endpointType === "PRIVATE" ? ", from inside the VPC" : "";
  const key = keyText(access);
  const people = [...access.who.entries()].map(
    ([id, reach]) =>
      `${principalText(definition, id, access)}${limits(reach, access, probes)}${from}`,
  );
  if (people.length === 0) return ["nobody of this program"];
  if (key === undefined) return people;
  const [only] = access.who.size === 1 && access.who.has(anyone) ? people : [];
  return only === undefined ? [...people, `and ${key}`] : [`${only} with ${key}`];
}
