import { AwsError } from "../aws-error";
import type { AwsContext } from "../context";
import { requireParameter } from "./auth-parameters";
import type { Challenge } from "./challenges";
import { clientSettings } from "./client-settings";
import type { TokenSource } from "./issue-tokens";
import { countAttempt, isLocked } from "./lockout";
import { poolSettings } from "./pool-settings";
import {
  finishSignIn,
  type PassedUser,
  type SignInAnswer,
  type SignInOptions,
} from "./finish-sign-in";
import { matchTotp } from "./totp";
import type { User } from "./users";

type MfaChallenge = "SOFTWARE_TOKEN_MFA" | "SMS_MFA" | "MFA_SETUP";

/** The second factor that a user must give; undefined where none is asked for. */
function requiredFactor({ pool }: SignInOptions, user: User): MfaChallenge | undefined {
  const { mfa, totp, sms } = poolSettings(pool);
  if (mfa === "OFF") return undefined;
  const hasTotp = totp && user.totp?.verified === true && user.totp.enabled;
  const hasSms = sms && user.attributes["phone_number_verified"] === "true";
  if (hasTotp && (user.totp?.preferred || !user.smsMfa)) return "SOFTWARE_TOKEN_MFA";
  if (hasSms && user.smsMfa) return "SMS_MFA";
  if (hasTotp) return "SOFTWARE_TOKEN_MFA";
  if (mfa === "OPTIONAL") return undefined;
  // Required: a phone that is verified is used without being asked for, else the user sets a factor up.
  return hasSms ? "SMS_MFA" : "MFA_SETUP";
}

/** What follows a right password: the second factor, or tokens. */
export async function afterPassword(
  context: AwsContext,
  options: SignInOptions,
  { user, source }: PassedUser,
): Promise<SignInAnswer> {
  const factor = requiredFactor(options, user);
  if (factor === undefined) return finishSignIn(context, options, { user, source });
  const { pool, client } = options;
  if (factor === "MFA_SETUP" && !poolSettings(pool).totp) {
    throw new AwsError(
      "InvalidParameterException",
      "User does not have delivery config set to turn on SMS MFA",
    );
  }
  const Session = await context.cognito.challenges.start(
    {
      name: factor,
      poolId: pool.id,
      clientId: client.id,
      username: user.username,
      data: { source },
    },
    clientSettings(client).sessionSeconds,
  );
  const ChallengeParameters = await parametersOf(context, { options, user, factor });
  return { ChallengeName: factor, Session, ChallengeParameters };
}

async function parametersOf(
  context: AwsContext,
  { options, user, factor }: { options: SignInOptions; user: User; factor: MfaChallenge },
): Promise<Record<string, string>> {
  const common = { USER_ID_FOR_SRP: user.username };
  if (factor === "MFA_SETUP") return { ...common, MFAS_CAN_SETUP: '["SOFTWARE_TOKEN_MFA"]' };
  if (factor === "SOFTWARE_TOKEN_MFA") {
    return { ...common, FRIENDLY_DEVICE_NAME: user.totp?.deviceName ?? "" };
  }
  const target = { pool: options.pool, user, purpose: "Authentication" } as const;
  const to = user.attributes["phone_number"] ?? "";
  const sent = await context.cognito.codes.send(target, "phone_number", to);
  return {
    ...common,
    CODE_DELIVERY_DELIVERY_MEDIUM: "SMS",
    CODE_DELIVERY_DESTINATION: sent.Destination,
  };
}

/** Answers a second factor; a wrong code may be tried again with the same session. */
export async function answerMfa(
  context: AwsContext,
  options: SignInOptions,
  answer: { name: string; session: string; responses: Readonly<Record<string, string>> },
): Promise<SignInAnswer> {
  const { pool, client } = options;
  const { challenges, inTurn } = context.cognito;
  const { name, session, responses } = answer;
  const code = name === "MFA_SETUP" ? "" : requireParameter(responses, `${name}_CODE`);
  const challenge = await challenges.take(session, { name, clientId: client.id });
  const user = await inTurn(`${pool.id} ${challenge.username} mfa`, async () => {
    try {
      return await checkFactor(context, options, { challenge, code });
    } catch (error) {
      const left = (challenge.expiresAt - Date.now()) / 1000;
      const { expiresAt: _end, ...again } = challenge;
      if (left > 0) await challenges.start(again, left, session);
      throw error;
    }
  });
  const source = challenge.data?.["source"] as TokenSource | undefined;
  return finishSignIn(context, options, {
    user,
    source: source ?? "TokenGeneration_Authentication",
  });
}

async function checkFactor(
  context: AwsContext,
  { pool }: SignInOptions,
  { challenge, code }: { challenge: Challenge; code: string },
): Promise<User> {
  const { users, codes } = context.cognito;
  const user = users.find(pool, challenge.username);
  if (!user?.enabled) throw new AwsError("NotAuthorizedException", "User is disabled.");
  if (challenge.name === "MFA_SETUP") {
    if (challenge.data?.["verified"] === "true") return user;
    throw new AwsError("InvalidParameterException", "User has not set up software token mfa");
  }
  if (challenge.name === "SMS_MFA") {
    const target = { pool, user, purpose: "Authentication" } as const;
    await codes.take(target, code);
    return user;
  }
  if (isLocked(user.failedMfa)) {
    throw new AwsError(
      "LimitExceededException",
      "Attempt limit exceeded, please try after some time.",
    );
  }
  const { totp } = user;
  const step = totp && matchTotp(totp.secret, code, totp.lastStep);
  const changed = await users.change(pool, user.username, (before) => {
    if (step === undefined || !before.totp) {
      return { ...before, failedMfa: countAttempt(before.failedMfa) };
    }
    const { failedMfa: _forgotten, ...rest } = before;
    return { ...rest, totp: { ...before.totp, lastStep: step } };
  });
  if (step === undefined) {
    throw new AwsError("CodeMismatchException", "Invalid code received for user");
  }
  return changed ?? user;
}
