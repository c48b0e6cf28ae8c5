import { z } from "zod";
import type { UserPoolDefinition } from "../../../../graph/deployed";
import { AwsError } from "../../service/aws-error";
import type { AwsContext } from "../../service/context";
import { unsigned } from "../../service/operation";
import { checkAttributes, checkRequired, checkWritable } from "../user/attributes";
import { requireParameter } from "./auth-parameters";
import { answerChoice, answerFirstCode } from "./choice-auth";
import { clientSettings } from "../describe/client-settings";
import { checkAliasFree } from "../sign-up/confirm-user";
import { answerCustomChallenge } from "./custom-auth";
import { findClient } from "../describe/find-pool";
import { parameters } from "./initiate-auth";
import { metadata } from "./metadata";
import { afterPassword, answerMfa } from "../mfa/mfa";
import { findWithHash } from "../sign-up/named-user";
import { unproven } from "../sign-up/new-user";
import { checkPassword } from "../store/password";
import { poolSettings } from "../describe/pool-settings";
import { keepPassword, withPassword } from "../sign-up/set-password";
import { challengeOwner, type SignInAnswer, type SignInOptions } from "./finish-sign-in";
import { answerSrp } from "./sign-in-by-srp";
import { challengeName, clientId, session } from "../describe/shapes";
import type { User } from "../store/users";

const input = z.object({
  ClientId: clientId,
  ChallengeName: challengeName,
  Session: session.optional(),
  ChallengeResponses: parameters,
  ClientMetadata: metadata,
});

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_RespondToAuthChallenge.html */
export const respondToAuthChallenge = unsigned(input, async ({ input, context }) => {
  const found = findClient(context, input.ClientId);
  return answerChallenge(context, { ...found, clientMetadata: input.ClientMetadata }, input);
});

type Answer = Pick<z.output<typeof input>, "Session" | "ChallengeResponses"> & {
  ChallengeName: string;
};

/** What RespondToAuthChallenge and AdminRespondToAuthChallenge have in common. */
export async function answerChallenge(
  context: AwsContext,
  options: SignInOptions,
  { ChallengeName: name, Session: session, ChallengeResponses: responses = {} }: Answer,
): Promise<SignInAnswer> {
  const username = requireParameter(responses, "USERNAME");
  const user = findWithHash(context, options, [username, responses["SECRET_HASH"]]);
  const asked = session ?? responses["PASSWORD_CLAIM_SECRET_BLOCK"];
  const challenge = asked === undefined ? undefined : context.cognito.challenges.peek(asked);
  // A session is its user's alone, whoever holds it.
  const own = user?.username ?? context.cognito.nobodies.srpOf(options.pool, username).username;
  if (challenge && ![username, own].includes(challenge.username)) {
    throw new AwsError("NotAuthorizedException", "Invalid session for the user.");
  }
  if (name === "PASSWORD_VERIFIER") {
    return answerSrp(context, options, {
      secretBlock: requireParameter(responses, "PASSWORD_CLAIM_SECRET_BLOCK"),
      timestamp: requireParameter(responses, "TIMESTAMP"),
      signature: requireParameter(responses, "PASSWORD_CLAIM_SIGNATURE"),
    });
  }
  if (!session) {
    throw new AwsError("InvalidParameterException", "Missing required parameter Session");
  }
  if (name === "NEW_PASSWORD_REQUIRED") {
    return answerNewPassword(context, options, { session, responses });
  }
  if (name === "CUSTOM_CHALLENGE") {
    return answerCustomChallenge(context, options, { session, responses });
  }
  if (name === "SELECT_CHALLENGE") return answerChoice(context, options, { session, responses });
  if (name === "SMS_OTP" || (name === "EMAIL_OTP" && isFirst(context, session))) {
    return answerFirstCode(context, options, { name, session, responses });
  }
  if (mfaChallenges.includes(name)) {
    return answerMfa(context, options, { name, session, responses });
  }
  throw new AwsError("InvalidParameterException", `Challenge ${name} is not supported.`);
}

/** A code by mail comes in place of a password or after one. */
function isFirst(context: AwsContext, session: string): boolean {
  return context.cognito.challenges.peek(session)?.data?.["first"] === "true";
}

const mfaChallenges = [
  "SOFTWARE_TOKEN_MFA",
  "SMS_MFA",
  "EMAIL_OTP",
  "MFA_SETUP",
  "SELECT_MFA_TYPE",
];

async function answerNewPassword(
  context: AwsContext,
  options: SignInOptions,
  answer: { session: string; responses: Readonly<Record<string, string>> },
): Promise<SignInAnswer> {
  const { pool, client } = options;
  const { users, challenges } = context.cognito;
  const text = requireParameter(answer.responses, "NEW_PASSWORD");
  // Before the session is used up: a password that does not conform may be tried again.
  checkPassword(text, poolSettings(pool).passwordPolicy);
  const attributes = newAttributes(answer.responses);
  checkAttributes(pool, attributes);
  checkWritable(attributes, clientSettings(client));
  const waiting = users.find(pool, challenges.peek(answer.session)?.username ?? "");
  if (waiting) checkNew(context, { pool, user: waiting }, attributes);
  const challenge = await challenges.take(answer.session, {
    name: "NEW_PASSWORD_REQUIRED",
    clientId: challengeOwner(options),
  });
  const user = users.find(pool, challenge.username);
  if (!user) throw new AwsError("NotAuthorizedException", "Invalid session for the user.");
  // An admin may have acted since the temporary password was given.
  if (!user.enabled) throw new AwsError("NotAuthorizedException", "User is disabled.");
  if (user.status !== "FORCE_CHANGE_PASSWORD") {
    throw new AwsError("NotAuthorizedException", "Invalid session for the user.");
  }
  const password = await keepPassword(pool, user, text);
  const changed = await users.change(pool, user.username, (before) => ({
    ...withPassword(before, password),
    status: "CONFIRMED",
    attributes: { ...before.attributes, ...unproven(attributes), ...attributes },
  }));
  return afterPassword(context, options, {
    user: changed ?? user,
    source: "TokenGeneration_NewPasswordChallenge",
  });
}

/**
 * Checks attributes that come with a new password: those that the user has stay as they are, and none makes the
 * user the owner of somebody else's address. Recorded: aws-samples/aws-saas-factory-bootcamp#67.
 */
function checkNew(
  context: AwsContext,
  { pool, user }: { pool: UserPoolDefinition; user: User },
  attributes: Readonly<Record<string, string>>,
): void {
  for (const [name, value] of Object.entries(attributes)) {
    if ((user.attributes[name] ?? "") !== "") {
      throw new AwsError("NotAuthorizedException", `Cannot modify an already provided ${name}`);
    }
    for (const alias of ["email", "phone_number", "preferred_username"] as const) {
      const after = { ...user, attributes: { ...user.attributes, [name]: value } };
      if (alias === name) checkAliasFree(context, { pool, user: after, alias });
    }
  }
  checkRequired(pool, { ...user.attributes, ...attributes });
}

/** `userAttributes.name` → `name` */
function newAttributes(responses: Readonly<Record<string, string>>): Record<string, string> {
  const prefix = "userAttributes.";
  return Object.fromEntries(
    Object.entries(responses)
      .filter(([name]) => name.startsWith(prefix))
      .map(([name, value]) => [name.slice(prefix.length), value]),
  );
}
