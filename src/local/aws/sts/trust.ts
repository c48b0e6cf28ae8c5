import type { RoleDefinition } from "../../../graph/deployed";
import { evaluate } from "../../../iam/evaluate";
import type {
  OneOrMany,
  PolicyDocument,
  RequestPrincipal,
  Statement,
} from "../../../iam/language/policy";

/** What a role's trust policy says about who wants to assume it. */
export interface TrustVerdict {
  result: "allowed" | "explicitDeny" | "implicitDeny";
  /** Whether it names the caller itself (or its role), or only an account or everyone. */
  names: "caller" | "others";
  sameAccount: boolean;
}

/** What a trust policy may allow. */
export type TrustAction =
  "sts:AssumeRole" | "sts:AssumeRoleWithWebIdentity" | "sts:TagSession" | "sts:SetSourceIdentity";

/** Judges a role's trust policy; one that is not known refuses. */
export function decideTrust(
  role: RoleDefinition,
  wish: {
    principal: RequestPrincipal;
    action: TrustAction;
    context: Readonly<Record<string, OneOrMany<string>>>;
  },
): TrustVerdict {
  const { principal, action, context } = wish;
  const sameAccount = principal.accountId === role.accountId;
  if (role.trust === "unknown") return { result: "explicitDeny", names: "others", sameAccount };
  const verdict = evaluate([withResource(role.trust)], {
    action,
    resource: role.arn,
    principal,
    context,
  });
  const itself = verdict.decidedBy.some(
    ({ closeness }) => closeness !== undefined && !["account", "anyone"].includes(closeness),
  );
  return { result: verdict.result, names: itself ? "caller" : "others", sameAccount };
}

/** A trust policy has no Resource: it stands for its role. */
function withResource(trust: PolicyDocument): PolicyDocument {
  const statements = [trust.Statement].flat() as Statement[];
  return { ...trust, Statement: statements.map((one) => ({ ...one, Resource: "*" })) };
}
