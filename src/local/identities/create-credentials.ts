import { BoundedMap } from "../../base/memo";
import type { Deployed } from "../../graph/deployed";
import type { Credential, Credentials, Store, TemporaryCredentials } from "../start/services";
import { adminIdentity, sessionIdentity, userIdentity } from "./identity";
import { randomAccessKeyId, randomSecretKey, randomSessionToken } from "./random";
import { createSessions, type Session } from "./sessions";
import { stableSecret } from "./stable-secret";

/** `admin` is the account's owner; its keys last as long as the state folder. */
const adminYears = 10;

/**
 * Access keys of users, of roles' sessions and of the account's owner. Policies are those of the graph
 * that was loaded last: a changed policy counts for sessions that run already.
 */
export function createCredentials({ store }: { store: Store }): Credentials {
  const sessions = createSessions(store);
  const admin = adminCredentials(store);
  let definition: Deployed | undefined;
  // Bounded, so that many short sessions do not fill the memory.
  const found = new BoundedMap<string, Credential>(5_000);
  const look = (accessKeyId: string): Credential | undefined => {
    if (!definition) return undefined;
    if (accessKeyId === admin.accessKeyId) return adminCredential(admin, definition);
    const session = sessions.find(accessKeyId);
    return session
      ? sessionCredential(session, definition)
      : userCredential(accessKeyId, definition);
  };
  return {
    load(next) {
      definition = next;
      found.clear();
    },
    find(accessKeyId) {
      const known = found.get(accessKeyId);
      if (known) return known;
      const credential = look(accessKeyId);
      if (credential) found.set(accessKeyId, credential);
      return credential;
    },
    async assume(roleArn, { durationSeconds = 3_600, ...options }) {
      const role = definition?.roles.find(({ arn }) => arn === roleArn);
      if (!role) throw new Error(`The graph has no role ${roleArn}.`);
      const session = await sessions.start({ ...options, roleArn, durationSeconds });
      return temporary(session);
    },
    async userSession(userArn, { durationSeconds }) {
      const user = definition?.users.find(({ arn }) => arn === userArn);
      if (!user) throw new Error(`The graph has no user ${userArn}.`);
      const session = await sessions.start({
        ...{ roleArn: userArn, sessionName: user.userName, durationSeconds },
      });
      return temporary(session);
    },
    admin: () => ({ ...admin }),
    close: async () => {},
  };
}

function temporary(from: TemporaryCredentials): TemporaryCredentials {
  const { accessKeyId, secretAccessKey, sessionToken, expiresAt } = from;
  return { accessKeyId, secretAccessKey, sessionToken, expiresAt };
}

function sessionCredential(session: Session, graph: Deployed): Credential | undefined {
  const { secretAccessKey, sessionToken, expiresAt } = session;
  const user = graph.users.find(({ arn }) => arn === session.roleArn);
  if (user) {
    const identity = userIdentity(user, session.accessKeyId);
    return { secretAccessKey, sessionToken, expiresAt, identity };
  }
  const role = graph.roles.find(({ arn }) => arn === session.roleArn);
  if (!role) return undefined;
  const identity = sessionIdentity(session, role, graph.partition);
  return { secretAccessKey, sessionToken, expiresAt, identity };
}

function userCredential(accessKeyId: string, graph: Deployed): Credential | undefined {
  for (const user of graph.users) {
    const key = user.accessKeys.find((one) => one.accessKeyId === accessKeyId && one.active);
    if (key?.secretAccessKey) {
      const { secretAccessKey } = key;
      return { secretAccessKey, identity: userIdentity(user, accessKeyId) };
    }
  }
  return undefined;
}

function adminCredential(admin: TemporaryCredentials, graph: Deployed): Credential {
  const { accessKeyId, secretAccessKey, sessionToken, expiresAt } = admin;
  const identity = adminIdentity(accessKeyId, graph.accountId, graph.partition);
  return { secretAccessKey, sessionToken, expiresAt, identity };
}

function adminCredentials(store: Store): TemporaryCredentials {
  const end = () => String(Date.now() + adminYears * 365 * 24 * 60 * 60 * 1000);
  return {
    accessKeyId: stableSecret(store, "admin accessKeyId", () => randomAccessKeyId("ASIA")),
    secretAccessKey: stableSecret(store, "admin secretAccessKey", randomSecretKey),
    sessionToken: stableSecret(store, "admin sessionToken", randomSessionToken),
    expiresAt: Number(stableSecret(store, "admin expiresAt", end)),
  };
}
