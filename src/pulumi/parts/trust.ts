import type { ConditionElement, PolicyDocument, Statement } from "../../iam/language/policy";
import type { CallerModel } from "../../model";
import type { AssumedBy, GitHubActions } from "../../spec";
import type { Place } from "../context";
import { runError } from "../run-error";

/** Trust in one AWS service, such as `lambda.amazonaws.com`. */
export function trustService(service: string): PolicyDocument {
  return trust({ Principal: { Service: service }, Action: "sts:AssumeRole" });
}

/** Trust in the user pools of this account that name an external id, to send messages by SMS. */
export function trustSmsSender(parts: { externalId: string; accountId: string }): PolicyDocument {
  return trust({
    Principal: { Service: "cognito-idp.amazonaws.com" },
    Action: "sts:AssumeRole",
    Condition: {
      StringEquals: { "sts:ExternalId": parts.externalId, "aws:SourceAccount": parts.accountId },
    },
  });
}

/** Who may assume a caller's role, and on what conditions. */
export type TrustParts = Pick<CallerModel, "assumedBy" | "externalId" | "conditions">;

/**
 * Trust in whoever a caller names: ARNs, services, workflows of a repository.
 * @throws RunError where it would be everybody
 */
export function trustCaller(
  { assumedBy, externalId, conditions = {} }: TrustParts,
  place: Place,
): PolicyDocument {
  const agreed = externalId === undefined ? {} : { StringEquals: { "sts:ExternalId": externalId } };
  const statements = assumedBy.map((who) => {
    const { Condition = {}, ...statement } = trustOne(who, place);
    const all = [Condition, agreed, conditions].reduce(bothConditions);
    return { ...statement, ...(Object.keys(all).length > 0 ? { Condition: all } : {}) };
  });
  return trust(...statements);
}

function trustOne(who: AssumedBy, place: Place): TrustStatement {
  if (typeof who === "object") return trustWorkflow(who, place);
  if (who.includes("*")) {
    throw runError(
      `assumedBy: a role that everybody may assume. Expected one role, user, account or service, found ${who}.`,
    );
  }
  const principal = who.startsWith("arn:") ? { AWS: who } : { Service: who };
  return { Principal: principal, Action: "sts:AssumeRole" };
}

/**
 * Trust in workflows of one repository, on one branch or in one environment. Without `sub` any
 * repository on GitHub could assume the role.
 * @see https://docs.github.com/actions/security-for-github-actions/security-hardening-your-deployments/configuring-openid-connect-in-amazon-web-services
 */
function trustWorkflow(
  { github, branch, environment }: GitHubActions,
  place: Place,
): TrustStatement {
  const context = branch === undefined ? `environment:${environment}` : `ref:refs/heads/${branch}`;
  return {
    Principal: { Federated: gitHubProviderArn(place) },
    Action: "sts:AssumeRoleWithWebIdentity",
    Condition: {
      StringEquals: {
        [`${gitHubIssuer}:aud`]: "sts.amazonaws.com",
        [`${gitHubIssuer}:sub`]: `repo:${github}:${context}`,
      },
    },
  };
}

/** The issuer of the tokens of GitHub's workflows, without its scheme. */
export const gitHubIssuer = "token.actions.githubusercontent.com";

/** The account's OpenID Connect provider for GitHub; an account has one at most. */
export const gitHubProviderArn = ({ partition, accountId }: Place) =>
  `arn:${partition}:iam::${accountId}:oidc-provider/${gitHubIssuer}`;

function bothConditions(one: ConditionElement, other: ConditionElement): ConditionElement {
  const operators = new Set([...Object.keys(one), ...Object.keys(other)]);
  return Object.fromEntries(
    [...operators].map((operator) => {
      const twice = Object.keys(other[operator] ?? {}).filter(
        (key) => one[operator]?.[key] !== undefined,
      );
      if (twice.length > 0) {
        throw runError(
          `conditions: ${operator} ${twice.join(", ")} is set by the caller's other fields. Expected another key. Take it out.`,
        );
      }
      return [operator, { ...one[operator], ...other[operator] }];
    }),
  );
}

/**
 * Trust in one identity pool, for people who have or have not signed in. Without both conditions any
 * identity pool of any account could hand the role out.
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/role-trust-and-permissions.html
 */
export function trustIdentityPool(
  identityPoolId: string,
  people: "authenticated" | "unauthenticated",
  place: Place,
): PolicyDocument {
  const service = identityService(place);
  return trust({
    Principal: { Federated: service },
    Action: "sts:AssumeRoleWithWebIdentity",
    Condition: {
      StringEquals: { [`${service}:aud`]: identityPoolId },
      "ForAnyValue:StringLike": { [`${service}:amr`]: people },
    },
  });
}

/** China and GovCloud have other names for Cognito: https://docs.aws.amazon.com/govcloud-us/latest/UserGuide/govcloud-cog.html */
function identityService({ partition, region }: Place): string {
  if (partition === "aws-us-gov") return "cognito-identity-us-gov.amazonaws.com";
  if (partition === "aws-cn") return `cognito-identity.${region}.amazonaws.com.cn`;
  return "cognito-identity.amazonaws.com";
}

type TrustStatement = Omit<Statement, "Effect">;

function trust(...statements: readonly TrustStatement[]): PolicyDocument {
  return {
    Version: "2012-10-17",
    Statement: statements.map((statement) => ({ Effect: "Allow", ...statement })),
  };
}
