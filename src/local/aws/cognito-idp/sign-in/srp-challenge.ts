import { randomBytes } from "node:crypto";
import { AwsError } from "../../service/aws-error";
import type { AwsContext } from "../../service/context";
import type { Challenge } from "./challenges";
import { clientSettings } from "../describe/client-settings";
import type { SignInAnswer, SignInOptions } from "./finish-sign-in";
import { isClientValue, startSrp } from "./srp";

/** The challenge that SRP begins with; `custom` is what the pool's triggers have asked so far. */
export async function startSrpChallenge(
  context: AwsContext,
  options: SignInOptions,
  {
    username: name,
    clientPublic,
    custom,
  }: { username: string; clientPublic: string; custom?: string },
): Promise<SignInAnswer> {
  const { pool, client } = options;
  if (!isClientValue(clientPublic)) {
    throw new AwsError("InvalidParameterException", "SRP_A must be a hexadecimal number");
  }
  const known = context.cognito.users.find(pool, name);
  // Nobody's verifier fits no password: whether the user exists stays hidden.
  const nobody = context.cognito.nobodies.srpOf(pool, known?.username ?? name);
  const verifier = known?.password?.srp ?? nobody.verifier;
  const start = startSrp(verifier);
  const username = known?.username ?? nobody.username;
  const secretBlock = randomBytes(512).toString("base64");
  const challenge: Omit<Challenge, "expiresAt"> = {
    name: "PASSWORD_VERIFIER",
    poolId: pool.id,
    clientId: client.id,
    username,
    data: {
      ...start,
      clientPublic,
      verifier: verifier.verifier,
      ...(custom !== undefined && { custom }),
    },
  };
  // Clients answer without a session: the block that they sign stands for it.
  const { sessionSeconds } = clientSettings(client);
  await context.cognito.challenges.start(challenge, sessionSeconds, secretBlock);
  return {
    ChallengeName: "PASSWORD_VERIFIER",
    ChallengeParameters: {
      SALT: verifier.salt,
      SECRET_BLOCK: secretBlock,
      SRP_B: start.publicValue,
      USERNAME: username,
      USER_ID_FOR_SRP: username,
    },
  };
}
