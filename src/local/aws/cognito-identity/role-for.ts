import type { RoleMappingDefinition } from "../../../graph/deployed";
import { AwsError } from "../service/aws-error";
import type { Claims } from "./login";
import type { SignedIn } from "./signed-in";

/**
 * The role of an identity: what its login's mapping chooses, else the pool's own. A guest has the pool's
 * unauthenticated role.
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/role-based-access-control.html
 */
export function roleFor({ pool, login }: SignedIn, custom?: string): string | undefined {
  if (!login) {
    if (custom !== undefined) throw notYours();
    return pool.unauthenticatedRoleArn;
  }
  const { claims, mappedAs } = login;
  const mapping = pool.roleMappings?.find((one) => mappedAs.includes(one.identityProvider));
  if (custom !== undefined) {
    // A role may be asked for where the token is what chooses, and names it.
    const mayChoose = mapping?.type !== "Rules" && rolesOf(claims).includes(custom);
    if (!mayChoose) throw notYours();
    return custom;
  }
  if (!mapping) return pool.authenticatedRoleArn;
  const chosen = mapping.type === "Token" ? byToken(claims) : byRules(mapping.rules, claims);
  if (chosen !== undefined) return chosen;
  if (mapping.ambiguousRoleResolution === "AuthenticatedRole") return pool.authenticatedRoleArn;
  throw new AwsError(
    "NotAuthorizedException",
    "Access denied: no role of the role mapping fits this identity.",
  );
}

function notYours(): AwsError {
  return new AwsError(
    "NotAuthorizedException",
    "You are not authorized to assume the role that CustomRoleArn names.",
  );
}

function rolesOf(claims: Claims): readonly unknown[] {
  const roles = claims["cognito:roles"];
  return Array.isArray(roles) ? roles : [];
}

/** The preferred role of the token, or its only one. */
function byToken(claims: Claims): string | undefined {
  const preferred = claims["cognito:preferred_role"];
  if (typeof preferred === "string") return preferred;
  const [only, ...more] = rolesOf(claims);
  return typeof only === "string" && more.length === 0 ? only : undefined;
}

type Rule = RoleMappingDefinition["rules"][number];

/** The first rule that holds, in their order. */
function byRules(rules: readonly Rule[], claims: Claims): string | undefined {
  return rules.find((rule) => holds(rule, claims))?.roleArn;
}

/** A claim that is not there fits no rule, `NotEqual` among them: what is not known gives no role. */
function holds({ claim, matchType, value }: Rule, claims: Claims): boolean {
  const found = Object.hasOwn(claims, claim) ? claims[claim] : undefined;
  if (found === undefined || found === null) return false;
  const values = [found].flat().map(String);
  switch (matchType) {
    case "Equals":
      return values.includes(value);
    case "NotEqual":
      return !values.includes(value);
    case "StartsWith":
      return values.some((one) => one.startsWith(value));
    case "Contains":
      return values.some((one) => one.includes(value));
    default:
      return matchType satisfies never;
  }
}
