import type { PolicyDocument } from "../../iam/language/policy";
import type { Identity, Store, Table, TemporaryCredentials } from "../start/services";
import { randomAccessKeyId, randomSecretKey, randomSessionToken } from "./random";

/** A session of a role, as the state folder keeps it. */
export interface Session extends TemporaryCredentials {
  /** Of the role, or of the user of a session that GetSessionToken gave. */
  roleArn: string;
  sessionName: string;
  cognito?: Identity["cognito"];
  sessionPolicies?: readonly (PolicyDocument | "unknown")[];
  context?: Readonly<Record<string, string>>;
  inherited?: Readonly<Record<string, string>>;
}

export type SessionOptions = Omit<Session, keyof TemporaryCredentials> & {
  durationSeconds: number;
};

/** Temporary credentials that are kept over a restart. */
export interface Sessions {
  find(accessKeyId: string): Session | undefined;
  start(options: SessionOptions): Promise<Session>;
}

/** An expired session is kept for a day, so that its use is answered with "expired" and not "unknown". */
const keptAfterExpiry = 24 * 60 * 60 * 1000;

/** Sessions over the table `sessions`. */
export function createSessions(store: Store): Sessions {
  const table = store.table<Session>("sessions");
  forgetOldSessions(table);
  return {
    find: (accessKeyId) => table.get(accessKeyId),
    async start({ durationSeconds, ...options }) {
      const session: Session = {
        ...options,
        accessKeyId: randomAccessKeyId("ASIA"),
        secretAccessKey: randomSecretKey(),
        sessionToken: randomSessionToken(),
        // Whole seconds, as STS answers them.
        expiresAt: (Math.floor(Date.now() / 1000) + durationSeconds) * 1000,
      };
      await table.put(session.accessKeyId, session);
      return session;
    },
  };
}

function forgetOldSessions(table: Table<Session>): void {
  for (const [key, session] of [...table.entries()]) {
    if (session.expiresAt + keptAfterExpiry < Date.now()) table.removeNow(key);
  }
}
