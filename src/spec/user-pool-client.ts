import type { ClientFields } from "./client-fields";
import type { UserPool } from "./user-pool";

/** What `userPoolClient` takes. */
export interface UserPoolClientOptions extends ClientFields {
  /** The pool whose people sign in through this client. */
  userPool: UserPool;
  /** Whether the client has a secret, which every call must then prove: for servers, never for a page or an app. @default false */
  secret?: boolean;
}

/** A further client of a user pool, beside the pool's own. */
export interface UserPoolClient extends UserPoolClientOptions {
  readonly kind: "userPoolClient";
}

/**
 * A further client of a user pool. A row takes tokens of every client of its pool, unless it names `clients`.
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-settings-client-apps.html
 * @example
 * export const tablet = userPoolClient({ userPool: customers, tokens: { refreshDays: 1 } });
 */
export function userPoolClient(options: UserPoolClientOptions): UserPoolClient {
  return { ...options, kind: "userPoolClient" };
}
