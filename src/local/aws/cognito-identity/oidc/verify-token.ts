import { createLocalJWKSet, decodeJwt, errors, jwtVerify, type JWTPayload } from "jose";
import { isOnLoopback, providerKeys } from "./fetch-keys";
import type { OidcProvider } from "./providers";

/** What a token of an OpenID Connect provider turned out to be. */
export type OidcVerdict =
  | { valid: true; claims: JWTPayload & { sub: string; exp: number } }
  | { valid: false; fault: "malformed" | "signature" | "keys" | "claims"; because: string }
  | { valid: false; fault: "audience"; because: string }
  | { valid: false; fault: "expired"; because: string; expiredAt: number };

/** The claims of a token that nobody has checked; undefined where it is no JWT. */
export function unverifiedClaims(token: string): JWTPayload | undefined {
  try {
    return decodeJwt(token);
  } catch {
    return undefined;
  }
}

/** Checks a token with the keys of its provider. Only a provider on this machine is asked for them. */
export async function verifyOidcToken(token: string, provider: OidcProvider): Promise<OidcVerdict> {
  const { issuer, clientIds } = provider;
  if (!isOnLoopback(issuer)) {
    const because = `the laptop asks only providers on this machine (http://127.0.0.1:<port>, http://localhost:<port>) for their keys, and ${issuer} is none`;
    return { valid: false, fault: "keys", because };
  }
  let claims: JWTPayload;
  try {
    claims = await checkSignature(token, issuer);
  } catch (error) {
    return faultOf(error as Error);
  }
  const audience = [claims.aud ?? []].flat();
  if (!audience.some((one) => clientIds.includes(one))) {
    const because = `its aud ${audience.join(", ")} is none of ${clientIds.join(", ")}`;
    return { valid: false, fault: "audience", because };
  }
  return { valid: true, claims: claims as JWTPayload & { sub: string; exp: number } };
}

async function checkSignature(token: string, issuer: string): Promise<JWTPayload> {
  const options = {
    issuer,
    algorithms: ["RS256", "ES256"],
    requiredClaims: ["sub", "aud", "exp"],
    currentDate: new Date(),
  };
  const check = async (fresh: boolean) => {
    const keys = createLocalJWKSet(await keysOf(issuer, fresh));
    return (await jwtVerify(token, keys, options)).payload;
  };
  try {
    return await check(false);
  } catch (error) {
    // The provider may have changed its keys since they were fetched.
    const other =
      error instanceof errors.JWKSNoMatchingKey ||
      error instanceof errors.JWSSignatureVerificationFailed;
    if (!other) throw error;
    return check(true);
  }
}

class KeysError extends Error {}

async function keysOf(issuer: string, fresh: boolean) {
  try {
    return await providerKeys(issuer, fresh);
  } catch (error) {
    throw new KeysError(`the keys of ${issuer} cannot be had: ${(error as Error).message}`);
  }
}

function faultOf(error: Error): OidcVerdict {
  const because = error.message;
  if (error instanceof KeysError) return { valid: false, fault: "keys", because };
  if (error instanceof errors.JWTExpired) {
    return { valid: false, fault: "expired", because, expiredAt: Number(error.payload.exp) };
  }
  if (error instanceof errors.JWTClaimValidationFailed) {
    return { valid: false, fault: "claims", because };
  }
  const malformed = error instanceof errors.JWTInvalid || error instanceof errors.JWSInvalid;
  return { valid: false, fault: malformed ? "malformed" : "signature", because };
}
