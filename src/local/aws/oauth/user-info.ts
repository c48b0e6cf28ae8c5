import { AwsError } from "../service/aws-error";
import { ownerOfAccessToken } from "../cognito-idp/tokens/access-token";
import { attributesInScope } from "../cognito-idp/tokens/claims";
import { clientSettings } from "../cognito-idp/describe/client-settings";
import type { AwsContext } from "../service/context";
import type { AwsRequest, AwsResponse } from "../service/http/exchange";
import { onDomain } from "./client-authentication";
import { oauthAnswer } from "./oauth-error";

/** https://docs.aws.amazon.com/cognito/latest/developerguide/userinfo-endpoint.html */
export async function userInfo(request: AwsRequest, context: AwsContext): Promise<AwsResponse> {
  const bearer = /^bearer (\S+)$/i.exec(request.header("authorization")?.trim() ?? "")?.[1];
  if (bearer === undefined) return refused("invalid_request", "Access token is missing", 400);
  try {
    const found = await ownerOfAccessToken(context, bearer, "openid");
    if (!onDomain(request, found)) {
      throw new AwsError("NotAuthorizedException", "The access token is of another user pool.");
    }
    const { user, client, signIn } = found;
    const { readAttributes } = clientSettings(client);
    const shown = Object.entries(attributesInScope(user.attributes, signIn.scope)).filter(
      ([name]) => name === "sub" || !readAttributes || readAttributes.includes(name),
    );
    return oauthAnswer({ ...Object.fromEntries(shown), username: user.username });
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    return refused("invalid_token", error.message, 401);
  }
}

function refused(error: string, description: string, status: number): AwsResponse {
  const answer = oauthAnswer({ error, error_description: description }, status);
  const text = `Bearer error="${error}", error_description="${description}"`;
  return { ...answer, headers: { ...answer.headers, "www-authenticate": text } };
}
