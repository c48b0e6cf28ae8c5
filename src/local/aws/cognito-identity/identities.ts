import { randomUUID } from "node:crypto";
import type { IdentityPoolDefinition } from "../../../access/definition";
import { AwsError } from "../aws-error";
import type { AwsContext } from "../context";

/** An identity of a pool. */
export interface CognitoIdentity {
  identityId: string;
  poolId: string;
  /** Linked logins: the provider's name, and the user's id there. */
  logins: Readonly<Record<string, string>>;
  /** Milliseconds since 1970. */
  createdAt: number;
  modifiedAt: number;
}

/** The identity pool of an id; throws `ResourceNotFoundException`. */
export function findIdentityPool(context: AwsContext, poolId: string): IdentityPoolDefinition {
  const pool = context.definition().identityPools.find(({ id }) => id === poolId);
  if (pool) return pool;
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
  throw new AwsError("ResourceNotFoundException", `Identity '${identityId}' not found.`);
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

/** Links logins to an identity; throws where a login is another identity's. */
export async function linkLogins(
  context: AwsContext,
  identity: CognitoIdentity,
  logins: Readonly<Record<string, string>>,
): Promise<CognitoIdentity> {
  const table = identities(context);
  const owners = loginOwners(context);
  return table.transaction(() => {
    const now = table.get(identity.identityId) ?? identity;
    const linkedNow = Object.keys(now.logins);
    // Whoever knows an identity's id alone must not become it by a login that it does not have.
    if (linkedNow.length > 0 && !linkedNow.some((one) => logins[one] === now.logins[one])) {
      throw mismatch();
    }
    for (const [provider, subject] of Object.entries(logins)) {
      const key = loginKey(now.poolId, provider, subject);
      const owner = owners.get(key);
      const other = now.logins[provider];
      if ((owner !== undefined && owner !== now.identityId) || (other ?? subject) !== subject) {
        throw mismatch();
      }
      owners.putNow(key, now.identityId);
    }
    const linked = { ...now, logins: { ...now.logins, ...logins }, modifiedAt: Date.now() };
    table.putNow(now.identityId, linked);
    return linked;
  });
}

function mismatch(): AwsError {
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
