import { RunError } from "@pulumi/pulumi";
import type { PolicyDocument, Statement } from "../iam/policy";
import type { Place } from "./context";

/** Trust in one AWS service, such as `lambda.amazonaws.com`. */
export function trustService(service: string): PolicyDocument {
  return trust({ Principal: { Service: service }, Action: "sts:AssumeRole" });
}

/**
 * Trust in whoever `assumedBy` of a caller names: an ARN, an account, or a service.
 * @throws RunError where it would be everybody
 */
export function trustCaller(assumedBy: string, place: Place): PolicyDocument {
  if (assumedBy.includes("*")) {
    throw new RunError(
      `assumedBy: a role that everybody may assume. Expected one role, user, account or service, found ${assumedBy}.`,
    );
  }
  if (/^\d{12}$/.test(assumedBy)) {
    const root = `arn:${place.partition}:iam::${assumedBy}:root`;
    return trust({ Principal: { AWS: root }, Action: "sts:AssumeRole" });
  }
  if (assumedBy.startsWith("arn:")) {
    return trust({ Principal: { AWS: assumedBy }, Action: "sts:AssumeRole" });
  }
  return trustService(assumedBy);
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

/** China and GovCloud have names of their own for Cognito: https://docs.aws.amazon.com/govcloud-us/latest/UserGuide/govcloud-cog.html */
function identityService({ partition, region }: Place): string {
  if (partition === "aws-us-gov") return "cognito-identity-us-gov.amazonaws.com";
  if (partition === "aws-cn") return `cognito-identity.${region}.amazonaws.com.cn`;
  return "cognito-identity.amazonaws.com";
}

function trust(statement: Omit<Statement, "Effect">): PolicyDocument {
  return { Version: "2012-10-17", Statement: [{ Effect: "Allow", ...statement }] };
}
