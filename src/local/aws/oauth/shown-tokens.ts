import type { AuthenticationResult } from "../cognito-idp/tokens/issue-tokens";
import type { AwsResponse } from "../service/http/exchange";
import { oauthAnswer } from "./oauth-error";

/** Cognito gives an ID token to a client that asked for `openid`. */
export function shownTokens(tokens: AuthenticationResult, scopes?: readonly string[]): AwsResponse {
  const openId = scopes === undefined || scopes.includes("openid");
  return oauthAnswer({
    ...(openId && { id_token: tokens.IdToken }),
    access_token: tokens.AccessToken,
    ...(tokens.RefreshToken !== undefined && { refresh_token: tokens.RefreshToken }),
    expires_in: tokens.ExpiresIn,
    token_type: "Bearer",
  });
}
