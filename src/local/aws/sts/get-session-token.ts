import { z } from "zod";
import { AwsError } from "../service/aws-error";
import { signed } from "../service/operation";
import { shownCredentials } from "./session-input";

const input = z.object({
  DurationSeconds: z.coerce.number().optional(),
  SerialNumber: z.string().optional(),
  TokenCode: z.string().optional(),
});

/** Twelve hours. */
const usualSeconds = 43_200;

/** For IAM users, who need no permission: https://docs.aws.amazon.com/STS/latest/APIReference/API_GetSessionToken.html */
export const getSessionToken = signed(input, {}, async ({ input, context, caller }) => {
  const isUser = context.definition().users.some(({ arn }) => arn === caller.arn);
  if (!isUser || caller.accessKeyId.startsWith("ASIA")) {
    throw new AwsError("AccessDenied", "Cannot call GetSessionToken with session credentials", 403);
  }
  if (input.SerialNumber !== undefined || input.TokenCode !== undefined) throw noMfa();
  const durationSeconds = input.DurationSeconds ?? usualSeconds;
  const credentials = await context.credentials.userSession(caller.arn, { durationSeconds });
  return { Credentials: shownCredentials(credentials) };
});

/** The laptop knows no MFA device of a user, so no code of one is right. */
export function noMfa(): AwsError {
  return new AwsError(
    "AccessDenied",
    "MultiFactorAuthentication failed with invalid MFA one time pass code.",
    403,
  );
}
