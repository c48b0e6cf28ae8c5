import { randomUUID } from "node:crypto";
import type { IdentityPoolDefinition } from "../../../graph/deployed";
import { AwsError } from "../service/aws-error";
import type { AwsContext } from "../service/context";

/** An identity of a pool. */
export interface CognitoIdentity {
  identityId: string;
  poolId: string;
  /** Linked logins: the provider's name, and the user's id there. */
  logins: Readonly<Record<string, string>>;
  /** Milliseconds since 1970. */
  createdAt: number;
  modifiedAt: number;
  /** Its last login was taken off: nobody reaches it any more. */
  closed?: true;
}

/** The identity pool of an id; throws `ResourceNotFoundException`. */
export function findIdentityPool(context: AwsContext, poolId: string): IdentityPoolDefinition {
  const pool = context.definition().identityPools.find(({ id }) => id === poolId);
  if (pool) return pool;
  checkId(poolId, "identityPoolId");
  throw new AwsError("ResourceNotFoundException", `IdentityPool '${poolId}' not found.`);
}

/** An identity and its pool by the identity's id; throws `ResourceNotFoundException`. */
export function findIdentity(
  context: AwsContext,
  identityId: string,
): { pool: IdentityPoolDefinition; identity: CognitoIdentity } {
  const identity = identities(context).get(identityId);
  const pool = context.definition().identityPools.find(({ id }) => id === identity?.poolId);
  if (identity && pool) return { identity, pool };
  checkId(identityId, "identityId");
  throw new AwsError("ResourceNotFoundException", `Identity '${identityId}' not found.`);
}

/** The front end of Cognito refuses what cannot be an id before anything is looked up. */
function checkId(id: string, member: string): void {
  if (/^[\w-]+:[0-9a-f-]+$/.test(id)) return;
  throw new AwsError(
    "ValidationException",
    `1 validation error detected: Value '${id}' at '${member}' failed to satisfy constraint: Member must satisfy regular expression pattern: [\\w-]+:[0-9a-f-]+`,
  );
}

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

/** Identities of a pool, in the order of their ids. */
export function identitiesOf(context: AwsContext, poolId: string): CognitoIdentity[] {
  return [...identities(context).entries()].flatMap(([, one]) =>
    one.poolId === poolId ? [one] : [],
  );
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

/** The users of a provider that are one identity. */
export function subjectsOf(
  context: AwsContext,
  { identityId, poolId }: CognitoIdentity,
  provider: string,
): string[] {
  const prefix = loginKey(poolId, provider, "");
  return [...loginOwners(context).entries(prefix)].flatMap(([key, owner]) =>
    owner === identityId ? [key.slice(prefix.length)] : [],
  );
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

/** The identity to which a login belongs. */
export function ownerOf(
  context: AwsContext,
  poolId: string,
  login: { provider: string; subject: string },
): CognitoIdentity | undefined {
  const owner = loginOwners(context).get(loginKey(poolId, login.provider, login.subject));
  return owner === undefined ? undefined : identities(context).get(owner);
}

/** Refusal of logins that are not those of the identity. */
export function mismatch(): AwsError {
  return new AwsError(
    "NotAuthorizedException",
    "Logins don't match. Please include at least one valid login for this identity or identity pool.",
  );
}

function identities({ store }: AwsContext) {
  return store.table<CognitoIdentity>("identities");
}

function loginOwners({ store }: AwsContext) {
  return store.table<string>("identityLogins");
}

function loginKey(poolId: string, provider: string, subject: string): string {
  return `${poolId} ${provider} ${subject}`;
}
