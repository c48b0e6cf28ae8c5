import { decideExecuteApi, type ExecuteApiQuestion } from "../../iam/execute-api";
import { matchesText } from "../../iam/glob";
import type { PolicyDocument } from "../../iam/policy";
import type { GraphDefinition } from "../definition";
import { allowedPatterns, costOf, type Candidate } from "./candidates";
import { isConditional } from "./conditions";
import { stageArn, type Endpoint } from "./endpoints";
import { contextFor, requestsOf, type Probes } from "./probes";
import type { Reach } from "./reach";

/** Everybody who needs nothing. */
export const anyone = "anyone";

/** With what a question is asked of an endpoint's policies. */
type Asked = Pick<ExecuteApiQuestion, "authorizationType" | "identityPolicies" | "boundaries"> & {
  candidate?: Candidate;
};

const everything: PolicyDocument = {
  Version: "2012-10-17",
  Statement: { Effect: "Allow", Action: "execute-api:Invoke", Resource: "*" },
};

/** The requests that the policies let through, by the functions that the gateway asks. */
function tryAll(endpoint: Endpoint, probes: Probes, asked: Asked): Reach {
  const { candidate, ...question } = asked;
  const { policy, accountId, endpointType } = endpoint.api;
  const prefix = stageArn(endpoint);
  const resourceAsks = policy !== undefined && policy !== "unknown" && isConditional(policy);
  const conditional = resourceAsks || candidate?.conditional === true;
  const cost = (candidate?.cost ?? 0) + (policy === undefined ? 1 : costOf([policy]));
  const made = new Map<string, bigint>();
  const passes = (resource: string, index: number): boolean => {
    if (probes.budget.left <= 0) return false;
    probes.budget.left -= cost;
    const context = contextFor(endpoint, probes.contexts[index] ?? {}, candidate?.context ?? {});
    return decideExecuteApi({
      ...question,
      apiAccountId: accountId,
      ...(policy === undefined ? {} : { resourcePolicy: policy }),
      request: {
        action: "execute-api:Invoke",
        resource,
        context,
        ...(candidate && { principal: candidate.principal }),
      },
    }).allow;
  };
  for (const { verb, path } of requestsOf(endpoint, probes)) {
    const resource = `${prefix}/${verb}${path}`;
    let bits = 0n;
    if (conditional)
      probes.contexts.forEach((_context, index) => {
        if (passes(resource, index)) bits |= 1n << BigInt(index);
      });
    else if (passes(resource, 0)) bits = probes.all;
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
  /** Whom the resource policies name beside them. */
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

/** Whether a resource policy can mean this caller in particular, by ARN or by condition. */
function isNamed(candidate: Candidate, policyText: string): boolean {
  const { principal } = candidate;
  const names = [principal.arn, principal.roleArn ?? principal.arn];
  return (
    names.some((name) => policyText.includes(name)) || /aws:(principal|user)/i.test(policyText)
  );
}

function signed(endpoint: Endpoint, probes: Probes, signers: Signers): Map<string, Reach> {
  const found = new Map<string, Reach>();
  const { policy } = endpoint.api;
  const text = policy === undefined ? "" : JSON.stringify(policy);
  const prefix = stageArn(endpoint);
  const arns = requestsOf(endpoint, probes).map(({ verb, path }) => `${prefix}/${verb}${path}`);
  const add = (candidate: Candidate): void => {
    const { policies, boundaries } = candidate;
    const reach = tryAll(endpoint, probes, {
      authorizationType: "AWS_IAM",
      identityPolicies: policies,
      boundaries,
      candidate,
    });
    if (reach.size > 0) found.set(candidate.id, reach);
  };
  // Looking through patterns is quick, but a graph can hold many.
  probes.budget.left -= signers.own.length / 10;
  for (const candidate of probes.budget.left > 0 ? signers.own : []) {
    const { patterns } = candidate;
    const meant =
      patterns === undefined ||
      patterns.some((pattern) => arns.some((arn) => matchesText(pattern, arn)));
    if (meant || isNamed(candidate, text)) add(candidate);
  }
  if (policy !== undefined) signers.others.forEach(add);
  return found;
}

/** The name of a user pool of the graph, its ARN for another. */
export function poolName(definition: GraphDefinition, arn: string): string {
  return definition.userPools.find((pool) => pool.arn === arn)?.name ?? arn;
}

/** Whoever passes an endpoint's authorization, and with which requests; a key may be asked for beside. */
export function openingOf(
  definition: GraphDefinition,
  endpoint: Endpoint,
  { probes, signers }: { probes: Probes; signers: Signers },
): ReadonlyMap<string, Reach> {
  const only = (ids: readonly string[], asked: Asked): ReadonlyMap<string, Reach> => {
    const reach = tryAll(endpoint, probes, asked);
    return new Map(reach.size === 0 ? [] : ids.map((id) => [id, reach]));
  };
  const { word, method, authorizer } = endpoint;
  switch (word) {
    case "public":
    case "apiKey":
      return only([anyone], { authorizationType: "NONE" });
    case "iam":
      return signed(endpoint, probes, signers);
    case "cognito": {
      const scopes = method.authorizationScopes;
      const ids = (authorizer?.providerArns ?? []).flatMap((arn) => {
        const pool = `pool:${poolName(definition, arn)}`;
        return scopes.length === 0 ? [pool] : scopes.map((scope) => `${pool} ${scope}`);
      });
      return only(ids, { authorizationType: "COGNITO_USER_POOLS" });
    }
    case "custom":
      return only([`authorizer:${authorizer?.name ?? ""}`], {
        authorizationType: "CUSTOM",
        identityPolicies: [everything],
      });
    case "closed":
      return new Map();
    default: {
      const never: never = word;
      throw new Error(`No rule for the access ${String(never)}`);
    }
  }
}
