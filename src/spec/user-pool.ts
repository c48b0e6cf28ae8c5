import type { Acceptable } from "./accept";
import type { ClientFields } from "./client-fields";
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

/** What a password must have. */
export interface PasswordPolicy {
  /** Characters, 6 to 99. @default 8 */
  minimumLength?: number;
  /** Whether a small letter is required. @default true */
  requireLowercase?: boolean;
  /** Whether a capital letter is required. @default true */
  requireUppercase?: boolean;
  /** Whether a digit is required. @default true */
  requireNumbers?: boolean;
  /** Whether a special character is required. @default true */
  requireSymbols?: boolean;
  /** How long a password that an administrator set may be used to sign in first, in days, 1 to 365. @default 7 */
  temporaryPasswordValidityDays?: number;
}

/** What `userPool` takes; the fields of a client are those of the pool's own client. */
export interface UserPoolOptions extends ClientFields, Acceptable {
  /**
   * Who may join: `"anyone"` who owns an e-mail address registers alone, or only people that an
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
  /**
   * How people are reached: `"email"`, or `"sms"` for pools in which they sign in with a phone number. For
   * SMS the pool gets a role with an external id that may publish through SNS.
   * @default "email"
   */
  verify?: "email" | "sms";
  /** Whether people sign in with a second factor: never, those who set one up, or all. @default "off" */
  mfa?: "off" | "optional" | "required";
  /** The second factors: an authenticator app, or a code by SMS. @default ["totp"] */
  mfaFactors?: readonly ["totp" | "sms", ...("totp" | "sms")[]];
  /** What a password must have. @default as each field says */
  passwordPolicy?: PasswordPolicy;
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
 * A Cognito user pool. People sign in with their e-mail address, or with `verify: "sms"` their phone number.
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-identity-pools.html
 * @example
 * export const customers = userPool({ signUp: "anyone", scopes: ["orders/write"] });
 */
export function userPool(options: UserPoolOptions): UserPool {
  return { ...options, kind: "userPool" };
}
