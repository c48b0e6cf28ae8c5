import { randomUUID } from "node:crypto";
import { JwtVerifier } from "aws-jwt-verify";
import { JwtExpiredError } from "aws-jwt-verify/error";
import type { IdentityPoolDefinition } from "../../../graph/deployed";
import type { AwsContext } from "../service/context";
import { identityOwner } from "../oauth/well-known";
import type { CognitoIdentity } from "./find-identity";
import { providersOf } from "./providers";

/** `iss` of the tokens of identity pools. */
export const identityIssuer = "https://cognito-identity.amazonaws.com";

/** Who a token of GetOpenIdToken stands for. */
export interface IdentityToken {
  identityId: string;
  identityPoolId: string;
  amr: string[];
  authenticationType: "authenticated" | "unauthenticated";
  authenticationProvider?: string;
}

/** How an identity proved itself, as the `amr` claim and trust policies have it. */
export function amrOf(
  { logins }: Pick<CognitoIdentity, "logins">,
  pool: IdentityPoolDefinition,
): string[] {
  const entries = Object.entries(logins);
  if (entries.length === 0) return ["unauthenticated"];
  const ofLogins = entries.flatMap((login) => [login[0], personOf(login, pool)]);
  return ["authenticated", ...ofLogins];
}

/** `<provider>:CognitoSignIn:<sub>` of a user pool; the pool stands in the middle for a developer's own users. */
function personOf([provider, subject]: [string, string], pool: IdentityPoolDefinition): string {
  const isUserPool = pool.cognitoProviders.some(({ providerName }) => providerName === provider);
  if (isUserPool) return `${provider}:CognitoSignIn:${subject}`;
  const isDeveloper = provider === providersOf(pool).developer;
  return `${provider}:${isDeveloper ? pool.id : "OIDC"}:${subject}`;
}

/** The `cognitoAuthenticationProvider` of a request: provider, and user there. */
export function authenticationProviderOf(
  { logins }: Pick<CognitoIdentity, "logins">,
  pool: IdentityPoolDefinition,
): string | undefined {
  const [first] = Object.entries(logins);
  return first && `${first[0]},${personOf(first, pool)}`;
}

/** Signs a token for an identity: good for ten minutes, or for `seconds`. */
export function signIdentityToken(
  context: AwsContext,
  { identity, pool }: { identity: CognitoIdentity; pool: IdentityPoolDefinition },
  seconds = 600,
): Promise<string> {
  const now = Math.floor(Date.now() / 1000);
  return context.tokens.sign(identityOwner, "id", {
    sub: identity.identityId,
    aud: identity.poolId,
    amr: amrOf(identity, pool),
    iss: identityIssuer,
    jti: randomUUID(),
    iat: now,
    exp: now + seconds,
    provider: authenticationProviderOf(identity, pool),
  });
}

/** Who a token stands for; undefined where it is none of ours. */
export async function verifyIdentityToken(
  context: AwsContext,
  token: string,
): Promise<IdentityToken | "expired" | undefined> {
  const jwksUri = `${identityIssuer}/.well-known/jwks_uri`;
  const verifier = JwtVerifier.create({ issuer: identityIssuer, audience: null, jwksUri });
  verifier.cacheJwks(await context.tokens.jwks(identityOwner));
  try {
    const { sub, aud, ...claims } = verifier.verifySync(token);
    const amr = Array.isArray(claims["amr"]) ? claims["amr"].map(String) : [];
    const provider = claims["provider"];
    if (typeof sub !== "string" || typeof aud !== "string") return undefined;
    return {
      identityId: sub,
      identityPoolId: aud,
      amr,
      authenticationType: amr.includes("authenticated") ? "authenticated" : "unauthenticated",
      ...(typeof provider === "string" && { authenticationProvider: provider }),
    };
  } catch (error) {
    return error instanceof JwtExpiredError ? "expired" : undefined;
  }
}
