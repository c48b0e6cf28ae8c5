import type { PolicyDocument, Statement } from "./language/policy";

function allow(...actions: string[]): PolicyDocument {
  const statement: Statement = { Effect: "Allow", Action: actions, Resource: "*" };
  return { Version: "2012-10-17", Statement: [statement] };
}

/**
 * Policies that AWS keeps and that say something about calling an API or invoking a function, or about Cognito,
 * which the laptop answers.
 * @see https://docs.aws.amazon.com/aws-managed-policy/latest/reference/policy-list.html
 */
const managed: Readonly<Record<string, PolicyDocument>> = {
  AdministratorAccess: allow("*"),
  PowerUserAccess: {
    Version: "2012-10-17",
    Statement: [
      {
        Effect: "Allow",
        NotAction: ["iam:*", "organizations:*", "account:*"],
        Resource: "*",
      },
    ],
  },
  AWSDenyAll: {
    Version: "2012-10-17",
    Statement: [{ Effect: "Deny", Action: "*", Resource: "*" }],
  },
  AmazonAPIGatewayInvokeFullAccess: {
    Version: "2012-10-17",
    Statement: [
      {
        Effect: "Allow",
        Action: ["execute-api:Invoke", "execute-api:ManageConnections"],
        Resource: "arn:aws:execute-api:*:*:*",
      },
    ],
  },
  AmazonCognitoPowerUser: allow("cognito-identity:*", "cognito-idp:*", "cognito-sync:*"),
  AWSLambda_FullAccess: allow("lambda:*"),
  "service-role/AWSLambdaRole": allow("lambda:InvokeFunction"),
};

/** Policies of AWS that hold a Deny, and are not written down here. */
const denying = /^(?:AWSCompromisedKeyQuarantine|AWSDeny)/;

/**
 * A policy that AWS keeps; undefined for other ARNs. One that is not written down here grants nothing of
 * what the laptop answers (`"silent"`), or refuses, where its name says that it denies.
 */
export function managedPolicy(arn: string): PolicyDocument | "silent" | "unknown" | undefined {
  const name = /^arn:aws[a-z-]*:iam::aws:policy\/(.+)$/.exec(arn)?.[1];
  if (name === undefined) return undefined;
  const written = Object.hasOwn(managed, name) ? managed[name] : undefined;
  if (written !== undefined) return written;
  return denying.test(name) ? "unknown" : "silent";
}
