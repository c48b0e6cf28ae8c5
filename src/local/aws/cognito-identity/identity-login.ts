import type { IdentityPoolDefinition } from "../../../graph/deployed";
import type { AwsContext } from "../service/context";
import { unverifiedClaims } from "./oidc/verify-token";
import { verifyIdentityToken } from "./identity-token";
import { expired, refused, type CheckedLogin } from "./login";

/** The provider that identity pools themselves are: developers' back ends hand its tokens on. */
export const identityProvider = "cognito-identity.amazonaws.com";

/** Checks a token that GetOpenIdTokenForDeveloperIdentity gave. */
export async function checkIdentityLogin(
  context: AwsContext,
  pool: IdentityPoolDefinition,
  token: string,
): Promise<CheckedLogin> {
  const verdict = await verifyIdentityToken(context, token);
  if (verdict === "expired") throw expired(Number(unverifiedClaims(token)?.exp));
  if (!verdict || verdict.identityPoolId !== pool.id) {
    throw refused("Invalid login token. Not a valid OpenId Connect identity token.");
  }
  if (verdict.authenticationType !== "authenticated") {
    throw refused("Invalid login token. The token stands for a guest.");
  }
  return {
    provider: identityProvider,
    identityId: verdict.identityId,
    claims: { sub: verdict.identityId, aud: pool.id, amr: verdict.amr },
    mappedAs: [],
  };
}
