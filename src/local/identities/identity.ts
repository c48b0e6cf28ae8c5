import type { RoleDefinition, UserDefinition } from "../../graph/deployed";
import type { PolicyDocument, Statement } from "../../iam/language/policy";
import { present } from "../../base/values";
import { given, signerKeys, type SignerFacts } from "../../iam/context-keys";
import type { Identity } from "../start/services";
import type { Session } from "./sessions";

/** The account's organisation, in the form of AWS's ids; on the laptop there is one. */
export const organisationId = "o-gatehouse0";

/** Who a session is, with its role's policies of now. */
export function sessionIdentity(
  session: Session,
  role: RoleDefinition,
  partition: string,
): Identity {
  const arn = `arn:${partition}:sts::${role.accountId}:assumed-role/${role.roleName}/${session.sessionName}`;
  const userId = `${role.uniqueId}:${session.sessionName}`;
  const principal = { arn, accountId: role.accountId, roleArn: role.arn };
  return {
    accessKeyId: session.accessKeyId,
    arn,
    accountId: role.accountId,
    userId,
    principal,
    policies: role.policies,
    boundaries: role.permissionsBoundary ? [role.permissionsBoundary] : [],
    ...(session.sessionPolicies?.length && { sessionPolicies: [joined(session.sessionPolicies)] }),
    context: {
      ...contextOf({
        ...{ ...principal, of: { type: "AssumedRole", userId } },
        ...present({ tags: role.tags, cognito: session.cognito }),
      }),
      ...session.context,
    },
    ...(session.inherited && { inherited: session.inherited }),
    ...(session.cognito && { cognito: session.cognito }),
  };
}

/** Who a user of the graph is. */
export function userIdentity(user: UserDefinition, accessKeyId: string): Identity {
  const { arn, accountId, uniqueId: userId, userName } = user;
  return {
    ...{ accessKeyId, arn, accountId, userId, principal: { arn, accountId } },
    policies: user.policies,
    boundaries: user.permissionsBoundary ? [user.permissionsBoundary] : [],
    context: contextOf({
      ...{ arn, accountId, of: { type: "User", userId, userName } },
      ...present({ tags: user.tags }),
    }),
  };
}

/** The owner of the account: may do everything. */
export function adminIdentity(accessKeyId: string, accountId: string, partition: string): Identity {
  const arn = `arn:${partition}:iam::${accountId}:root`;
  return {
    accessKeyId,
    arn,
    accountId,
    userId: accountId,
    principal: { arn, accountId },
    policies: [
      { Version: "2012-10-17", Statement: { Effect: "Allow", Action: "*", Resource: "*" } },
    ],
    boundaries: [],
    admin: true,
    context: contextOf({ arn, accountId, of: { type: "Account", userId: accountId } }),
  };
}

/** Session policies count together: what one of them allows is allowed. */
function joined(policies: readonly (PolicyDocument | "unknown")[]): PolicyDocument | "unknown" {
  const known = policies.flatMap((one) => (one === "unknown" ? [] : [one]));
  if (known.length < policies.length) return "unknown";
  const statements = known.flatMap(({ Statement: one }) => one as Statement | Statement[]);
  return { Version: "2012-10-17", Statement: statements };
}

/** The condition keys of whoever signs. */
export function contextOf(signer: SignerFacts): Identity["context"] {
  return given(signerKeys({ ...signer, organisationId }));
}
