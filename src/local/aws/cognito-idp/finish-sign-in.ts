import type { AwsContext } from "../context";
import type { PoolClient } from "./find-pool";
import { startSignIn, type AuthenticationResult, type TokenSource } from "./issue-tokens";
import { callTrigger, triggerAttributes } from "./triggers";
import type { User } from "./users";

/** What InitiateAuth and RespondToAuthChallenge answer. */
export type SignInAnswer =
  | { AuthenticationResult: AuthenticationResult; ChallengeParameters: Record<string, never> }
  | { ChallengeName: string; Session?: string; ChallengeParameters: Record<string, string> };

export interface SignInOptions extends PoolClient {
  clientMetadata?: Readonly<Record<string, string>> | undefined;
}

/** A user who has passed what was asked so far, and why tokens are issued. */
export interface PassedUser {
  user: User;
  source: TokenSource;
}

/** Tokens for a user who has passed everything. */
export async function finishSignIn(
  context: AwsContext,
  options: SignInOptions,
  { user, source }: PassedUser,
): Promise<SignInAnswer> {
  const { pool, client, clientMetadata } = options;
  const result = await startSignIn(context, {
    pool,
    client,
    user,
    source,
    ...(clientMetadata && { clientMetadata }),
  });
  await callTrigger(context, "postAuthentication", {
    pool,
    clientId: client.id,
    source: "PostAuthentication_Authentication",
    username: user.username,
    request: {
      userAttributes: triggerAttributes(user),
      newDeviceUsed: false,
      ...(clientMetadata && { clientMetadata }),
    },
  });
  return { ChallengeParameters: {}, AuthenticationResult: result };
}
