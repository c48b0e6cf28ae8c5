import type { RoleDefinition, UserDefinition } from "../../graph/deployed";
import type { PolicyDocument, Statement } from "../../iam/language/policy";
import type { Identity } from "../start/services";
import type { Session } from "./sessions";

/** The account's organisation; on the laptop there is one. */
const organisation = "o-gatehouse0";

/** Who a session is, with its role's policies of now. */
export function sessionIdentity(
  session: Session,
  role: RoleDefinition,
  partition: string,
): Identity {
  const arn = `arn:${partition}:sts::${role.accountId}:assumed-role/${role.roleName}/${session.sessionName}`;
  const userId = `${role.uniqueId}:${session.sessionName}`;
  return {
    accessKeyId: session.accessKeyId,
    arn,
    accountId: role.accountId,
    userId,
    principal: { arn, accountId: role.accountId, roleArn: role.arn },
    policies: role.policies,
    boundaries: role.permissionsBoundary ? [role.permissionsBoundary] : [],
    ...(session.sessionPolicies?.length && { sessionPolicies: [joined(session.sessionPolicies)] }),
    context: {
      ...principalContext("AssumedRole", role.arn, role.accountId),
      ...tagContext(role.tags),
      "aws:userid": userId,
      ...cognitoContext(session.cognito),
      ...session.context,
    },
    ...(session.inherited && { inherited: session.inherited }),
    ...(session.cognito && { cognito: session.cognito }),
  };
}

/** Who a user of the graph is. */
export function userIdentity(user: UserDefinition, accessKeyId: string): Identity {
  return {
    accessKeyId,
    arn: user.arn,
    accountId: user.accountId,
    userId: user.uniqueId,
    principal: { arn: user.arn, accountId: user.accountId },
    policies: user.policies,
    boundaries: user.permissionsBoundary ? [user.permissionsBoundary] : [],
    context: {
      ...principalContext("User", user.arn, user.accountId),
      ...tagContext(user.tags),
      "aws:userid": user.uniqueId,
      "aws:username": user.userName,
    },
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
    context: { ...principalContext("Account", arn, accountId), "aws:userid": accountId },
  };
}

/** Session policies count together: what one of them allows is allowed. */
function joined(policies: readonly (PolicyDocument | "unknown")[]): PolicyDocument | "unknown" {
  const known = policies.flatMap((one) => (one === "unknown" ? [] : [one]));
  if (known.length < policies.length) return "unknown";
  const statements = known.flatMap(({ Statement: one }) => one as Statement | Statement[]);
  return { Version: "2012-10-17", Statement: statements };
}

/** Keys of the principal: IAM user guide, "AWS global condition context keys". */
function principalContext(type: string, arn: string, accountId: string): Record<string, string> {
  return {
    "aws:PrincipalArn": arn,
    "aws:PrincipalAccount": accountId,
    "aws:PrincipalOrgID": organisation,
    "aws:PrincipalType": type,
    "aws:PrincipalIsAWSService": "false",
  };
}

/** Tags of the role or user itself; tags of the session, spread after them, win over these. */
function tagContext(tags: Readonly<Record<string, string>> = {}): Record<string, string> {
  const named = Object.entries(tags).map(([name, value]) => [`aws:PrincipalTag/${name}`, value]);
  return Object.fromEntries(named) as Record<string, string>;
}

function cognitoContext(cognito: Identity["cognito"]): Record<string, string> {
  if (!cognito) return {};
  return {
    "cognito-identity.amazonaws.com:aud": cognito.identityPoolId,
    "cognito-identity.amazonaws.com:sub": cognito.identityId,
  };
}
