import { z } from "zod";

/**
 * Members that many operations have, with the constraints of Cognito's API; the pattern is shown in its refusals.
 * https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_Operations.html
 */
function text({ min, max, pattern }: { min?: number; max?: number; pattern?: string }) {
  let shape = z.string();
  if (min !== undefined) shape = shape.min(min);
  if (max !== undefined) shape = shape.max(max);
  // eslint-disable-next-line gatehouse/linear -- of AWS's own sets of characters
  return pattern === undefined ? shape : shape.regex(new RegExp(`^(?:${pattern})$`, "u"), pattern);
}

const name = "[\\p{L}\\p{M}\\p{S}\\p{N}\\p{P}]+";

/** Letters, marks, symbols, digits and punctuation, so no space. */
export const username = text({ min: 1, max: 128, pattern: name });
/** Pools and clients of a graph may have ids that AWS gives to none: their form is judged where none is found. */
export const userPoolId = text({ min: 1, max: 55 });
export const clientId = text({ min: 1, max: 128 });
export const clientSecret = text({ min: 24, max: 64, pattern: "[\\w+]+" });
export const secretHash = text({ min: 1, max: 128, pattern: "[\\w+=/]+" });
export const password = text({ max: 256, pattern: "[\\S]+" });
export const token = text({ pattern: "[A-Za-z0-9-_=.]+" });
export const session = text({ min: 20, max: 4_096 });
export const confirmationCode = text({ min: 1, max: 2_048, pattern: "[\\S]+" });
export const softwareTokenCode = text({ min: 6, max: 6, pattern: "[0-9]+" });
export const groupNameText = text({ min: 1, max: 128, pattern: name });
export const attributeName = text({
  min: 1,
  max: 32,
  pattern: "[\\p{L}\\p{M}\\p{S}\\p{N}\\p{P}\\t\\n\\r ]+",
});
export const attributeValue = text({ max: 2_048 });
export const description = text({ max: 2_048 });
export const paginationKey = text({ min: 1, pattern: "[\\S]+" });
export const limit = z.number().int().min(0).max(60);

export const authFlow = z.enum([
  "USER_SRP_AUTH",
  "REFRESH_TOKEN_AUTH",
  "REFRESH_TOKEN",
  "CUSTOM_AUTH",
  "ADMIN_NO_SRP_AUTH",
  "USER_PASSWORD_AUTH",
  "ADMIN_USER_PASSWORD_AUTH",
  "USER_AUTH",
]);

export const challengeName = z.enum([
  "SMS_MFA",
  "EMAIL_OTP",
  "SOFTWARE_TOKEN_MFA",
  "SELECT_MFA_TYPE",
  "MFA_SETUP",
  "PASSWORD_VERIFIER",
  "CUSTOM_CHALLENGE",
  "SELECT_CHALLENGE",
  "DEVICE_SRP_AUTH",
  "DEVICE_PASSWORD_VERIFIER",
  "ADMIN_NO_SRP_AUTH",
  "NEW_PASSWORD_REQUIRED",
  "SMS_OTP",
  "PASSWORD",
  "WEB_AUTHN",
  "PASSWORD_SRP",
]);
