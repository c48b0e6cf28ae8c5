import { equalSecrets } from "../../../sigv4";
import { AwsError } from "../../service/aws-error";
import type { AwsContext } from "../../service/context";
import { clientSettings } from "../describe/client-settings";
import type { PoolClient } from "../describe/find-pool";
import { issueTokens, type AuthenticationResult } from "./issue-tokens";
import { isUsedUp, type SignIn } from "../store/sign-ins";
import type { User } from "../store/users";

/** The sign-in and the user behind a refresh token; throws Cognito's refusals. */
export function ownerOfRefreshToken(
  context: AwsContext,
  { pool, client }: PoolClient,
  token: string,
): { signIn: SignIn; user: User; replacedAt?: number } {
  const kept = context.cognito.signIns.ofRefreshToken(token);
  if (!kept || kept.signIn.poolId !== pool.id || kept.signIn.clientId !== client.id) {
    throw refused("Invalid Refresh Token");
  }
  if (kept.signIn.revoked) throw refused("Refresh Token has been revoked");
  if (Date.now() >= kept.signIn.expiresAt) throw refused("Refresh Token has expired");
  const user = context.cognito.users.find(pool, kept.signIn.username);
  if (!user) throw new AwsError("UserNotFoundException", "User does not exist.");
  if (!user.enabled) throw refused("User is disabled.");
  return { ...kept, user };
}

/** New tokens; with rotation a new refresh token as well. */
export async function refreshTokens(
  context: AwsContext,
  found: PoolClient,
  { token, clientMetadata }: RefreshOptions,
): Promise<AuthenticationResult> {
  const { signIn, user, replacedAt } = ownerOfRefreshToken(context, found, token);
  const { rotation } = clientSettings(found.client);
  if (isUsedUp({ replacedAt }, rotation?.graceSeconds ?? 0)) throw reused();
  const tokens = await issueTokens(
    context,
    { ...found, user, signIn },
    { source: "TokenGeneration_RefreshTokens", ...(clientMetadata && { clientMetadata }) },
  );
  if (!rotation) return tokens;
  // Asked again where it is replaced: another call may have used the token meanwhile.
  const next = await context.cognito.signIns.replace(token, rotation.graceSeconds);
  if (next === undefined) throw reused();
  return { ...tokens, RefreshToken: next };
}

export interface RefreshOptions {
  token: string;
  clientMetadata?: Readonly<Record<string, string>> | undefined;
}

/** Checks the secret of a client where an operation takes it as it is. */
export function checkClientSecret({ client }: PoolClient, secret: string | undefined): void {
  if (client.secret === undefined && secret === undefined) return;
  if (client.secret !== undefined && equalSecrets(client.secret, secret ?? "")) return;
  throw refused(`Unable to verify secret for client ${client.id}`);
}

function reused(): AwsError {
  return new AwsError("RefreshTokenReuseException", "Refresh token has been reused");
}

function refused(message: string): AwsError {
  return new AwsError("NotAuthorizedException", message);
}
