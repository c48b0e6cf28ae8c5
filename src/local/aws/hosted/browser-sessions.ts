import { randomBytes } from "node:crypto";
import type { UserPoolDefinition } from "../../../graph/deployed";
import type { Store } from "../../start/services";
import { sha256Hex } from "../../sigv4";
import type { User, Users } from "../cognito-idp/store/users";
import type { AwsRequest } from "../service/http/exchange";
import { cookie, readCookie } from "./cookies";

interface BrowserSession {
  poolId: string;
  username: string;
  /** Milliseconds since 1970. */
  signedInAt: number;
  expiresAt: number;
}

/** Browsers in which somebody has signed in on the page of a pool. */
export interface BrowserSessions {
  /** The cookie that remembers a sign-in for an hour. */
  start(pool: UserPoolDefinition, username: string): Promise<string>;
  /** Who is signed in in this browser; undefined where nobody is, or the user has changed since. */
  find(
    request: AwsRequest,
    pool: UserPoolDefinition,
    users: Users,
  ): { user: User; signedInAt: number } | undefined;
  /** Ends the session, and gives the cookie that says so. */
  end(request: AwsRequest, pool: UserPoolDefinition): Promise<string>;
}

const hour = 60 * 60 * 1000;

/** Sessions over the table `browserSessions`, by the hash of their cookie. */
export function createBrowserSessions(store: Store): BrowserSessions {
  const table = store.table<BrowserSession>("browserSessions");
  for (const [key, { expiresAt }] of [...table.entries()]) {
    if (expiresAt < Date.now()) table.removeNow(key);
  }
  return {
    async start(pool, username) {
      const text = randomBytes(32).toString("base64url");
      const now = Date.now();
      const session = { poolId: pool.id, username, signedInAt: now, expiresAt: now + hour };
      await table.put(sha256Hex(text), session);
      return cookie(cookieName(pool), text, hour / 1000);
    },
    find(request, pool, users) {
      const text = readCookie(request, cookieName(pool));
      const session = text === undefined ? undefined : table.get(sha256Hex(text));
      if (session?.poolId !== pool.id || Date.now() >= session.expiresAt) return undefined;
      const user = users.find(pool, session.username);
      return isStillIn(user, session) ? { user, signedInAt: session.signedInAt } : undefined;
    },
    async end(request, pool) {
      const text = readCookie(request, cookieName(pool));
      if (text !== undefined) await table.remove(sha256Hex(text));
      return cookie(cookieName(pool), "", 0);
    },
  };
}

/** Whether a sign-in still counts. Whoever changes a password shuts out who came in by the old one. */
export function isStillIn(
  user: User | undefined,
  { signedInAt }: { signedInAt: number },
): user is User {
  if (!user?.enabled || user.status !== "CONFIRMED") return false;
  return (user.password?.setAt ?? 0) <= signedInAt;
}

/** On AWS each pool has its own domain, and so its own cookie. */
function cookieName({ id }: UserPoolDefinition): string {
  return `cognito-${id}`;
}
