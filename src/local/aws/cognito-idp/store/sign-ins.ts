import { randomBytes, randomUUID } from "node:crypto";
import type { UserPoolDefinition } from "../../../../graph/deployed";
import type { Store, Table } from "../../../start/services";
import { sha256Hex } from "../../../sigv4";

/** One sign-in and everything that was refreshed from it; its id is the `origin_jti` of the tokens. */
export interface SignIn {
  id: string;
  poolId: string;
  clientId: string;
  username: string;
  /** Scopes of its access tokens, parted by spaces. */
  scope: string;
  /** Milliseconds since 1970. */
  signedInAt: number;
  expiresAt: number;
  revoked: boolean;
}

interface KeptRefreshToken {
  /** Key of the sign-in. */
  signIn: string;
  /** When rotation replaced it. */
  replacedAt?: number;
}

/** Sign-ins and their refresh tokens, of which only hashes are kept. */
export interface SignIns {
  start(
    pool: UserPoolDefinition,
    options: {
      clientId: string;
      username: string;
      scope: string;
      seconds: number;
      /** When the password was given, where that was before now. */
      signedInAt?: number | undefined;
    },
  ): Promise<{ signIn: SignIn; refreshToken: string }>;
  /** The sign-in behind a refresh token, and whether rotation has replaced the token. */
  ofRefreshToken(token: string): { signIn: SignIn; replacedAt?: number } | undefined;
  /** A new refresh token in place of another one; undefined where that is used up. The sign-in's end stays. */
  replace(token: string, graceSeconds: number): Promise<string | undefined>;
  find(poolId: string, username: string, id: string): SignIn | undefined;
  revoke(signIn: SignIn): Promise<void>;
  /** Signs a user out everywhere. */
  revokeAll(poolId: string, username: string): Promise<void>;
}

/** Sign-ins over the tables `signIns` and `refreshTokens`. */
export function createSignIns(store: Store): SignIns {
  const signIns = store.table<SignIn>("signIns");
  const tokens = store.table<KeptRefreshToken>("refreshTokens");
  forgetOld(signIns, tokens);
  return {
    async start(pool, { clientId, username, scope, seconds, signedInAt }) {
      const now = Date.now();
      const signIn: SignIn = {
        id: randomUUID(),
        poolId: pool.id,
        clientId,
        username,
        scope,
        signedInAt: signedInAt ?? now,
        expiresAt: now + seconds * 1000,
        revoked: false,
      };
      const refreshToken = makeRefreshToken();
      await signIns.transaction(() => {
        signIns.putNow(keyOf(signIn), signIn);
        tokens.putNow(sha256Hex(refreshToken), { signIn: keyOf(signIn) });
      });
      return { signIn, refreshToken };
    },
    ofRefreshToken(token) {
      const kept = tokens.get(sha256Hex(token));
      const signIn = kept && signIns.get(kept.signIn);
      if (!signIn) return undefined;
      return kept.replacedAt === undefined ? { signIn } : { signIn, replacedAt: kept.replacedAt };
    },
    async replace(token, graceSeconds) {
      const next = makeRefreshToken();
      return tokens.transaction(() => {
        const kept = tokens.get(sha256Hex(token));
        if (!kept || isUsedUp(kept, graceSeconds)) return undefined;
        const replacedAt = kept.replacedAt ?? Date.now();
        tokens.putNow(sha256Hex(token), { ...kept, replacedAt });
        tokens.putNow(sha256Hex(next), { signIn: kept.signIn });
        return next;
      });
    },
    find: (poolId, username, id) => signIns.get(keyOf({ poolId, username, id })),
    revoke: (signIn) => signIns.put(keyOf(signIn), { ...signIn, revoked: true }),
    revokeAll: (poolId, username) =>
      signIns.transaction(() => {
        for (const [key, signIn] of [...signIns.entries(`${poolId} ${username} `)]) {
          signIns.putNow(key, { ...signIn, revoked: true });
        }
      }),
  };
}

/** Whether a refresh token was replaced, and the time in which it may be sent again is over. */
export function isUsedUp(
  { replacedAt }: { replacedAt?: number | undefined },
  graceSeconds: number,
): boolean {
  return replacedAt !== undefined && Date.now() >= replacedAt + graceSeconds * 1000;
}

/** Where a sign-in is kept. */
export function keyOf({
  poolId,
  username,
  id,
}: Pick<SignIn, "poolId" | "username" | "id">): string {
  return `${poolId} ${username} ${id}`;
}

/** Five parts like Cognito's encrypted JWT, which clients take for opaque. */
function makeRefreshToken(): string {
  const header = Buffer.from('{"cty":"JWT","enc":"A256GCM","alg":"RSA-OAEP"}').toString(
    "base64url",
  );
  const part = (bytes: number) => randomBytes(bytes).toString("base64url");
  return [header, part(192), part(12), part(384), part(16)].join(".");
}

const day = 24 * 60 * 60 * 1000;

function forgetOld(signIns: Table<SignIn>, tokens: Table<KeptRefreshToken>): void {
  const gone = new Set<string>();
  for (const [key, signIn] of [...signIns.entries()]) {
    if (signIn.expiresAt + day > Date.now()) continue;
    gone.add(key);
    signIns.removeNow(key);
  }
  if (gone.size === 0) return;
  for (const [key, token] of [...tokens.entries()]) {
    if (gone.has(token.signIn)) tokens.removeNow(key);
  }
}
