/** A token of a user pool, as far as a method looks at it. */
export interface JudgedToken {
  use: "id" | "access";
  /** Of an access token. */
  scopes: readonly string[];
  /** The id of its client; access tokens have none. */
  aud: string | undefined;
}

/** Why a method does not take a token that is sound. */
export type TokenRefusal = "wantsId" | "wantsAccess" | "scope" | "audience";

/**
 * Whether a method takes a sound token of its pool: without scopes an ID token, with scopes an access token
 * that has one of them; a client that the authorizer does not name is refused. docs/aws-facts.md 3.
 */
export function tokenRefusal(
  { use, scopes, aud }: JudgedToken,
  asked: { scopes: readonly string[]; expression: { test(text: string): boolean } | undefined },
): TokenRefusal | undefined {
  if (asked.scopes.length === 0 && use !== "id") return "wantsId";
  if (asked.scopes.length > 0 && use !== "access") return "wantsAccess";
  if (asked.scopes.length > 0 && !asked.scopes.some((scope) => scopes.includes(scope)))
    return "scope";
  const { expression } = asked;
  // The expression is matched against `aud`, which access tokens lack: it refuses them all.
  if (expression === undefined || (aud !== undefined && expression.test(aud))) return undefined;
  return "audience";
}
