import { compileWholePattern } from "../../base/pattern/whole-pattern";
import { namesSignerKey } from "../../iam/context-keys";
import { matchesText } from "../../iam/language/glob";
import type { Deployed } from "../../graph/deployed";
import { tokenRefusal, type JudgedToken } from "../judge/token";
import {
  admittedByAuthorizer,
  decidePolicies,
  signerOf,
  type PolicyCaller,
} from "../judge/policies";
import { idOf } from "./caller-id";
import { allowedPatterns, costOf, type Candidate } from "./candidates";
import { isConditional } from "./conditions";
import { stageArn, type Endpoint } from "./endpoints";
import { requestsOf, type Probes } from "./probes";
import type { Reach } from "./reach";

/** Everybody who needs nothing. */
export const anyone = "anyone";

/** The requests that the policies allow, by the functions that the gateway asks. */
function tryAll(endpoint: Endpoint, probes: Probes, asked: PolicyCaller): Reach {
  const { candidate } = asked;
  const { policy, endpointType } = endpoint.api;
  const resourceAsks = policy !== undefined && policy !== "unknown" && isConditional(policy);
  const conditional = resourceAsks || candidate?.conditional === true;
  const cost = (candidate?.cost ?? 0) + (policy === undefined ? 1 : costOf([policy]));
  const made = new Map<string, bigint>();
  const passes = (request: { verb: string; path: string }, index: number): boolean => {
    if (probes.budget.left <= 0) return false;
    probes.budget.left -= cost;
    const context = probes.contexts[index] ?? {};
    return decidePolicies(endpoint, asked, { ...request, context }).allow;
  };
  for (const request of requestsOf(endpoint, probes)) {
    const { verb, path } = request;
    let bits = 0n;
    if (conditional)
      probes.contexts.forEach((_context, index) => {
        if (passes(request, index)) bits |= 1n << BigInt(index);
      });
    else if (passes(request, 0)) bits = probes.all;
    if (bits === 0n) continue;
    if (probes.hasNetworks) made.set(`vpc ${verb} ${path}`, bits);
    if (endpointType !== "PRIVATE") made.set(`${verb} ${path}`, bits);
  }
  return made;
}

/** Roles, users and others who can sign, with what is found out about them once. */
export interface Signers {
  /** Roles and users of the graph. */
  own: readonly (Candidate & { patterns: readonly string[] | undefined })[];
  /** Who the resource policies name beside them. */
  others: readonly Candidate[];
}

/** Looks up once what each of these may call at all. */
export function signersOf(own: readonly Candidate[], others: readonly Candidate[]): Signers {
  return {
    own: own.map((one) => ({
      ...one,
      patterns: allowedPatterns(one.policies, "execute-api:Invoke"),
    })),
    others,
  };
}

/** Whether a resource policy names this caller. */
function isNamed({ principal: { arn, roleArn = arn } }: Candidate, policyText: string): boolean {
  return policyText.includes(arn) || policyText.includes(roleArn);
}

function signed(endpoint: Endpoint, probes: Probes, signers: Signers): Map<string, Reach> {
  const found = new Map<string, Reach>();
  const { policy } = endpoint.api;
  const text = policy === undefined ? "" : JSON.stringify(policy);
  const asksOfSigners = namesSignerKey(text);
  const prefix = stageArn(endpoint);
  const arns = requestsOf(endpoint, probes).map(({ verb, path }) => `${prefix}/${verb}${path}`);
  const add = (candidate: Candidate): void => {
    const reach = tryAll(endpoint, probes, signerOf(candidate));
    if (reach.size > 0) found.set(candidate.id, reach);
  };
  // Looking through patterns is quick, but a graph can hold many.
  probes.budget.left -= signers.own.length / 10;
  for (const candidate of probes.budget.left > 0 ? signers.own : []) {
    const { patterns } = candidate;
    const meant =
      patterns === undefined ||
      patterns.some((pattern) => arns.some((arn) => matchesText(pattern, arn)));
    if (meant || asksOfSigners || isNamed(candidate, text)) add(candidate);
  }
  if (policy !== undefined) signers.others.forEach(add);
  return found;
}

/** The name of a user pool of the graph, its ARN for another. */
export function poolName(definition: Deployed, arn: string): string {
  return definition.userPools.find((pool) => pool.arn === arn)?.name ?? arn;
}

/** The tokens of a pool that a method takes: those of any client, or with a scope. */
function tokensOf(
  { userPools }: Deployed,
  { method, authorizer }: Endpoint,
  arn: string,
): readonly string[] {
  const found = userPools.find((pool) => pool.arn === arn);
  const pool = { kind: "pool", name: found?.name ?? arn } as const;
  const scopes = method.authorizationScopes;
  const written = authorizer?.identityValidationExpression;
  const expression = written ? compileWholePattern(written) : undefined;
  const takes = (token: Pick<JudgedToken, "use" | "aud">) =>
    tokenRefusal({ ...token, scopes }, { scopes, expression }) === undefined;
  if (scopes.length > 0)
    return takes({ use: "access", aud: undefined })
      ? scopes.map((scope) => idOf({ ...pool, scope }))
      : [];
  // The clients of a pool elsewhere are not known.
  if (found === undefined || expression === undefined) return [idOf(pool)];
  return found.clients.some(({ id }) => takes({ use: "id", aud: id })) ? [idOf(pool)] : [];
}

/** Whoever passes an endpoint's authorization, and with which requests; a key may be asked for beside. */
export function openingOf(
  definition: Deployed,
  endpoint: Endpoint,
  { probes, signers }: { probes: Probes; signers: Signers },
): ReadonlyMap<string, Reach> {
  const only = (ids: readonly string[], asked: PolicyCaller): ReadonlyMap<string, Reach> => {
    const reach = tryAll(endpoint, probes, asked);
    return new Map(reach.size === 0 ? [] : ids.map((id) => [id, reach]));
  };
  const { word, authorizer } = endpoint;
  switch (word) {
    case "public":
    case "apiKey":
      return only([anyone], { authorizationType: "NONE" });
    case "iam":
      return signed(endpoint, probes, signers);
    case "cognito": {
      const ids = (authorizer?.providerArns ?? []).flatMap((arn) =>
        tokensOf(definition, endpoint, arn),
      );
      return only(ids, { authorizationType: "COGNITO_USER_POOLS" });
    }
    case "custom":
      return only(
        [idOf({ kind: "authorizer", name: authorizer?.name ?? "" })],
        admittedByAuthorizer,
      );
    case "closed":
      return new Map();
    default: {
      const never: never = word;
      throw new Error(`No rule for the access ${String(never)}`);
    }
  }
}
