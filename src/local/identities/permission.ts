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
  const all = [identity.policies, ...identity.boundaries.map((one) => [one])];
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
  const limits = identity.boundaries.map((boundary) => judge([boundary]).result);
  const resourceVerdict = judge(resourcePolicy === undefined ? [] : [resourcePolicy]);
  const ofResource = resourceVerdict.result;
  if (own === "explicitDeny") return denied(`with an explicit deny in an identity-based policy`);
  if (ofResource === "explicitDeny") {
    return denied(`with an explicit deny in a resource-based policy`);
  }
  if (limits.includes("explicitDeny")) {
    return denied(`with an explicit deny in a permissions boundary`);
  }
  const none = (what: string) => denied(`because no ${what} allows the ${action} action`);
  if (limits.some((limit) => limit !== "allowed")) return none("permissions boundary");
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

function denied(because: string): Permission {
  return { allowed: false, because };
}
