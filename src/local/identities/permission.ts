import { evaluate } from "../../iam";
import type { OneOrMany, PolicyDocument } from "../../iam/policy";
import type { Identity } from "../services";

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
  const request = {
    action,
    resource,
    principal: identity.principal,
    context: { ...wish.context, ...identity.context },
  };
  const judge = (documents: readonly (PolicyDocument | "unknown")[]) =>
    documents.includes("unknown")
      ? ({ result: "explicitDeny", decidedBy: [] } as const)
      : evaluate(documents as readonly PolicyDocument[], request);
  const own = judge(identity.policies).result;
  const limits = narrowings(identity).map(([what, one]) => ({ what, ...judge([one]) }));
  const resourceVerdict = judge(resourcePolicy === undefined ? [] : [resourcePolicy]);
  const ofResource = resourceVerdict.result;
  if (own === "explicitDeny") return denied(`with an explicit deny in an identity-based policy`);
  if (ofResource === "explicitDeny") {
    return denied(`with an explicit deny in a resource-based policy`);
  }
  const denying = limits.find(({ result }) => result === "explicitDeny");
  if (denying) return denied(`with an explicit deny in a ${denying.what}`);
  const none = (what: string) => denied(`because no ${what} allows the ${action} action`);
  const narrowed = limits.find(({ result }) => result !== "allowed");
  if (narrowed) return none(narrowed.what);
  // A policy that names the account alone leaves the decision to the account's own policies.
  const namesCaller = resourceVerdict.decidedBy.some(({ closeness }) => closeness !== "account");
  const account = resource.split(":")[4] ?? "";
  if (account !== "" && account !== identity.accountId) {
    if (ofResource !== "allowed") return none("resource-based policy");
    return own === "allowed" ? { allowed: true } : none("identity-based policy");
  }
  const allowed = own === "allowed" || (ofResource === "allowed" && namesCaller);
  return allowed ? { allowed: true } : none("identity-based policy");
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

function denied(because: string): Permission {
  return { allowed: false, because };
}
