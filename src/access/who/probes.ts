import { contextKey, given, requestKeys } from "../../iam/context-keys";
import { listOf, type PolicyDocument } from "../../iam/language/policy";
import { anyVerbs } from "../../iam/write/segments";
import type { Deployed } from "../../graph/deployed";
import { meansAction, type Candidate } from "./candidates";
import { contextsOf, type Context } from "./contexts";
import type { Endpoint } from "./endpoints";
import { namedPaths, probePaths, type NamedPaths } from "./paths";

/** The requests that are tried on graphs; graphs that are compared share them. */
export interface Probes {
  contexts: readonly Context[];
  named: NamedPaths;
  /** Whether the graphs hold a private API, so that it counts from where a request comes. */
  hasNetworks: boolean;
  /** A bit for each context. */
  all: bigint;
  /** Whether there was too much to try it all. */
  cut: boolean;
  /** How many questions may still be asked of policies: a graph is untrusted, and the time has an end. */
  budget: { left: number };
}

const most = 4_000_000;

type Policy = PolicyDocument | "unknown" | undefined;

/** The statements of a policy that speak of calls and invocations. */
function ofCalls(policy: Policy): Policy {
  if (policy === undefined || policy === "unknown") return policy;
  const statements = listOf(policy.Statement).filter(
    (one) => meansAction(one, "execute-api:Invoke") || meansAction(one, "lambda:InvokeFunction"),
  );
  return { ...policy, Statement: statements };
}

function policiesOf(definition: Deployed): readonly Policy[] {
  const { apis, roles, users } = definition;
  return [
    ...apis.map(({ policy }) => policy),
    ...[...roles, ...users].flatMap(({ policies, permissionsBoundary }) => [
      ...policies,
      permissionsBoundary,
    ]),
  ].map(ofCalls);
}

/** What to try, so that the policies of all these graphs are told apart. */
export function probesOf(definitions: readonly Deployed[]): Probes {
  const policies = definitions.flatMap(policiesOf);
  const { list, cut } = contextsOf(policies);
  return {
    contexts: list,
    named: namedPaths(policies),
    hasNetworks: definitions.some(({ apis }) =>
      apis.some(({ endpointType }) => endpointType === "PRIVATE"),
    ),
    all: (1n << BigInt(list.length)) - 1n,
    cut,
    budget: { left: most },
  };
}

/** The verbs that a method answers: those of `ANY` that no other method of its resource takes. */
function verbsOf({ api, path, verb }: Endpoint): readonly string[] {
  if (verb !== "ANY") return [verb];
  const own = api.resources.find((one) => one.path === path)?.methods ?? {};
  return anyVerbs.filter((one) => own[one] === undefined);
}

/** Verb and path of the requests that are tried on an endpoint. */
export function requestsOf(
  endpoint: Endpoint,
  probes: Probes,
): readonly { verb: string; path: string }[] {
  const paths = probePaths(endpoint.path, probes.named);
  return verbsOf(endpoint).flatMap((verb) => paths.map((path) => ({ verb, path })));
}

const network = { vpce: "vpce-probe", vpc: "vpc-probe", sourceIp: "10.0.0.7" };
const throughNetwork = Object.entries(
  requestKeys({ at: 0, sourceIp: "", header: () => undefined, network }),
).filter(([name]) => contextKey(name)?.of === "network");

const without = (context: Context, of: string): Context =>
  Object.fromEntries(Object.entries(context).filter(([name]) => contextKey(name)?.of !== of));

/** The keys of a context that a request does not settle: whoever signs has them, or AWS alone knows. */
export const openKeys = (context: Context): Context =>
  Object.fromEntries(
    Object.entries(context).filter(([name]) => {
      const { of = "signer", isRemote = false } = contextKey(name) ?? {};
      return of === "signer" || isRemote;
    }),
  );

/** A request's keys with those of whoever signs it; nobody signs: it has none of theirs. */
export function signedContext(context: Context, signer: Candidate | undefined): Context {
  return signer === undefined
    ? without(context, "signer")
    : given({ ...context, ...signer.context });
}

/** A context as API Gateway would give it: a VPC endpoint only where the API is private. */
export function contextFor({ api }: Endpoint, context: Context, signer?: Candidate): Context {
  const all = signedContext(context, signer);
  if (api.endpointType === "PRIVATE") return { ...Object.fromEntries(throughNetwork), ...all };
  return without(all, "network");
}
