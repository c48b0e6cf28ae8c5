import { JwtVerifier } from "aws-jwt-verify";
import { JwtExpiredError } from "aws-jwt-verify/error";
import { decomposeUnverifiedJwt } from "aws-jwt-verify/jwt";
import { SignJWT } from "jose";
import type { Deployed } from "../../graph/deployed";
import type { Part, Store, Tokens, TokenVerdict } from "../start/services";
import { issuerOf, poolOfArn } from "./issuer";
import { createSigningKeys, type KeyUse, type PublicKey } from "./signing-keys";
import { createTokenCache } from "./token-cache";

/** The user pools' tokens, both sides: signing them and saying what one is worth. */
export interface TokenService extends Tokens, Part {
  /** Signs claims with the key of a pool (or `cognito-identity`) for this use. */
  sign(owner: string, use: KeyUse, claims: Readonly<Record<string, unknown>>): Promise<string>;
  /** The public keys of a pool. */
  jwks(owner: string): Promise<{ keys: PublicKey[] }>;
  /** New signing keys for a pool; tokens of the old ones stay valid until they expire. */
  rotateKeys(poolId: string): Promise<void>;
}

type Verifier = ReturnType<typeof makeVerifier>;

/** Tokens of the pools in the graph, signed and verified with the keys in the state folder. */
export function createTokens({ store }: { store: Store }): TokenService {
  const keys = createSigningKeys(store);
  const cache = createTokenCache();
  const ready = new Map<string, Verifier>();
  let pools = new Map<string, string>();
  const verifierOf = async (issuer: string, poolId: string): Promise<Verifier> => {
    const verifier = makeVerifier(issuer, await keys.jwks(poolId));
    ready.set(issuer, verifier);
    return verifier;
  };
  return {
    load(definition: Deployed) {
      pools = new Map(definition.userPools.map((pool) => [issuerOfPool(pool.arn) ?? "", pool.id]));
      // In the background: two RSA keys take a moment, and most starts need no token at once.
      for (const [issuer, id] of pools) void verifierOf(issuer, id).catch(() => {});
    },
    verify(token, poolArns) {
      const known = cache.get(token);
      const issuer = known?.issuer ?? unverifiedIssuer(token);
      if (issuer === undefined) return refused("it is no JWT");
      if (!poolArns.some((arn) => issuerOfPool(arn) === issuer)) {
        return refused(`its issuer ${issuer} is none of the authorizer's user pools`);
      }
      const poolId = pools.get(issuer);
      if (poolId === undefined) return refused(`the graph has no user pool with issuer ${issuer}`);
      if (known) return known.verdict();
      const judge = (verifier: Verifier) => cache.keep(token, issuer, judgeToken(verifier, token));
      const verifier = ready.get(issuer);
      return verifier ? judge(verifier) : verifierOf(issuer, poolId).then(judge);
    },
    async sign(owner, use, claims) {
      const { kid, key } = await keys.current(owner, use);
      return new SignJWT({ ...claims }).setProtectedHeader({ kid, alg: "RS256" }).sign(key);
    },
    jwks: (owner) => keys.jwks(owner),
    async rotateKeys(poolId) {
      await keys.rotate(poolId);
      for (const [issuer, id] of pools) if (id === poolId) await verifierOf(issuer, id);
    },
    close: () => keys.idle(),
  };
}

function issuerOfPool(arn: string): string | undefined {
  const pool = poolOfArn(arn);
  return pool && issuerOf(pool.region, pool.id);
}

/** Any client of the pool: API Gateway's authorizer looks at signature, issuer, expiry and use alone. */
function makeVerifier(issuer: string, jwks: { keys: PublicKey[] }) {
  const jwksUri = `${issuer}/.well-known/jwks.json`;
  const verifier = JwtVerifier.create({ issuer, audience: null, jwksUri });
  verifier.cacheJwks(jwks);
  return verifier;
}

function unverifiedIssuer(token: string): string | undefined {
  try {
    return decomposeUnverifiedJwt(token).payload.iss;
  } catch {
    return undefined;
  }
}

function judgeToken(verifier: Verifier, token: string): TokenVerdict {
  try {
    const claims = verifier.verifySync(token);
    const use = claims["token_use"];
    if (use !== "id" && use !== "access") return refused(`its token_use is ${String(use)}`);
    if (typeof claims.exp !== "number") return refused("it has no exp");
    return { valid: true, use, claims };
  } catch (error) {
    // The signature is checked before the expiry: what is expired is a real token.
    if (error instanceof JwtExpiredError) {
      return { valid: false, expired: true, because: "it has expired" };
    }
    return refused(error instanceof Error ? error.message : "it cannot be verified");
  }
}

function refused(because: string): TokenVerdict {
  return { valid: false, expired: false, because };
}
