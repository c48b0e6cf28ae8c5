import { randomUUID } from "node:crypto";
import type { Store } from "../../start/services";
import { sha256Hex } from "../../sigv4";

/** What a code stands for until the client exchanges it. */
export interface AuthorizationCode {
  poolId: string;
  clientId: string;
  username: string;
  redirectUri: string;
  /** Parted by spaces. */
  scope: string;
  nonce?: string;
  codeChallenge?: string;
  /** Milliseconds since 1970. */
  signedInAt: number;
  expiresAt: number;
}

/** Codes of the sign-in page, of which only hashes are kept. */
export interface AuthorizationCodes {
  /** A code for five minutes. */
  make(code: Omit<AuthorizationCode, "expiresAt">): Promise<string>;
  /** Uses a client's code up, also where it turns out that it does not help; undefined where there is none. */
  take(code: string, clientId: string): Promise<AuthorizationCode | undefined>;
}

const fiveMinutes = 5 * 60 * 1000;

/** Codes over the table `authorizationCodes`. */
export function createAuthorizationCodes(store: Store): AuthorizationCodes {
  const table = store.table<AuthorizationCode>("authorizationCodes");
  for (const [key, { expiresAt }] of [...table.entries()]) {
    if (expiresAt < Date.now()) table.removeNow(key);
  }
  return {
    async make(code) {
      const text = randomUUID();
      await table.put(sha256Hex(text), { ...code, expiresAt: Date.now() + fiveMinutes });
      return text;
    },
    async take(text, clientId) {
      const key = sha256Hex(text);
      const code = await table.transaction(() => {
        const waiting = table.get(key);
        if (waiting?.clientId !== clientId) return undefined;
        table.removeNow(key);
        return waiting;
      });
      return code && Date.now() < code.expiresAt ? code : undefined;
    },
  };
}
