import { AwsError } from "../../service/aws-error";
import type { AwsContext } from "../../service/context";
import { requireParameter } from "../sign-in/auth-parameters";
import type { Challenge } from "../sign-in/challenges";
import { clientSettings } from "../describe/client-settings";
import type { TokenSource } from "../tokens/issue-tokens";
import { countAttempt, isLocked } from "../store/lockout";
import { askedFactor, enabledFactors } from "./mfa-factors";
import { poolSettings } from "../describe/pool-settings";
import {
  challengeOwner,
  finishSignIn,
  type PassedUser,
  type SignInAnswer,
  type SignInOptions,
} from "../sign-in/finish-sign-in";
import { matchTotp } from "./totp";
import type { User } from "../store/users";

/** What follows a right password: the second factor, or tokens. */
export async function afterPassword(
  context: AwsContext,
  options: SignInOptions,
  { user, source }: PassedUser,
): Promise<SignInAnswer> {
  const factor = askedFactor(options.pool, user);
  if (factor === undefined) return finishSignIn(context, options, { user, source });
  if (factor === "MFA_SETUP" && !poolSettings(options.pool).totp) {
    throw new AwsError(
      "InvalidParameterException",
      "User does not have delivery config set to turn on SMS MFA",
    );
  }
  return askFactor(context, options, { user, source, factor });
}

async function askFactor(
  context: AwsContext,
  options: SignInOptions,
  { user, source, factor }: PassedUser & { factor: Factor },
): Promise<SignInAnswer> {
  const { pool, client } = options;
  const Session = await context.cognito.challenges.start(
    {
      name: factor,
      poolId: pool.id,
      clientId: challengeOwner(options),
      username: user.username,
      data: { source },
    },
    clientSettings(client).sessionSeconds,
  );
  const ChallengeParameters = await parametersOf(context, { options, user, factor });
  return { ChallengeName: factor, Session, ChallengeParameters };
}

type Factor = NonNullable<ReturnType<typeof askedFactor>>;

async function parametersOf(
  context: AwsContext,
  { options, user, factor }: { options: SignInOptions; user: User; factor: Factor },
): Promise<Record<string, string>> {
  const common = { USER_ID_FOR_SRP: user.username };
  if (factor === "MFA_SETUP") return { ...common, MFAS_CAN_SETUP: '["SOFTWARE_TOKEN_MFA"]' };
  if (factor === "SOFTWARE_TOKEN_MFA") {
    return { ...common, FRIENDLY_DEVICE_NAME: user.totp?.deviceName ?? "" };
  }
  if (factor === "SELECT_MFA_TYPE") {
    return { ...common, MFAS_CAN_CHOOSE: JSON.stringify(enabledFactors(options.pool, user)) };
  }
  const target = { pool: options.pool, user, purpose: "Authentication" } as const;
  const attribute = factor === "SMS_MFA" ? "phone_number" : "email";
  const to = user.attributes[attribute] ?? "";
  const sent = await context.cognito.codes.send(target, attribute, to);
  return {
    ...common,
    CODE_DELIVERY_DELIVERY_MEDIUM: sent.DeliveryMedium,
    CODE_DELIVERY_DESTINATION: sent.Destination,
  };
}

/** Answers a second factor; a wrong code may be tried again with the same session. */
export async function answerMfa(
  context: AwsContext,
  options: SignInOptions,
  answer: { name: string; session: string; responses: Readonly<Record<string, string>> },
): Promise<SignInAnswer> {
  const { pool } = options;
  const { challenges, inTurn } = context.cognito;
  const { name, session, responses } = answer;
  if (name === "SELECT_MFA_TYPE") return chooseFactor(context, options, { session, responses });
  const code = name === "MFA_SETUP" ? "" : requireParameter(responses, `${name}_CODE`);
  const challenge = await challenges.take(session, { name, clientId: challengeOwner(options) });
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

async function chooseFactor(
  context: AwsContext,
  options: SignInOptions,
  { session, responses }: { session: string; responses: Readonly<Record<string, string>> },
): Promise<SignInAnswer> {
  const { challenges, users } = context.cognito;
  const wanted = requireParameter(responses, "ANSWER");
  const name = "SELECT_MFA_TYPE";
  const challenge = await challenges.take(session, { name, clientId: challengeOwner(options) });
  const user = users.find(options.pool, challenge.username);
  if (!user?.enabled) throw new AwsError("NotAuthorizedException", "User is disabled.");
  const factor = enabledFactors(options.pool, user).find((one) => one === wanted);
  if (!factor) {
    throw new AwsError("InvalidParameterException", "Selected MFA type is not one of the user's.");
  }
  const source = challenge.data?.["source"] as TokenSource | undefined;
  return askFactor(context, options, {
    user,
    source: source ?? "TokenGeneration_Authentication",
    factor,
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
  if (challenge.name === "SMS_MFA" || challenge.name === "EMAIL_OTP") {
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
