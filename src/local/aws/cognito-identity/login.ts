import { AwsError } from "../service/aws-error";

/** Claims of a token. */
export type Claims = Readonly<Record<string, unknown>>;

/** A login whose token was checked. */
export interface CheckedLogin {
  provider: string;
  /** The user's id there; undefined for a token of the pool itself, which names its identity. */
  subject?: string;
  /** Of a token of the pool itself. */
  identityId?: string;
  claims: Claims;
  /** How role mappings call the provider. */
  mappedAs: readonly string[];
}

/** A login token that is over. */
export function expired(expiredAt: number): AwsError {
  return refused(
    `Invalid login token. Token expired: ${Math.floor(Date.now() / 1000)} >= ${expiredAt}`,
  );
}

/** A login that does not count. */
export function refused(message: string): AwsError {
  return new AwsError("NotAuthorizedException", message);
}
