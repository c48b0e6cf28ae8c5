import { randomUUID } from "node:crypto";
import type { IdentityPoolDefinition } from "../../../graph/deployed";
import { AwsError } from "../service/aws-error";
import type { AwsContext } from "../service/context";
import {
  identities,
  loginKey,
  loginOwners,
  subjectsOf,
  type CognitoIdentity,
} from "./find-identity";

/** The identity that belongs to a login, or a new one; without logins always a new one. */
export async function identityFor(
  context: AwsContext,
  pool: IdentityPoolDefinition,
  logins: Readonly<Record<string, string>>,
): Promise<CognitoIdentity> {
  const table = identities(context);
  const owners = loginOwners(context);
  return table.transaction(() => {
    for (const [provider, subject] of Object.entries(logins)) {
      const owner = owners.get(loginKey(pool.id, provider, subject));
      const known = owner === undefined ? undefined : table.get(owner);
      if (known) return known;
    }
    const now = Date.now();
    const identityId = `${pool.id.split(":")[0]}:${randomUUID()}`;
    const made = { identityId, poolId: pool.id, logins, createdAt: now, modifiedAt: now };
    table.putNow(identityId, made);
    for (const [provider, subject] of Object.entries(logins)) {
      owners.putNow(loginKey(pool.id, provider, subject), identityId);
    }
    return made;
  });
}

/** What `linkLogins` links. */
export interface LinkedLogins {
  logins: Readonly<Record<string, string>>;
  /** The caller has proven to be this identity by other means than its logins. */
  known?: boolean;
  /** A provider of which an identity may have more than one login. */
  several?: string;
}

/** Links logins to an identity; throws where a login is another identity's. */
export async function linkLogins(
  context: AwsContext,
  identity: CognitoIdentity,
  { logins, known = false, several }: LinkedLogins,
): Promise<CognitoIdentity> {
  if (Object.keys(logins).length === 0) return identity;
  const table = identities(context);
  const owners = loginOwners(context);
  return table.transaction(() => {
    const now = table.get(identity.identityId) ?? identity;
    if (now.closed) throw mismatch();
    const linkedNow = Object.keys(now.logins);
    // Whoever knows an identity's id alone must not become it by a login that it does not have.
    const isNew = linkedNow.length === 0 || known;
    if (!isNew && !linkedNow.some((one) => logins[one] === now.logins[one])) {
      throw mismatch();
    }
    for (const [provider, subject] of Object.entries(logins)) {
      const key = loginKey(now.poolId, provider, subject);
      const owner = owners.get(key);
      const other = provider === several ? undefined : now.logins[provider];
      if ((owner !== undefined && owner !== now.identityId) || (other ?? subject) !== subject) {
        throw mismatch();
      }
      owners.putNow(key, now.identityId);
    }
    const linked = {
      ...now,
      logins: { ...now.logins, ...logins, ...now.logins },
      modifiedAt: Date.now(),
    };
    table.putNow(now.identityId, linked);
    return linked;
  });
}

/** Takes logins off an identity; each may then belong to another one. */
export async function unlinkLogins(
  context: AwsContext,
  identity: CognitoIdentity,
  removed: readonly { provider: string; subject?: string }[],
): Promise<void> {
  const table = identities(context);
  const owners = loginOwners(context);
  await table.transaction(() => {
    const now = table.get(identity.identityId);
    if (!now) return;
    const logins = { ...now.logins };
    for (const { provider, subject } of removed) {
      const gone = subject === undefined ? subjectsOf(context, now, provider) : [subject];
      for (const one of gone) owners.removeNow(loginKey(now.poolId, provider, one));
      const left = subjectsOf(context, now, provider).find((one) => !gone.includes(one));
      if (left === undefined) delete logins[provider];
      else logins[provider] = left;
    }
    const closed = Object.keys(now.logins).length > 0 && Object.keys(logins).length === 0;
    const changed = { ...now, logins, modifiedAt: Date.now() };
    table.putNow(now.identityId, closed ? { ...changed, closed } : changed);
  });
}

/** Makes two identities one: every login of the first is the second's from now on. */
export async function mergeIdentities(
  context: AwsContext,
  source: CognitoIdentity,
  destination: CognitoIdentity,
): Promise<void> {
  const table = identities(context);
  const owners = loginOwners(context);
  await table.transaction(() => {
    for (const [key, owner] of [...owners.entries(`${source.poolId} `)]) {
      if (owner === source.identityId) owners.putNow(key, destination.identityId);
    }
    const logins = { ...source.logins, ...destination.logins };
    table.putNow(destination.identityId, { ...destination, logins, modifiedAt: Date.now() });
    table.removeNow(source.identityId);
  });
}

/** Forgets an identity and whose it was. */
export async function removeIdentity(context: AwsContext, identityId: string): Promise<void> {
  const table = identities(context);
  const owners = loginOwners(context);
  await table.transaction(() => {
    const known = table.get(identityId);
    if (!known) return;
    for (const [key, owner] of [...owners.entries(`${known.poolId} `)]) {
      if (owner === identityId) owners.removeNow(key);
    }
    table.removeNow(identityId);
  });
}

/** Refusal of logins that are not those of the identity. */
export function mismatch(): AwsError {
  return new AwsError(
    "NotAuthorizedException",
    "Logins don't match. Please include at least one valid login for this identity or identity pool.",
  );
}
