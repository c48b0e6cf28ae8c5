import { clientSettings } from "../cognito-idp/describe/client-settings";
import type { AwsContext } from "../service/context";
import type { AwsRequest, AwsResponse } from "../service/http/exchange";
import { authenticatedClient, readForm } from "./client-authentication";
import { OauthError } from "./oauth-error";

/** https://docs.aws.amazon.com/cognito/latest/developerguide/revocation-endpoint.html */
export async function revoke(request: AwsRequest, context: AwsContext): Promise<AwsResponse> {
  const form = readForm(request);
  const token = form.get("token");
  if (!token) throw new OauthError("invalid_request", "token is missing");
  const { pool, client } = authenticatedClient(request, form, context);
  if (!clientSettings(client).revocation) {
    throw new OauthError("invalid_request", "token revocation is off for the client");
  }
  const kept = context.cognito.signIns.ofRefreshToken(token);
  if (!kept && token.split(".").length === 3) throw new OauthError("unsupported_token_type");
  if (kept) {
    const { signIn } = kept;
    if (signIn.clientId !== client.id || signIn.poolId !== pool.id) {
      throw new OauthError("invalid_request", "the token is another client's");
    }
    await context.cognito.signIns.revoke(signIn);
  }
  return { status: 200, headers: {}, body: "" };
}
