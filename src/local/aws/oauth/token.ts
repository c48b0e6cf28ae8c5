import { randomUUID } from "node:crypto";
import { issuerOf } from "../../tokens/issuer";
import { AwsError } from "../service/aws-error";
import { clientSettings } from "../cognito-idp/describe/client-settings";
import { poolRegion, type PoolClient } from "../cognito-idp/describe/find-pool";
import { refreshTokens } from "../cognito-idp/tokens/refresh";
import type { AwsContext } from "../service/context";
import type { AwsRequest, AwsResponse } from "../service/http/exchange";
import { authenticatedClient, readForm } from "./client-authentication";
import { exchangeCode } from "./exchange-code";
import { oauthAnswer, OauthError } from "./oauth-error";
import { shownTokens } from "./shown-tokens";

/** https://docs.aws.amazon.com/cognito/latest/developerguide/token-endpoint.html */
export async function token(request: AwsRequest, context: AwsContext): Promise<AwsResponse> {
  const form = readForm(request);
  const grant = form.get("grant_type");
  if (!grant) throw new OauthError("invalid_request", "grant_type is missing");
  const answer = Object.hasOwn(grants, grant) ? grants[grant] : undefined;
  if (!answer) throw new OauthError("unsupported_grant_type");
  return answer(authenticatedClient(request, form, context), form, context);
}

type Grant = (
  found: PoolClient,
  form: URLSearchParams,
  context: AwsContext,
) => Promise<AwsResponse>;

const grants: Readonly<Record<string, Grant>> = {
  authorization_code: exchangeCode,
  client_credentials: clientCredentials,
  refresh_token: refresh,
};

async function clientCredentials(
  { pool, client }: PoolClient,
  form: URLSearchParams,
  context: AwsContext,
): Promise<AwsResponse> {
  const settings = clientSettings(client);
  if (!settings.oauthFlows.includes("client_credentials") || client.secret === undefined) {
    throw new OauthError("unauthorized_client");
  }
  // Scopes of OpenID are for people: a machine's token never has them.
  const allowed = settings.oauthScopes.filter((scope) => scope.includes("/"));
  const asked = (form.get("scope") ?? "").split(" ").filter((scope) => scope !== "");
  if (asked.some((scope) => !allowed.includes(scope))) throw new OauthError("invalid_scope");
  const scopes = asked.length > 0 ? [...new Set(asked)] : allowed;
  if (scopes.length === 0) throw new OauthError("invalid_scope");
  const now = Math.floor(Date.now() / 1000);
  const accessToken = await context.tokens.sign(pool.id, "access", {
    sub: client.id,
    token_use: "access",
    scope: scopes.join(" "),
    auth_time: now,
    iss: issuerOf(poolRegion(pool), pool.id),
    exp: now + settings.accessTokenSeconds,
    iat: now,
    version: 2,
    jti: randomUUID(),
    client_id: client.id,
  });
  return oauthAnswer({
    access_token: accessToken,
    expires_in: settings.accessTokenSeconds,
    token_type: "Bearer",
  });
}

async function refresh(
  found: PoolClient,
  form: URLSearchParams,
  context: AwsContext,
): Promise<AwsResponse> {
  const kept = form.get("refresh_token");
  if (!kept) throw new OauthError("invalid_request", "refresh_token is missing");
  try {
    return shownTokens(await refreshTokens(context, found, { token: kept }));
  } catch (error) {
    if (error instanceof AwsError) throw new OauthError("invalid_grant", error.message);
    throw error;
  }
}
