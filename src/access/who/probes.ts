import { listOf, type PolicyDocument } from "../../iam/language/policy";
import { anyVerbs } from "../../iam/write/segments";
import type { Deployed } from "../../graph/deployed";
import { meansAction } from "./candidates";
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

/** Keys that follow from who signs. */
const ofCaller = /^aws:(principalarn|principalaccount|principaltype|userid|username)$/;

/** Keys that exist only where somebody signs, docs/aws-facts.md 5. */
const ofPrincipal = /^aws:(principal.*|userid|username)$/s;

/** A context as API Gateway would give it: a VPC endpoint only where the API is private. */
export function contextFor({ api }: Endpoint, context: Context, own: Context): Context {
  const { "aws:sourcevpce": endpoint, "aws:sourcevpc": network, ...others } = context;
  // Who calls is said by the caller, and of nobody by nothing: these keys exist for signed calls only.
  const isSigned = Object.keys(own).length > 0;
  const rest = Object.fromEntries(
    Object.entries(others).filter(([key]) => !(isSigned ? ofCaller : ofPrincipal).test(key)),
  );
  if (api.endpointType !== "PRIVATE") return { ...rest, ...own };
  return {
    ...rest,
    "aws:sourcevpce": endpoint ?? "vpce-probe",
    "aws:sourcevpc": network ?? "vpc-probe",
    ...own,
  };
}
