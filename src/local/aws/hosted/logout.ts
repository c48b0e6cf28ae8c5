import { clientSettings } from "../cognito-idp/describe/client-settings";
import { lookUpClient } from "../cognito-idp/describe/find-pool";
import type { AwsContext } from "../service/context";
import type { AwsRequest, AwsResponse } from "../service/http/exchange";
import { onDomain } from "../oauth/client-authentication";
import { errorRedirect, readAuthorization, redirect } from "./authorization-request";
import { locationOf } from "./location";

/**
 * Ends the browser's session, and goes to one of the client's sign-out addresses or back to the sign-in.
 * https://docs.aws.amazon.com/cognito/latest/developerguide/logout-endpoint.html
 */
export async function logout(request: AwsRequest, context: AwsContext): Promise<AwsResponse> {
  const query = new URLSearchParams(request.query);
  const clientId = query.get("client_id") ?? "";
  const found = lookUpClient(context.definition(), clientId);
  if (!found || !onDomain(request, found))
    return errorRedirect(request, "invalid_request", clientId);
  const target = logoutTarget(request, context, clientSettings(found.client).logoutUrls);
  if (typeof target !== "string") return target;
  const setCookie = await context.cognito.browserSessions.end(request, found.pool);
  return { ...redirect(target), headers: { location: target, "set-cookie": setCookie } };
}

function logoutTarget(
  request: AwsRequest,
  context: AwsContext,
  logoutUrls: readonly string[],
): string | AwsResponse {
  const query = new URLSearchParams(request.query);
  const clientId = query.get("client_id") ?? "";
  const wanted = query.getAll("logout_uri");
  if (wanted.length > 0) {
    const [only] = wanted;
    return wanted.length === 1 && only !== undefined && logoutUrls.includes(only)
      ? only
      : errorRedirect(request, "redirect_mismatch", clientId);
  }
  const asked = readAuthorization(request, context);
  return "status" in asked ? asked : locationOf(request, `/login?${request.query}`);
}
