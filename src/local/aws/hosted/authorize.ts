import { createHash } from "node:crypto";
import { startSignIn } from "../cognito-idp/tokens/issue-tokens";
import type { User } from "../cognito-idp/store/users";
import type { AwsContext } from "../service/context";
import type { AwsRequest, AwsResponse } from "../service/http/exchange";
import {
  present,
  readAuthorization,
  redirect,
  redirectBack,
  type AuthorizationRequest,
} from "./authorization-request";
import { locationOf } from "./location";

/** https://docs.aws.amazon.com/cognito/latest/developerguide/authorization-endpoint.html */
export async function authorize(request: AwsRequest, context: AwsContext): Promise<AwsResponse> {
  const asked = readAuthorization(request, context);
  if ("status" in asked) return asked;
  const { browserSessions, users } = context.cognito;
  const session = browserSessions.find(request, asked.pool, users);
  const again = asked.prompt.some((one) => one === "login" || one === "select_account");
  if (session && !again) return grant(context, asked, session);
  if (asked.prompt.includes("none")) {
    return redirectBack(asked, [["error", "login_required"], ...present("state", asked.state)]);
  }
  return redirect(locationOf(request, `/login?${request.query}`));
}

/** Sends the browser back with a code, or with tokens where the client asked for them at once. */
export async function grant(
  context: AwsContext,
  asked: AuthorizationRequest,
  { user, signedInAt }: { user: User; signedInAt: number },
): Promise<AwsResponse> {
  const { pool, client, redirectUri, nonce, codeChallenge, state } = asked;
  const scope = asked.scopes.join(" ");
  if (asked.responseType === "token") return grantTokens(context, asked, { user, signedInAt });
  const code = await context.cognito.authorizationCodes.make({
    poolId: pool.id,
    clientId: client.id,
    username: user.username,
    redirectUri,
    scope,
    signedInAt,
    ...(nonce !== undefined && { nonce }),
    ...(codeChallenge !== undefined && { codeChallenge }),
  });
  return redirectBack(asked, [["code", code], ...present("state", state)]);
}

/** The implicit grant: no refresh token. */
async function grantTokens(
  context: AwsContext,
  asked: AuthorizationRequest,
  { user, signedInAt }: { user: User; signedInAt: number },
): Promise<AwsResponse> {
  const { pool, client, scopes, nonce, state } = asked;
  const tokens = await startSignIn(context, {
    pool,
    client,
    user,
    signedInAt,
    scope: scopes.join(" "),
    source: "TokenGeneration_HostedAuth",
    ...(nonce !== undefined && { nonce }),
  });
  return redirectBack(asked, [
    ...(scopes.includes("openid") ? ([["id_token", tokens.IdToken]] as const) : []),
    ["access_token", tokens.AccessToken],
    ["expires_in", String(tokens.ExpiresIn)],
    ["token_type", "Bearer"],
    ...present("state", state),
  ]);
}

/** Whether a verifier is the one behind a challenge; a verifier that nothing asks for is refused as well. */
export function provesChallenge(challenge: string | undefined, verifier: string | null): boolean {
  if (challenge === undefined || verifier === null) return challenge === undefined && !verifier;
  if (!/^[A-Za-z0-9._~-]{43,128}$/.test(verifier)) return false;
  return createHash("sha256").update(verifier).digest("base64url") === challenge;
}
