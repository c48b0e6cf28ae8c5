import { createHash, randomUUID } from "node:crypto";
import type { AwsContext } from "../../service/context";
import { accessClaims, groupClaims, idClaims, type TokenSubject } from "./claims";
import { clientSettings } from "../describe/client-settings";
import type { PoolClient } from "../describe/find-pool";
import { overrideClaims } from "./override-claims";
import { poolSettings } from "../describe/pool-settings";
import type { SignIn } from "../store/sign-ins";
import { callTrigger, triggerAttributes } from "../describe/triggers";
import type { User } from "../store/users";

/** The scope of access tokens that come from Cognito's operations and not from the sign-in page. */
export const adminScope = "aws.cognito.signin.user.admin";

/** `AuthenticationResult`, as operations answer it. */
export interface AuthenticationResult {
  AccessToken: string;
  ExpiresIn: number;
  TokenType: "Bearer";
  RefreshToken?: string;
  IdToken: string;
}

/** Why tokens are issued, as the trigger's source says it. */
export type TokenSource =
  | "TokenGeneration_Authentication"
  | "TokenGeneration_NewPasswordChallenge"
  | "TokenGeneration_RefreshTokens"
  | "TokenGeneration_HostedAuth";

export interface IssueOptions {
  source: TokenSource;
  clientMetadata?: Readonly<Record<string, string>>;
  nonce?: string;
}

/** The ID and access token of a sign-in that runs. */
export async function issueTokens(
  context: AwsContext,
  { pool, client, user, signIn }: PoolClient & { user: User; signIn: SignIn },
  options: IssueOptions,
): Promise<AuthenticationResult> {
  const settings = clientSettings(client);
  const subject: TokenSubject = {
    pool,
    user,
    signIn,
    settings,
    groups: context.cognito.groups.list(pool),
    eventId: settings.revocation ? randomUUID() : signIn.id,
    ...(options.nonce !== undefined && { nonce: options.nonce }),
  };
  const { id, access } = await afterTrigger(context, subject, options);
  const AccessToken = await context.tokens.sign(pool.id, "access", access);
  const ofPage = signIn.scope !== adminScope;
  const IdToken = await context.tokens.sign(pool.id, "id", {
    ...(ofPage && { at_hash: halfHash(AccessToken) }),
    ...id,
  });
  return { AccessToken, ExpiresIn: settings.accessTokenSeconds, TokenType: "Bearer", IdToken };
}

/** https://openid.net/specs/openid-connect-core-1_0.html#CodeIDToken */
function halfHash(token: string): string {
  return createHash("sha256").update(token).digest().subarray(0, 16).toString("base64url");
}

/** A new sign-in of a user, with a refresh token. */
export async function startSignIn(
  context: AwsContext,
  {
    pool,
    client,
    user,
    scope = adminScope,
    signedInAt,
    ...options
  }: PoolClient & IssueOptions & { user: User; scope?: string; signedInAt?: number },
): Promise<AuthenticationResult> {
  const { signIn, refreshToken } = await context.cognito.signIns.start(pool, {
    clientId: client.id,
    username: user.username,
    scope,
    signedInAt,
    seconds: clientSettings(client).refreshTokenSeconds,
  });
  const tokens = await issueTokens(context, { pool, client, user, signIn }, options);
  return { ...tokens, RefreshToken: refreshToken };
}

async function afterTrigger(
  context: AwsContext,
  subject: TokenSubject,
  { source, clientMetadata }: IssueOptions,
) {
  const { pool, user, signIn } = subject;
  const tokens = { id: idClaims(subject), access: accessClaims(subject) };
  const version = poolSettings(pool).preTokenVersion;
  const groups = groupClaims(subject.groups, user);
  const response = await callTrigger(context, "preTokenGeneration", {
    pool,
    clientId: signIn.clientId,
    source,
    username: user.username,
    version: version === "V1_0" ? "1" : version.slice(1, 2),
    request: {
      userAttributes: triggerAttributes(user),
      groupConfiguration: {
        groupsToOverride: groups["cognito:groups"] ?? [],
        iamRolesToOverride: groups["cognito:roles"] ?? [],
        preferredRole: groups["cognito:preferred_role"] ?? null,
      },
      ...(clientMetadata && { clientMetadata }),
      ...(version !== "V1_0" && { scopes: signIn.scope.split(" ") }),
    },
    response:
      version === "V1_0"
        ? { claimsOverrideDetails: null }
        : { claimsAndScopeOverrideDetails: null },
  });
  return response ? overrideClaims(tokens, response, version) : tokens;
}
