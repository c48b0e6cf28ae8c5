import { AwsError } from "../../service/aws-error";
import type { AwsContext } from "../../service/context";
import { requireParameter } from "./auth-parameters";
import { clientSettings } from "../describe/client-settings";
import { challengeOwner, type SignInAnswer, type SignInOptions } from "./finish-sign-in";
import { afterPassword } from "../mfa/mfa";
import { poolSettings } from "../describe/pool-settings";
import { recordOf, textOf } from "../describe/read-input";
import { beforeSignIn, checkUserState, findSigningIn } from "./sign-in";
import { startSrpChallenge } from "./srp-challenge";
import { callTrigger, triggerAttributes } from "../describe/triggers";
import type { User } from "../store/users";

/** One answered challenge, as the triggers see it. */
export interface AnsweredChallenge {
  challengeName: string;
  challengeResult: boolean;
  challengeMetadata?: string;
}

/** A sign-in that the pool's own triggers lead. */
export interface CustomAuth {
  /** The name that was asked for, also where nobody has it. */
  username: string;
  user: User | undefined;
  session: readonly AnsweredChallenge[];
  /** SRP_A, where the client began with SRP. */
  clientPublic?: string;
}

type Parameters = Readonly<Record<string, string>>;

const triggers = [
  "defineAuthChallenge",
  "createAuthChallenge",
  "verifyAuthChallengeResponse",
] as const;

/**
 * Starts a sign-in by the pool's triggers.
 * https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-lambda-challenge.html
 */
export async function startCustomAuth(
  context: AwsContext,
  options: SignInOptions,
  { username, parameters }: { username: string; parameters: Parameters },
): Promise<SignInAnswer> {
  const { pool, client } = options;
  if (triggers.some((name) => poolSettings(pool).triggers[name] === undefined)) {
    throw new AwsError(
      "InvalidParameterException",
      "Custom auth lambda trigger is not configured for the user pool.",
    );
  }
  const user = context.cognito.users.find(pool, username);
  if (!user && !clientSettings(client).hideUnknownUsers) findSigningIn(context, options, username);
  if (user) {
    await beforeSignIn(context, options, user);
    checkUserState(user);
  }
  const bySrp = parameters["CHALLENGE_NAME"] === "SRP_A" || parameters["SRP_A"] !== undefined;
  return nextChallenge(context, options, {
    username,
    user,
    session: bySrp ? [{ challengeName: "SRP_A", challengeResult: true }] : [],
    ...(bySrp && { clientPublic: requireParameter(parameters, "SRP_A") }),
  });
}

/** Asks the triggers what comes next: a challenge, tokens, or the end. */
export async function nextChallenge(
  context: AwsContext,
  options: SignInOptions,
  auth: CustomAuth,
): Promise<SignInAnswer> {
  const response = await call(context, "defineAuthChallenge", {
    options,
    auth,
    request: { session: auth.session },
    response: { challengeName: null, issueTokens: null, failAuthentication: null },
  });
  if (response["issueTokens"] === true && response["failAuthentication"] !== true && auth.user) {
    const source = "TokenGeneration_Authentication";
    return afterPassword(context, options, { user: auth.user, source });
  }
  if (response["failAuthentication"] === true || response["issueTokens"] === true) throw refused();
  const name = textOf(response["challengeName"]);
  if (name === "CUSTOM_CHALLENGE") return createChallenge(context, options, auth);
  if (name === "PASSWORD_VERIFIER" && auth.clientPublic !== undefined) {
    return startSrpChallenge(context, options, {
      username: auth.username,
      clientPublic: auth.clientPublic,
      custom: JSON.stringify(auth.session),
    });
  }
  throw new AwsError(
    "InvalidLambdaResponseException",
    "Invalid lambda trigger source : DefineAuthChallenge names no challenge that can follow.",
  );
}

