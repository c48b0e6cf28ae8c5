import type { AwsContext } from "../../service/context";
import type { PoolClient } from "../describe/find-pool";
import { startSignIn, type AuthenticationResult, type TokenSource } from "../tokens/issue-tokens";
import { callTrigger, triggerAttributes } from "../describe/triggers";
import type { User } from "../store/users";

/** What InitiateAuth and RespondToAuthChallenge answer. */
export type SignInAnswer =
  | { AuthenticationResult?: AuthenticationResult; ChallengeParameters: Record<string, never> }
  | {
      ChallengeName: string;
      Session?: string;
      ChallengeParameters: Record<string, string>;
      AvailableChallenges?: readonly string[];
    };

export interface SignInOptions extends PoolClient {
  clientMetadata?: Readonly<Record<string, string>> | undefined;
  /** The sign-in page hands out a code in place of tokens: told who has passed, and none are made here. */
  passed?: (user: User) => void;
}

/** Whose answer a challenge takes: one of the sign-in page is not answered by an operation, nor the other way round. */
export function challengeOwner({ client, passed }: SignInOptions): string {
  return passed ? `${client.id} on the page` : client.id;
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
  const { pool, client, clientMetadata, passed } = options;
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
  if (passed) {
    passed(user);
    return { ChallengeParameters: {} };
  }
  const result = await startSignIn(context, {
    pool,
    client,
    user,
    source,
    ...(clientMetadata && { clientMetadata }),
  });
  return { ChallengeParameters: {}, AuthenticationResult: result };
}
