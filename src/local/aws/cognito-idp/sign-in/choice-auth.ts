import { AwsError } from "../../service/aws-error";
import type { AwsContext } from "../../service/context";
import { requireParameter } from "./auth-parameters";
import { clientSettings } from "../describe/client-settings";
import {
  challengeOwner,
  finishSignIn,
  type SignInAnswer,
  type SignInOptions,
} from "./finish-sign-in";
import { askedFactor, isVerified } from "../mfa/mfa-factors";
import { poolSettings } from "../describe/pool-settings";
import { beforeSignIn, checkUserState, findSigningIn, signInByPassword } from "./sign-in";
import { startSignInBySrp } from "./sign-in-by-srp";
import type { User } from "../store/users";

type Parameters = Readonly<Record<string, string>>;

/** Ways to begin, as `AvailableChallenges` lists them. */
type Choice = "PASSWORD" | "PASSWORD_SRP" | "EMAIL_OTP" | "SMS_OTP";

/**
 * Starts a sign-in whose first factor the user chooses.
 * https://docs.aws.amazon.com/cognito/latest/developerguide/authentication-flows-selection-sdk.html
 */
export async function startChoiceAuth(
  context: AwsContext,
  options: SignInOptions,
  { username, parameters }: { username: string; parameters: Parameters },
): Promise<SignInAnswer> {
  const { pool, client } = options;
  const user = context.cognito.users.find(pool, username);
  if (!user && !clientSettings(client).hideUnknownUsers) findSigningIn(context, options, username);
  const choices = choicesOf(options, user);
  const wanted = choices.find((one) => one === parameters["PREFERRED_CHALLENGE"]);
  if (wanted) return begin(context, options, { username, wanted, parameters });
  const Session = await context.cognito.challenges.start(
    {
      name: "SELECT_CHALLENGE",
      poolId: pool.id,
      clientId: challengeOwner(options),
      username: user?.username ?? username,
    },
    clientSettings(client).sessionSeconds,
  );
  return {
    ChallengeName: "SELECT_CHALLENGE",
    Session,
    ChallengeParameters: {},
    AvailableChallenges: choices,
  };
}

/** Takes what the user chose. */
export async function answerChoice(
  context: AwsContext,
  options: SignInOptions,
  { session, responses }: { session: string; responses: Parameters },
): Promise<SignInAnswer> {
  const answer = requireParameter(responses, "ANSWER");
  const { username } = await context.cognito.challenges.take(session, {
    name: "SELECT_CHALLENGE",
    clientId: challengeOwner(options),
  });
  const user = context.cognito.users.find(options.pool, username);
  const wanted = choicesOf(options, user).find((one) => one === answer);
  if (!wanted) {
    throw new AwsError("InvalidParameterException", "Selected challenge is not available.");
  }
  return begin(context, options, { username, wanted, parameters: responses });
}

function choicesOf({ pool }: SignInOptions, user: User | undefined): Choice[] {
  const { firstFactors } = poolSettings(pool);
  const choices: Choice[] = [];
  if (firstFactors.includes("PASSWORD")) choices.push("PASSWORD", "PASSWORD_SRP");
  // Who has a second factor begins with the password.
  if (user && askedFactor(pool, user) !== undefined) return choices;
  if (firstFactors.includes("EMAIL_OTP") && user && isVerified(user, "email")) {
    choices.push("EMAIL_OTP");
  }
  if (firstFactors.includes("SMS_OTP") && user && isVerified(user, "phone_number")) {
    choices.push("SMS_OTP");
  }
  return choices;
}

async function begin(
  context: AwsContext,
  options: SignInOptions,
  { username, wanted, parameters }: { username: string; wanted: Choice; parameters: Parameters },
): Promise<SignInAnswer> {
  if (wanted === "PASSWORD") {
    const password = requireParameter(parameters, "PASSWORD");
    return signInByPassword(context, { ...options, username, password });
  }
  if (wanted === "PASSWORD_SRP") {
    const clientPublic = requireParameter(parameters, "SRP_A");
    return startSignInBySrp(context, { ...options, username, clientPublic });
  }
  const user = findSigningIn(context, options, username);
  await beforeSignIn(context, options, user);
  checkUserState(user);
  const attribute = wanted === "EMAIL_OTP" ? "email" : "phone_number";
  const target = { pool: options.pool, user, purpose: "SignIn" } as const;
  const sent = await context.cognito.codes.send(
    target,
    attribute,
    user.attributes[attribute] ?? "",
  );
  const Session = await context.cognito.challenges.start(
    {
      name: wanted,
      poolId: options.pool.id,
      clientId: challengeOwner(options),
      username: user.username,
      data: { first: "true" },
    },
    clientSettings(options.client).sessionSeconds,
  );
  return {
    ChallengeName: wanted,
    Session,
    ChallengeParameters: {
      CODE_DELIVERY_DELIVERY_MEDIUM: sent.DeliveryMedium,
      CODE_DELIVERY_DESTINATION: sent.Destination,
      USERNAME: user.username,
    },
  };
}

/** Takes the code that stands in place of a password; a wrong one may be tried again. */
export async function answerFirstCode(
  context: AwsContext,
  options: SignInOptions,
  { name, session, responses }: { name: string; session: string; responses: Parameters },
): Promise<SignInAnswer> {
  const { challenges, users, codes } = context.cognito;
  const code = requireParameter(responses, `${name}_CODE`);
  const clientId = challengeOwner(options);
  const challenge = await challenges.take(session, { name, clientId });
  const user = users.find(options.pool, challenge.username);
  if (!user) throw new AwsError("NotAuthorizedException", "Invalid session for the user.");
  checkUserState(user);
  try {
    await codes.take({ pool: options.pool, user, purpose: "SignIn" }, code);
  } catch (error) {
    const { expiresAt, ...again } = challenge;
    const left = (expiresAt - Date.now()) / 1000;
    if (left > 0) await challenges.start(again, left, session);
    throw error;
  }
  return finishSignIn(context, options, { user, source: "TokenGeneration_Authentication" });
}
