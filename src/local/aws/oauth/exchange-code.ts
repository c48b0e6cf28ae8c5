import { AwsError } from "../service/aws-error";
import { clientSettings } from "../cognito-idp/describe/client-settings";
import type { PoolClient } from "../cognito-idp/describe/find-pool";
import { startSignIn } from "../cognito-idp/tokens/issue-tokens";
import type { AwsContext } from "../service/context";
import { isStillIn } from "../hosted/browser-sessions";
import { provesChallenge } from "../hosted/authorize";
import type { AwsResponse } from "../service/http/exchange";
import { OauthError } from "./oauth-error";
import { shownTokens } from "./shown-tokens";

/** Tokens for a code of the sign-in page. A code is used up by the first try of its client. */
export async function exchangeCode(
  { pool, client }: PoolClient,
  form: URLSearchParams,
  context: AwsContext,
): Promise<AwsResponse> {
  if (!clientSettings(client).oauthFlows.includes("code")) {
    throw new OauthError("unauthorized_client");
  }
  const [text, redirectUri] = [form.get("code"), form.get("redirect_uri")];
  if (!text) throw new OauthError("invalid_request", "code is missing");
  if (!redirectUri) throw new OauthError("invalid_request", "redirect_uri is missing");
  const code = await context.cognito.authorizationCodes.take(text, client.id);
  if (code?.poolId !== pool.id) throw new OauthError("invalid_grant");
  // Recorded: https://stackoverflow.com/questions/50264679
  if (!clientSettings(client).callbackUrls.includes(redirectUri)) {
    throw new OauthError("unauthorized_client");
  }
  if (code.redirectUri !== redirectUri) throw new OauthError("invalid_grant");
  if (!provesChallenge(code.codeChallenge, form.get("code_verifier"))) {
    throw new OauthError("invalid_grant");
  }
  const user = context.cognito.users.find(pool, code.username);
  if (!isStillIn(user, code)) throw new OauthError("invalid_grant");
  try {
    const tokens = await startSignIn(context, {
      pool,
      client,
      user,
      scope: code.scope,
      signedInAt: code.signedInAt,
      source: "TokenGeneration_HostedAuth",
      ...(code.nonce !== undefined && { nonce: code.nonce }),
    });
    return shownTokens(tokens, code.scope.split(" "));
  } catch (error) {
    if (error instanceof AwsError) throw new OauthError("invalid_grant", error.message);
    throw error;
  }
}
