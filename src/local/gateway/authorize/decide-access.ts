import {
  decideExecuteApi,
  resourceDenyOf,
  type ExecuteApiDecision,
  type ExecuteApiQuestion,
  type Policies,
} from "../../../iam/execute-api";
import { suffixOf } from "../../../iam/decision-text";
import type { PolicyDocument } from "../../../iam/language/policy";
import { decodePercent } from "../../sigv4";
import { arnOf, methodArn, type Routed, type Signed } from "../call";
import { conditionContext } from "./condition-context";
import { describeDecision } from "../answer/describe-decision";
import { idOfStatic } from "./static-policy";
import { accessDenied, type Refusal } from "../answer/refusal";

type Denial = Extract<ExecuteApiDecision, { allow: false }>;

interface Question {
  authorizationType: ExecuteApiQuestion["authorizationType"];
  identityPolicies?: Policies;
  boundaries?: Policies;
  sessionPolicies?: Policies;
}

/** One text for everything that a decision depends on, or undefined where that cannot be said in advance. */
function keyOf(call: Routed, question: Question, resource: string): string | undefined {
  const { identityPolicies = [], boundaries = [], sessionPolicies = [] } = question;
  const { policy } = call.api.definition;
  let key = `${question.authorizationType} ${call.identity?.principal.arn ?? ""} ${resource}`;
  const groups = [identityPolicies, boundaries, sessionPolicies, policy ? [policy] : []];
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

function decideOnce(call: Routed, question: Question, resource: string): ExecuteApiDecision {
  const { decisions } = call.graph;
  const key = keyOf(call, question, resource);
  const known = key === undefined ? undefined : decisions.get(key);
  if (known) return known;
  const decision = decideExecuteApi(wholeQuestion(call, question, resource));
  if (key === undefined) return decision;
  decisions.set(key, decision);
  return decision;
}

function wholeQuestion(call: Routed, question: Question, resource: string): ExecuteApiQuestion {
  const { policy, accountId } = call.api.definition;
  return {
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
}

/**
 * What the policies say about the called method. Whether AWS judges the ARN with the path as it was sent or
 * decoded is not known, so both must be allowed; an authorizer's policy that names the ARN as its event spelt it
 * allows just this call.
 */
export function decide(call: Routed, question: Question): ExecuteApiDecision {
  const ask = (resource: string): ExecuteApiDecision => decideOnce(call, question, resource);
  const decision = ask(methodArn(call));
  if (!decision.allow || !call.routePath.includes("%")) return decision;
  // Segment by segment, as routing decodes: one that is no valid encoding must not hide its neighbours.
  const decoded = call.routePath.split("/").map(decodePercent).join("/");
  if (decoded === call.routePath) return decision;
  const other = ask(arnOf(call, decoded));
  const isNamed = question.authorizationType === "CUSTOM" && namesArn(question, methodArn(call));
  return !other.allow && !other.explicit && isNamed ? decision : other;
}

/** Whether an Allow holds the ARN itself, as `Resource: event.methodArn` does. */
function namesArn({ identityPolicies = [] }: Question, arn: string): boolean {
  return identityPolicies.some(
    (policy) =>
      policy !== "unknown" &&
      [policy.Statement].flat().some((statement) => {
        const { Effect, Resource } = statement as { Effect?: unknown; Resource?: unknown };
        return Effect === "Allow" && [Resource].flat().includes(arn);
      }),
  );
}

/** `User: … is not authorized to perform: …`, docs/aws-facts.md 1.3. */
function notAuthorized(call: Routed, suffix: string): string {
  const who = call.identity?.arn ?? "anonymous";
  return `User: ${who} is not authorized to perform: execute-api:Invoke on resource: ${call.stage.maskedPrefix}/${call.verb}${call.routePath}${suffix}`;
}

function because(call: Routed, denial: Denial, authorizer?: string): string {
  return `${describeDecision(denial, methodArn(call), authorizer)}; asked about ${methodArn(call)}`;
}

/** With what the policies were asked, for the log to find out what would have let the call pass. */
function judgedBy(call: Routed, decision: Denial, question: Question): Pick<Refusal, "judged"> {
  return { judged: { decision, question: wholeQuestion(call, question, methodArn(call)) } };
}

function refuseFor(call: Routed, denial: Denial, question: Question): Refusal {
  return {
    ...accessDenied(notAuthorized(call, suffixOf(denial)), because(call, denial)),
    ...judgedBy(call, denial, question),
  };
}

/** NONE and COGNITO_USER_POOLS: the resource policy, where there is one, must allow, docs/aws-facts.md 5. */
export function requireResourcePolicy(
  call: Routed,
  authorizationType: "NONE" | "COGNITO_USER_POOLS",
): Refusal | undefined {
  if (call.api.definition.policy === undefined) return undefined;
  const decision = decide(call, { authorizationType });
  if (!decision.allow) return refuseFor(call, decision, { authorizationType });
  call.because.push({
    check: "resourcePolicy",
    text: describeDecision(decision, methodArn(call)),
  });
  return undefined;
}

/** AWS_IAM: the caller's policies, boundaries and the resource policy together. */
export function requireIdentityPolicies(call: Signed): Refusal | undefined {
  const { policies, boundaries, sessionPolicies } = call.identity;
  const question: Question = {
    authorizationType: "AWS_IAM",
    identityPolicies: policies,
    boundaries,
    ...(sessionPolicies && { sessionPolicies }),
  };
  const decision = decide(call, question);
  if (!decision.allow) return refuseFor(call, decision, question);
  call.because.push({ check: "policies", text: describeDecision(decision, methodArn(call)) });
  return undefined;
}

/** CUSTOM, before the authorizer is asked: an explicit Deny of the resource policy, docs/aws-facts.md 5. */
export function refuseByResourceDeny(call: Routed): Refusal | undefined {
  const { policy } = call.api.definition;
  if (policy === undefined) return undefined;
  const denial = resourceDenyOf(policy, {
    action: "execute-api:Invoke",
    resource: methodArn(call),
    context: conditionContext(call),
  });
  return denial && refuseFor(call, denial, { authorizationType: "CUSTOM" });
}

/** CUSTOM: the authorizer's policy and the resource policy together. */
export function requireAuthorizerPolicy(
  call: Routed,
  authorizerName: string,
  policy: PolicyDocument,
): Refusal | undefined {
  const question: Question = { authorizationType: "CUSTOM", identityPolicies: [policy] };
  const decision = decide(call, question);
  if (decision.allow) {
    const text = describeDecision(decision, methodArn(call), authorizerName);
    call.because.push({ check: "authorizer", text });
    return undefined;
  }
  if (decision.explicit && decision.decidedBy === "resource") {
    return refuseFor(call, decision, question);
  }
  // The wording of 2026, which tells which policy decided; until then it ended behind "deny" or "resource".
  const message = `User is not authorized to access this resource${suffixOf(decision)}`;
  const reason = because(call, decision, authorizerName);
  return { ...accessDenied(message, reason), ...judgedBy(call, decision, question) };
}
