import type { UserPoolDefinition } from "../../../graph/deployed";
import { issuerOf } from "../../tokens/issuer";
import { poolRegion } from "../cognito-idp/describe/find-pool";
import type { AwsContext } from "../service/context";
import type { AwsRequest, AwsResponse } from "../service/http/exchange";
import { isLoopback } from "../service/http/guard";

/** Owner of the keys behind GetOpenIdToken. */
export const identityOwner = "cognito-identity";

/** Keys and discovery of a user pool, at `<awsUrl>/<pool>/.well-known/…`, and of Cognito identity. */
export async function answerWellKnown(
  request: AwsRequest,
  { owner, document }: { owner: string; document: string },
  context: AwsContext,
): Promise<AwsResponse> {
  const pool = context.definition().userPools.find(({ id }) => id === owner);
  if (!pool && owner !== identityOwner) {
    return json(404, { message: `User pool ${owner} does not exist.` });
  }
  if (document === "jwks.json") return json(200, await context.tokens.jwks(owner));
  return json(200, pool ? poolDiscovery(request, pool) : identityDiscovery());
}

/** Endpoints under the address that was asked, so that a client reaches them; the issuer is AWS's. */
function poolDiscovery(request: AwsRequest, pool: UserPoolDefinition): object {
  const region = poolRegion(pool);
  const issuer = issuerOf(region, pool.id);
  const loopback = isLoopback(request.host);
  const base = loopback ? `http://${request.host}` : poolDomain(pool, region);
  return {
    authorization_endpoint: `${base}/oauth2/authorize`,
    end_session_endpoint: `${base}/logout`,
    id_token_signing_alg_values_supported: ["RS256"],
    issuer,
    jwks_uri: `${loopback ? `${base}/${pool.id}` : issuer}/.well-known/jwks.json`,
    response_types_supported: ["code", "token"],
    revocation_endpoint: `${base}/oauth2/revoke`,
    scopes_supported: ["openid", "email", "phone", "profile"],
    subject_types_supported: ["public"],
    token_endpoint: `${base}/oauth2/token`,
    token_endpoint_auth_methods_supported: ["client_secret_basic", "client_secret_post"],
    userinfo_endpoint: `${base}/oauth2/userInfo`,
  };
}

function poolDomain({ domain }: UserPoolDefinition, region: string): string {
  if (domain?.includes(".")) return `https://${domain}`;
  return `https://${domain ?? "no-domain"}.auth.${region}.amazoncognito.com`;
}

function identityDiscovery(): object {
  return {
    issuer: "https://cognito-identity.amazonaws.com",
    jwks_uri: "https://cognito-identity.amazonaws.com/.well-known/jwks_uri",
    response_types_supported: ["code"],
    subject_types_supported: ["public"],
    id_token_signing_alg_values_supported: ["RS256"],
  };
}

function json(status: number, body: object): AwsResponse {
  return { status, headers: { "content-type": "application/json" }, body: JSON.stringify(body) };
}
