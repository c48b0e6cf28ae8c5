import type { Endpoint } from "./endpoint";
import type { UserPool } from "./user-pool";

/** What `identityPool` takes. */
export interface IdentityPoolOptions {
  /** The pool whose signed-in people get AWS credentials. */
  userPool: UserPool;
  /** The `iam` rows that these credentials open; nothing else. */
  calls: readonly Endpoint[];
  /** The `iam` rows that credentials for people who did not sign in open. @default no such credentials are given */
  guestCalls?: readonly Endpoint[];
}

/** A Cognito identity pool: it exchanges a token for temporary AWS credentials. */
export interface IdentityPool extends IdentityPoolOptions {
  readonly kind: "identityPool";
}

/**
 * A Cognito identity pool: signed-in people get temporary AWS credentials that open the named rows.
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-identity.html
 * @example
 * export const diners = identityPool({ userPool: customers, calls: [getStock] });
 */
export function identityPool(options: IdentityPoolOptions): IdentityPool {
  return { ...options, kind: "identityPool" };
}
