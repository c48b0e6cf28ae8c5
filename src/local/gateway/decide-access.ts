import {
  decideExecuteApi,
  resourceDenyOf,
  type ExecuteApiDecision,
  type ExecuteApiQuestion,
  type Policies,
} from "../../iam/execute-api";
import type { PolicyDocument } from "../../iam/policy";
import { decodePercent } from "../sigv4";
import { arnOf, methodArn, type Call } from "./call";
import { conditionContext } from "./condition-context";
import { describeDecision } from "./describe-decision";
import { idOfStatic } from "./static-policy";
import { accessDenied, type Refusal } from "./refusal";

type Denial = Extract<ExecuteApiDecision, { allow: false }>;

/** Decisions of policies without conditions and variables, which are the same for the same ARN and caller. */
export type DecisionCache = Map<string, ExecuteApiDecision>;

const limit = 10_000;

interface Question {
  authorizationType: ExecuteApiQuestion["authorizationType"];
  identityPolicies?: Policies;
  boundaries?: Policies;
}

/** One text for everything that a decision depends on, or undefined where that cannot be said in advance. */
function keyOf(question: ExecuteApiQuestion): string | undefined {
  const { request, identityPolicies = [], boundaries = [], resourcePolicy } = question;
  let key = `${question.authorizationType} ${request.principal?.arn ?? ""} ${request.resource}`;
  const groups = [identityPolicies, boundaries, resourcePolicy ? [resourcePolicy] : []];
  for (const group of groups) {
    key += " |";
    for (const document of group) {
      const id = document === "unknown" ? -1 : idOfStatic(document);
      if (id === undefined) return undefined;
      key += ` ${id}`;
    }
  }
  return key;
}

function decideOnce(question: ExecuteApiQuestion, cache: DecisionCache): ExecuteApiDecision {
  const key = keyOf(question);
  if (key === undefined) return decideExecuteApi(question);
  const known = cache.get(key);
  if (known) return known;
  const decision = decideExecuteApi(question);
  if (cache.size >= limit) cache.clear();
  cache.set(key, decision);
  return decision;
}

/**
 * What the policies say about the called method. Whether AWS judges the ARN with the path as it was sent or
 * decoded is not known, so both must be allowed.
 */
export function decide(call: Call, question: Question): ExecuteApiDecision {
  const { policy, accountId } = call.api!.definition;
  const ask = (resource: string): ExecuteApiDecision => {
    const whole: ExecuteApiQuestion = {
      ...question,
      apiAccountId: accountId,
      ...(policy === undefined ? {} : { resourcePolicy: policy }),
      request: {
        action: "execute-api:Invoke",
        resource,
        // Read only where a policy has to be evaluated.
        get context() {
          return conditionContext(call);
        },
        ...(call.identity ? { principal: call.identity.principal } : {}),
      },
    };
    return decideOnce(whole, call.graph.decisions);
  };
  const decision = ask(methodArn(call));
  if (!decision.allow || !call.routePath.includes("%")) return decision;
  // Segment by segment, as routing decodes: one that is no valid encoding must not hide its neighbours.
  const decoded = call.routePath.split("/").map(decodePercent).join("/");
  return decoded === call.routePath ? decision : ask(arnOf(call, decoded));
}

/** `User: … is not authorized to perform: …`, aws-facts.md 1.3. */
function notAuthorized(call: Call, suffix: string): string {
  const who = call.identity?.arn ?? "anonymous";
  return `User: ${who} is not authorized to perform: execute-api:Invoke on resource: ${call.stage!.maskedPrefix}/${call.verb}${call.routePath}${suffix}`;
}

function because(call: Call, denial: Denial): string {
  return `${methodArn(call)}: ${describeDecision(denial)}`;
}

function refuseFor(call: Call, denial: Denial): Refusal {
  return accessDenied(notAuthorized(call, denial.suffix), because(call, denial));
}

/** NONE and COGNITO_USER_POOLS: the resource policy, where there is one, must allow, aws-facts.md 5. */
export function requireResourcePolicy(
  call: Call,
  authorizationType: "NONE" | "COGNITO_USER_POOLS",
): Refusal | undefined {
  if (call.api!.definition.policy === undefined) return undefined;
  const decision = decide(call, { authorizationType });
  if (!decision.allow) return refuseFor(call, decision);
  call.because.push(describeDecision(decision));
  return undefined;
}

/** AWS_IAM: the caller's policies, boundaries and the resource policy together. */
export function requireIdentityPolicies(call: Call): Refusal | undefined {
  const { policies, boundaries } = call.identity!;
  const decision = decide(call, {
    authorizationType: "AWS_IAM",
    identityPolicies: policies,
    boundaries,
  });
  if (!decision.allow) return refuseFor(call, decision);
  call.because.push(describeDecision(decision));
  return undefined;
}

/** CUSTOM, before the authorizer is asked: an explicit Deny of the resource policy, aws-facts.md 5. */
export function refuseByResourceDeny(call: Call): Refusal | undefined {
  const { policy } = call.api!.definition;
  if (policy === undefined) return undefined;
  const denial = resourceDenyOf(policy, {
    action: "execute-api:Invoke",
    resource: methodArn(call),
    context: conditionContext(call),
  });
  return denial && refuseFor(call, denial);
}

/** CUSTOM: the authorizer's policy and the resource policy together. */
export function requireAuthorizerPolicy(
  call: Call,
  authorizerName: string,
  policy: PolicyDocument,
): Refusal | undefined {
  const decision = decide(call, { authorizationType: "CUSTOM", identityPolicies: [policy] });
  if (decision.allow) {
    call.because.push(`the authorizer ${authorizerName}: ${describeDecision(decision)}`);
    return undefined;
  }
  if (decision.explicit && decision.decidedBy === "resource") return refuseFor(call, decision);
  return accessDenied(
    decision.explicit
      ? "User is not authorized to access this resource with an explicit deny"
      : "User is not authorized to access this resource",
    `the policy of the authorizer ${authorizerName} for ${because(call, decision)}. A cached policy is judged again for every path, so it should allow each that the caller may have`,
  );
}
