import { AwsError } from "../aws-error";
import type { SignedIn } from "./signed-in";

/**
 * The role of an identity: the one that was asked for, if the token names it; else the pool's own.
 * https://docs.aws.amazon.com/cognito/latest/developerguide/role-based-access-control.html
 */
export function roleFor(
  { pool, authenticated, claims }: SignedIn,
  custom?: string,
): string | undefined {
  if (custom === undefined) {
    return authenticated ? pool.authenticatedRoleArn : pool.unauthenticatedRoleArn;
  }
  const roles = Array.isArray(claims["cognito:roles"]) ? claims["cognito:roles"] : [];
  if (roles.includes(custom)) return custom;
  throw new AwsError(
    "NotAuthorizedException",
    "You are not authorized to assume the role that CustomRoleArn names.",
  );
}
