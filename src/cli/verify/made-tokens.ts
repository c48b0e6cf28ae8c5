import { generateKeyPair, SignJWT } from "jose";
import { decomposeUnverifiedJwt } from "aws-jwt-verify/jwt";
import { createTokens } from "../../local/tokens/create-tokens";
import type { Store } from "../../local/start/services";

/** What stands in a token. */
export function claimsOf(token: string): Record<string, unknown> {
  return { ...decomposeUnverifiedJwt(token).payload };
}

let foreignKey: ReturnType<typeof generateKeyPair> | undefined;

/** A token as a pool would sign it that the API knows nothing of. */
export async function foreignToken(region: string, scope: string | undefined): Promise<string> {
  foreignKey ??= generateKeyPair("RS256");
  const { privateKey } = await foreignKey;
  const now = Math.floor(Date.now() / 1000);
  const poolId = `${region}_Foreign00`;
  const ofUse =
    scope === undefined
      ? { token_use: "id", aud: "foreignclient0000000000000" }
      : { token_use: "access", client_id: "foreignclient0000000000000", scope };
  return new SignJWT({
    ...{ sub: "00000000-0000-4000-8000-000000000000", ...ofUse },
    iss: `https://cognito-idp.${region}.amazonaws.com/${poolId}`,
    ...{ iat: now, auth_time: now, exp: now + 3_600 },
  })
    .setProtectedHeader({ kid: "Zm9yZWlnbg==", alg: "RS256" })
    .sign(privateKey);
}

/** A token with another person in it, and the old signature. */
export function tamperedToken(token: string): string {
  const [head, , signature] = token.split(".");
  const claims = { ...claimsOf(token), sub: "00000000-0000-4000-8000-000000000000" };
  return [head, Buffer.from(JSON.stringify(claims)).toString("base64url"), signature].join(".");
}

/** Signs claims of a token anew with the keys of a gateway on this machine. */
export function resignedToken(
  store: Store,
  poolId: string,
  claims: Readonly<Record<string, unknown>>,
): Promise<string> {
  const use = claims["token_use"] === "access" ? "access" : "id";
  return createTokens({ store }).sign(poolId, use, claims);
}

/** The same, an hour past its time. */
export function expiredToken(store: Store, poolId: string, token: string): Promise<string> {
  const then = Math.floor(Date.now() / 1000) - 7_200;
  const past = { iat: then, auth_time: then, exp: then + 3_600 };
  return resignedToken(store, poolId, { ...claimsOf(token), ...past });
}
