import { AwsError } from "../../service/aws-error";
import type { AwsContext } from "../../service/context";
import { clientSettings } from "../describe/client-settings";
import { nextChallenge, type AnsweredChallenge } from "./custom-auth";
import { isLocked } from "../store/lockout";
import { srpPoolName } from "../sign-up/set-password";
import type { SignInAnswer, SignInOptions } from "./finish-sign-in";
import {
  beforeSignIn,
  checkUserState,
  continueSignIn,
  countFailure,
  findSigningIn,
  forgetFailures,
  locked,
} from "./sign-in";
import { isClientValue, provesPassword } from "./srp";
import { startSrpChallenge } from "./srp-challenge";

/** Starts SRP: the client gets salt, server value and a block to sign. */
export async function startSignInBySrp(
  context: AwsContext,
  options: SignInOptions & { username: string; clientPublic: string },
): Promise<SignInAnswer> {
  const { pool, client, username: name, clientPublic } = options;
  if (!isClientValue(clientPublic)) {
    throw new AwsError("InvalidParameterException", "SRP_A must be a hexadecimal number");
  }
  const known = context.cognito.users.find(pool, name);
  if (!known && !clientSettings(client).hideUnknownUsers) findSigningIn(context, options, name);
  if (known) await beforeSignIn(context, options, known);
  return startSrpChallenge(context, options, { username: name, clientPublic });
}

/** Checks the client's proof, and goes on as after a password. */
export async function answerSrp(
  context: AwsContext,
  options: SignInOptions,
  answer: { secretBlock: string; timestamp: string; signature: string },
): Promise<SignInAnswer> {
  const { pool, client } = options;
  const { users, challenges, inTurn, nobodies } = context.cognito;
  const expected = { name: "PASSWORD_VERIFIER", clientId: client.id };
  const challenge = await challenges.take(answer.secretBlock, expected);
  const {
    publicValue = "",
    secretValue = "",
    clientPublic = "",
    verifier = "",
  } = challenge.data ?? {};
  const user = await inTurn(`${pool.id} ${challenge.username}`, async () => {
    const now = users.find(pool, challenge.username);
    if (now && isLocked(now.failedSignIns)) throw locked();
    const right = provesPassword({
      ...answer,
      poolName: srpPoolName(pool),
      username: challenge.username,
      verifier,
      clientPublic,
      start: { publicValue, secretValue },
    });
    // A password that changed meanwhile makes the proof worthless.
    if (now && right && now.password?.srp?.verifier === verifier) {
      return (await users.change(pool, now.username, forgetFailures)) ?? now;
    }
    if (now) await users.change(pool, now.username, countFailure);
    else nobodies.countTry(pool, challenge.username, locked);
    throw new AwsError("NotAuthorizedException", "Incorrect username or password.");
  });
  const { custom } = challenge.data ?? {};
  if (custom === undefined || user.status === "FORCE_CHANGE_PASSWORD")
    return continueSignIn(context, options, user);
  checkUserState(user);
  const before = JSON.parse(custom) as AnsweredChallenge[];
  const answered = { challengeName: "PASSWORD_VERIFIER", challengeResult: true };
  return nextChallenge(context, options, {
    username: user.username,
    user,
    session: [...before, answered],
    clientPublic,
  });
}
