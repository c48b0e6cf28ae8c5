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

/** Identities of a pool, in the order of their ids. */
export function identitiesOf(context: AwsContext, poolId: string): CognitoIdentity[] {
  return [...identities(context).entries()].flatMap(([, one]) =>
    one.poolId === poolId ? [one] : [],
  );
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

/** The identity to which a login belongs. */
export function ownerOf(
  context: AwsContext,
  poolId: string,
  login: { provider: string; subject: string },
): CognitoIdentity | undefined {
  const owner = loginOwners(context).get(loginKey(poolId, login.provider, login.subject));
  return owner === undefined ? undefined : identities(context).get(owner);
}

/** Identities, by id. */
export function identities({ store }: AwsContext) {
  return store.table<CognitoIdentity>("identities");
}

/** Whose a login is, by `loginKey`. */
export function loginOwners({ store }: AwsContext) {
  return store.table<string>("identityLogins");
}

/** Where the owner of a login is kept. */
export function loginKey(poolId: string, provider: string, subject: string): string {
  return `${poolId} ${provider} ${subject}`;
}
