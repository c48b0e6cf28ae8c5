import { evaluate } from "../../iam/evaluate";
import { suffixOf } from "../../iam/decision-text";
import { decideByBoth } from "../../iam/execute-api";
import type { OneOrMany, PolicyDocument } from "../../iam/language/policy";
import type { Identity } from "../start/services";

/** What an identity wants to do. */
export interface Wish {
  action: string;
  resource: string;
  /** Condition keys of the request; those of the identity are added. */
  context?: Readonly<Record<string, OneOrMany<string>>>;
  /** The resource's own policy, where it has one. */
  resourcePolicy?: PolicyDocument | "unknown";
}

/** Whether an identity may, and AWS's words where it may not. */
export type Permission = { allowed: true } | { allowed: false; because: string };

/** What an identity's own policies and boundaries say, without the resource's policy. */
export function ownVerdict(
  identity: Identity,
  wish: Omit<Wish, "resourcePolicy">,
): "allowed" | "explicitDeny" | "implicitDeny" {
  const context = { ...wish.context, ...identity.context };
  const request = { ...wish, principal: identity.principal, context };
  const all = [identity.policies, ...narrowings(identity).map(([, one]) => [one])];
  if (all.some((documents) => documents.includes("unknown"))) return "explicitDeny";
  const results = (all as (readonly PolicyDocument[])[]).map(
    (documents) => evaluate(documents, request).result,
  );
  if (results.includes("explicitDeny")) return "explicitDeny";
  return results.every((result) => result === "allowed") ? "allowed" : "implicitDeny";
}

/**
 * Judges an identity's policies, boundaries and the resource's policy.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html
 */
export function permissionOf(identity: Identity, wish: Wish): Permission {
  const { action, resource, resourcePolicy } = wish;
  const { principal, policies, boundaries, sessionPolicies = [] } = identity;
  const account = resource.split(":")[4] ?? "";
  const decision = decideByBoth(
    {
      request: {
        ...{ action, resource, principal },
        context: { ...wish.context, ...identity.context },
      },
      ...{ identityPolicies: policies, boundaries, sessionPolicies },
      ...(resourcePolicy !== undefined && { resourcePolicy }),
    },
    account !== "" && account !== identity.accountId,
  );
  return decision.allow
    ? { allowed: true }
    : { allowed: false, because: suffixOf(decision).trimStart() };
}

/** What must allow beside the identity's own policies, in AWS's words. */
function narrowings({
  boundaries,
  sessionPolicies = [],
}: Identity): (readonly [what: string, PolicyDocument | "unknown"])[] {
  return [
    ...boundaries.map((one) => ["permissions boundary", one] as const),
    ...sessionPolicies.map((one) => ["session policy", one] as const),
  ];
}
