import type { Trigger } from "./trigger";

/** The moments at which a user pool calls a function of ours. */
export interface UserPoolTriggers {
  /** Before somebody is registered: may refuse, confirm or verify them. @default none */
  preSignUp?: Trigger;
  /** After somebody has confirmed their address. @default none */
  postConfirmation?: Trigger;
  /** Before tokens are made: may add or drop claims. @default none */
  preTokenGeneration?: Trigger;
}

/** What `userPool` takes. */
export interface UserPoolOptions {
  /**
   * Who may join: `"anyone"` who owns an e-mail address registers alone, or only people whom an
   * administrator has `"invited"`. No default: with `"anyone"`, `access: "cognito"` means
   * "anyone with an address".
   */
  signUp: "anyone" | "invited";
  /**
   * Scopes of the pool's own, each `"<resource server>/<scope>"`. Only tokens from the token endpoint
   * and the sign-in page carry them; tokens from a sign-in by password do not.
   * @default none
   */
  scopes?: readonly `${string}/${string}`[];
  /** Groups that people can be put into; they stand in the claim `cognito:groups`. @default none */
  groups?: readonly string[];
  /** Functions that the pool calls. @default none */
  triggers?: UserPoolTriggers;
}

/** A Cognito user pool: people register in it and sign in. */
export interface UserPool extends UserPoolOptions {
  readonly kind: "userPool";
}

/**
 * A Cognito user pool. People sign in with their e-mail address.
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-identity-pools.html
 * @example
 * export const customers = userPool({ signUp: "anyone", scopes: ["orders/write"] });
 */
export function userPool(options: UserPoolOptions): UserPool {
  return { ...options, kind: "userPool" };
}