async function createChallenge(
  context: AwsContext,
  options: SignInOptions,
  auth: CustomAuth,
): Promise<SignInAnswer> {
  const { pool, client } = options;
  const response = await call(context, "createAuthChallenge", {
    options,
    auth,
    request: { challengeName: "CUSTOM_CHALLENGE", session: auth.session },
    response: {
      publicChallengeParameters: null,
      privateChallengeParameters: null,
      challengeMetadata: null,
    },
  });
  const metadata = textOf(response["challengeMetadata"]);
  const Session = await context.cognito.challenges.start(
    {
      name: "CUSTOM_CHALLENGE",
      poolId: pool.id,
      clientId: challengeOwner(options),
      username: auth.user?.username ?? auth.username,
      data: {
        session: JSON.stringify(auth.session),
        secret: JSON.stringify(texts(response["privateChallengeParameters"])),
        ...(metadata !== undefined && { metadata }),
        ...(auth.clientPublic !== undefined && { clientPublic: auth.clientPublic }),
      },
    },
    clientSettings(client).sessionSeconds,
  );
  return {
    ChallengeName: "CUSTOM_CHALLENGE",
    Session,
    ChallengeParameters: {
      USERNAME: auth.user?.username ?? auth.username,
      ...texts(response["publicChallengeParameters"]),
    },
  };
}

/** Takes the answer to a challenge that the triggers made. */
export async function answerCustomChallenge(
  context: AwsContext,
  options: SignInOptions,
  { session, responses }: { session: string; responses: Parameters },
): Promise<SignInAnswer> {
  const answer = requireParameter(responses, "ANSWER");
  const challenge = await context.cognito.challenges.take(session, {
    name: "CUSTOM_CHALLENGE",
    clientId: challengeOwner(options),
  });
  const { data = {}, username } = challenge;
  const user = context.cognito.users.find(options.pool, username);
  if (user) checkUserState(user);
  const before = JSON.parse(data["session"] ?? "[]") as AnsweredChallenge[];
  const { clientPublic, metadata } = data;
  const auth: CustomAuth = {
    username,
    user,
    session: before,
    ...(clientPublic !== undefined && { clientPublic }),
  };
  const response = await call(context, "verifyAuthChallengeResponse", {
    options,
    auth,
    request: {
      privateChallengeParameters: JSON.parse(data["secret"] ?? "{}") as unknown,
      challengeAnswer: answer,
    },
    response: { answerCorrect: null },
  });
  const answered: AnsweredChallenge = {
    challengeName: "CUSTOM_CHALLENGE",
    challengeResult: response["answerCorrect"] === true && user !== undefined,
    ...(metadata !== undefined && { challengeMetadata: metadata }),
  };
  return nextChallenge(context, options, { ...auth, session: [...before, answered] });
}

async function call(
  context: AwsContext,
  trigger: (typeof triggers)[number],
  {
    options,
    auth,
    request,
    response,
  }: {
    options: SignInOptions;
    auth: CustomAuth;
    request: Readonly<Record<string, unknown>>;
    response: Readonly<Record<string, unknown>>;
  },
): Promise<Readonly<Record<string, unknown>>> {
  const { pool, client, clientMetadata } = options;
  const name = trigger.charAt(0).toUpperCase() + trigger.slice(1);
  const answer = await callTrigger(context, trigger, {
    pool,
    clientId: client.id,
    source: `${name}_Authentication`,
    username: auth.user?.username ?? auth.username,
    request: {
      userAttributes: auth.user ? triggerAttributes(auth.user) : {},
      ...request,
      ...(clientMetadata && { clientMetadata }),
      ...(!auth.user && { userNotFound: true }),
    },
    response,
  });
  if (answer) return answer;
  throw new AwsError(
    "InvalidParameterException",
    "Custom auth lambda trigger is not configured for the user pool.",
  );
}

/** Challenge parameters are texts; a trigger may write numbers. */
function texts(value: unknown): Record<string, string> {
  return Object.fromEntries(
    Object.entries(recordOf(value))
      .filter(([, one]) => one !== null && typeof one !== "object")
      .map(([name, one]) => [name, String(one)]),
  );
}

function refused(): AwsError {
  return new AwsError("NotAuthorizedException", "Incorrect username or password.");
}
