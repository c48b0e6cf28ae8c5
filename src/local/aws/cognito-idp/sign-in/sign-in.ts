import { AwsError } from "../../service/aws-error";
import type { AwsContext } from "../../service/context";
import { clientSettings } from "../describe/client-settings";
import type { PoolClient } from "../describe/find-pool";
import { challengeOwner, type SignInAnswer, type SignInOptions } from "./finish-sign-in";
import { countAttempt, isLocked } from "../store/lockout";
import { afterPassword } from "../mfa/mfa";
import { migrateUser } from "./migrate-user";
import { matchesPassword } from "../store/password";
import { poolSettings } from "../describe/pool-settings";
import { callTrigger, triggerAttributes } from "../describe/triggers";
import type { User } from "../store/users";

const wrongPassword = () =>
  new AwsError("NotAuthorizedException", "Incorrect username or password.");

/** The user of a name; throws what the client's `preventUserExistenceErrors` lets it know. */
export function findSigningIn(context: AwsContext, options: PoolClient, name: string): User {
  const user = context.cognito.users.find(options.pool, name);
  if (user) return user;
  throw unknownUser(options);
}

function unknownUser({ client }: PoolClient): AwsError {
  return clientSettings(client).hideUnknownUsers
    ? wrongPassword()
    : new AwsError("UserNotFoundException", "User does not exist.");
}

/** Signs a user in by password, as far as tokens or the next challenge. */
export async function signInByPassword(
  context: AwsContext,
  options: SignInOptions & { username: string; password: string },
): Promise<SignInAnswer> {
  const { pool, username: name, password } = options;
  const { users, inTurn } = context.cognito;
  const seen =
    users.find(pool, name) ?? (await migrateUser(context, options, { username: name, password }));
  if (seen) await beforeSignIn(context, options, seen);
  const user = await inTurn(`${pool.id} ${seen?.username ?? name}`, async () => {
    const now = users.find(pool, name);
    if (now && isLocked(now.failedSignIns)) throw locked();
    const matches = await matchesPassword(password, now?.password);
    if (!now) {
      const { nobodies } = context.cognito;
      if (clientSettings(options.client).hideUnknownUsers)
        nobodies.countTry(pool, nobodies.nameOf(pool, name), locked);
      throw unknownUser(options);
    }
    if (!matches) {
      await users.change(pool, now.username, countFailure);
      throw wrongPassword();
    }
    return (await users.change(pool, now.username, forgetFailures)) ?? now;
  });
  return continueSignIn(context, options, user);
}

/** Refusal while a user is locked out. */
export function locked(): AwsError {
  return new AwsError("NotAuthorizedException", "Password attempts exceeded");
}

/** A user whose last password was wrong. */
export function countFailure(user: User): User {
  return { ...user, failedSignIns: countAttempt(user.failedSignIns) };
}

/** A user whose last password was right. */
export function forgetFailures(user: User): User {
  const { failedSignIns: _forgotten, ...rest } = user;
  return rest;
}

/** Calls the trigger before authentication, which may refuse. */
export async function beforeSignIn(
  context: AwsContext,
  { pool, client, clientMetadata = {} }: SignInOptions,
  user: User,
): Promise<void> {
  await callTrigger(context, "preAuthentication", {
    pool,
    clientId: client.id,
    source: "PreAuthentication_Authentication",
    username: user.username,
    request: { userAttributes: triggerAttributes(user), validationData: clientMetadata },
  });
}

/** What follows a right password: a refusal by the user's state, a challenge, or tokens. */
export async function continueSignIn(
  context: AwsContext,
  options: SignInOptions,
  user: User,
): Promise<SignInAnswer> {
  const { pool, client } = options;
  checkUserState(user);
  if (user.status === "FORCE_CHANGE_PASSWORD") {
    checkTemporary(options, user);
    const clientId = challengeOwner(options);
    const challenge = { poolId: pool.id, clientId, username: user.username };
    const session = await context.cognito.challenges.start(
      { ...challenge, name: "NEW_PASSWORD_REQUIRED" },
      clientSettings(client).sessionSeconds,
    );
    return {
      ChallengeName: "NEW_PASSWORD_REQUIRED",
      Session: session,
      ChallengeParameters: newPasswordParameters(options, user),
    };
  }
  return afterPassword(context, options, { user, source: "TokenGeneration_Authentication" });
}

/** Throws where a user's state lets nobody in. */
export function checkUserState(user: User): void {
  if (!user.enabled) throw new AwsError("NotAuthorizedException", "User is disabled.");
  if (user.status === "UNCONFIRMED") {
    throw new AwsError("UserNotConfirmedException", "User is not confirmed.");
  }
  if (user.status === "RESET_REQUIRED") {
    throw new AwsError("PasswordResetRequiredException", "Password reset required for the user");
  }
}

function checkTemporary({ pool }: PoolClient, user: User): void {
  const days = poolSettings(pool).passwordPolicy.temporaryDays;
  const end = (user.password?.setAt ?? 0) + days * 24 * 60 * 60 * 1000;
  if (Date.now() < end) return;
  throw new AwsError(
    "NotAuthorizedException",
    "Temporary password has expired and must be reset by an administrator.",
  );
}

function newPasswordParameters({ pool }: PoolClient, user: User): Record<string, string> {
  const { sub: _sub, ...shown } = user.attributes;
  const required = poolSettings(pool)
    .schema.filter(({ name, required }) => required && name !== "sub" && !user.attributes[name])
    .map(({ name }) => `userAttributes.${name}`);
  return {
    USER_ID_FOR_SRP: user.username,
    requiredAttributes: JSON.stringify(required),
    userAttributes: JSON.stringify(shown),
  };
}
