import type { IdentityPoolDefinition } from "../../../graph/deployed";
import type { CheckedLogin } from "./login";

/**
 * Session tags that a login's claims become, by condition key; empty where the pool maps none.
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/attributes-for-access-control.html
 */
export function principalTags(
  { principalTags: mappings = [] }: IdentityPoolDefinition,
  login: CheckedLogin,
): Record<string, string> {
  const names = [login.provider, ...login.mappedAs];
  const mapping = mappings.find(({ identityProviderName }) => names.includes(identityProviderName));
  if (!mapping) return {};
  const claimOf = mapping.useDefaults ? { username: "sub", client: "aud" } : mapping.tags;
  return Object.fromEntries(
    Object.entries(claimOf).flatMap(([tag, claim]) => {
      const value = Object.hasOwn(login.claims, claim) ? login.claims[claim] : undefined;
      const plain = ["string", "number", "boolean"].includes(typeof value);
      return plain ? [[`aws:PrincipalTag/${tag}`, String(value)] as const] : [];
    }),
  );
}
