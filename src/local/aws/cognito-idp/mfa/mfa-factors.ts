import type { UserPoolDefinition } from "../../../../graph/deployed";
import { poolSettings } from "../describe/pool-settings";
import type { MfaFactor, User } from "../store/users";

/** The factors that a user has switched on and that the pool still offers. */
export function enabledFactors(pool: UserPoolDefinition, user: User): MfaFactor[] {
  const { totp, sms, emailMfa } = poolSettings(pool);
  const factors: MfaFactor[] = [];
  // A phone need not be verified for this: SMSMfaSettingsType.
  if (sms && user.smsMfa && user.attributes["phone_number"]) factors.push("SMS_MFA");
  if (emailMfa && user.emailMfa && isVerified(user, "email")) factors.push("EMAIL_OTP");
  if (totp && user.totp?.verified && user.totp.enabled) factors.push("SOFTWARE_TOKEN_MFA");
  return factors;
}

/** The factor that a user has asked to be used first. */
export function preferredFactor(pool: UserPoolDefinition, user: User): MfaFactor | undefined {
  const wanted = user.preferredMfa ?? (user.totp?.preferred ? "SOFTWARE_TOKEN_MFA" : undefined);
  return enabledFactors(pool, user).find((factor) => factor === wanted);
}

/**
 * What is asked for after a right password; undefined where nothing is.
 * https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-settings-mfa.html
 */
export function askedFactor(
  pool: UserPoolDefinition,
  user: User,
): MfaFactor | "SELECT_MFA_TYPE" | "MFA_SETUP" | undefined {
  const { mfa, sms } = poolSettings(pool);
  if (mfa === "OFF") return undefined;
  const factors = enabledFactors(pool, user);
  if (factors.length > 1) return preferredFactor(pool, user) ?? "SELECT_MFA_TYPE";
  if (factors[0]) return factors[0];
  if (mfa === "OPTIONAL") return undefined;
  // Required: a phone that is there is used without being asked for, else the user sets a factor up.
  return sms && user.attributes["phone_number"] ? "SMS_MFA" : "MFA_SETUP";
}

/** Whether an address of a user is there and proven. */
export function isVerified(user: User, attribute: "email" | "phone_number"): boolean {
  return !!user.attributes[attribute] && user.attributes[`${attribute}_verified`] === "true";
}

/** What GetUser and AdminGetUser tell of a user's factors. */
export function shownFactors(pool: UserPoolDefinition, user: User): object {
  const factors = enabledFactors(pool, user);
  const preferred = preferredFactor(pool, user);
  return {
    ...(preferred !== undefined && { PreferredMfaSetting: preferred }),
    ...(factors.length > 0 && { UserMFASettingList: factors }),
  };
}
