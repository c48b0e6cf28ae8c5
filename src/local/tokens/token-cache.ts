import { BoundedMap } from "../../base/memo";
import type { TokenVerdict } from "../start/services";

/** Verdicts on tokens seen before, so that an RSA signature is checked once a token. */
export interface TokenCache {
  get(token: string): { issuer: string; verdict(): TokenVerdict } | undefined;
  /** Keeps a valid token until it expires; returns the verdict as it came. */
  keep(token: string, issuer: string, verdict: TokenVerdict): TokenVerdict;
}

/** A cache in memory, bounded; the oldest token goes first. */
export function createTokenCache(): TokenCache {
  type Kept = { issuer: string; valid: TokenVerdict; expiresAt: number };
  const kept = new BoundedMap<string, Kept>(10_000);
  return {
    get(token) {
      const entry = kept.get(token);
      if (!entry) return undefined;
      const { issuer, valid, expiresAt } = entry;
      return { issuer, verdict: () => (Date.now() < expiresAt ? valid : expired) };
    },
    keep(token, issuer, verdict) {
      if (!verdict.valid) return verdict;
      kept.set(token, { issuer, valid: verdict, expiresAt: Number(verdict.claims["exp"]) * 1000 });
      return verdict;
    },
  };
}

const expired: TokenVerdict = { valid: false, expired: true, because: "it has expired" };
