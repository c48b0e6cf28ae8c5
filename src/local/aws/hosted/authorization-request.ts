import { clientSettings } from "../cognito-idp/describe/client-settings";
import { lookUpClient, type PoolClient } from "../cognito-idp/describe/find-pool";
import type { AwsContext } from "../service/context";
import type { AwsRequest, AwsResponse } from "../service/http/exchange";
import { onDomain } from "../oauth/client-authentication";
import { locationOf } from "./location";

/** What a client asks of the sign-in page. */
export interface AuthorizationRequest extends PoolClient {
  redirectUri: string;
  responseType: "code" | "token";
  scopes: readonly string[];
  state?: string;
  nonce?: string;
  /** SHA-256 of the verifier, base64url. */
  codeChallenge?: string;
  prompt: readonly string[];
  loginHint?: string;
}

/**
 * Reads the query of `/oauth2/authorize` and `/login`. A request without a client or with a foreign
 * `redirect_uri` is sent nowhere but to the error page; any other fault goes back to the client.
 * https://docs.aws.amazon.com/cognito/latest/developerguide/authorization-endpoint.html
 */
export function readAuthorization(
  request: AwsRequest,
  context: AwsContext,
): AuthorizationRequest | AwsResponse {
  const query = new URLSearchParams(request.query);
  const clientId = query.get("client_id") ?? "";
  const found = lookUpClient(context.definition(), clientId);
  if (!found || !onDomain(request, found))
    return errorRedirect(request, "invalid_request", clientId);
  const settings = clientSettings(found.client);
  const redirectUri = query.get("redirect_uri");
  if (!redirectUri) return errorRedirect(request, "invalid_request", clientId);
  // As text: a URL that means the same but is written otherwise is another one.
  if (!settings.callbackUrls.includes(redirectUri)) {
    return errorRedirect(request, "redirect_mismatch", clientId);
  }
  const responseType = query.get("response_type");
  const refuse = (parameters: Record<string, string>) =>
    redirectBack({ redirectUri, responseType: responseType ?? "code" }, [
      ...Object.entries(parameters),
      ...present("state", query.get("state")),
    ]);
  const names = [...query.keys()];
  if (new Set(names).size !== names.length) return refuse({ error: "invalid_request" });
  if (responseType !== "code" && responseType !== "token") {
    return refuse({ error: "invalid_request" });
  }
  if (!settings.oauthFlows.includes(responseType === "code" ? "code" : "implicit")) {
    return refuse({ error_description: "unauthorized_client", error: "invalid_request" });
  }
  if (!settings.identityProviders.includes("COGNITO")) {
    return errorRedirect(request, "invalid_request", clientId);
  }
  const asked = words(query.get("scope"));
  const scopes = asked.length > 0 ? [...new Set(asked)] : settings.oauthScopes;
  if (scopes.length === 0 || scopes.some((scope) => !settings.oauthScopes.includes(scope))) {
    return refuse({ error_description: "invalid_scope", error: "invalid_request" });
  }
  // The scopes of OpenID's claims go with `openid` alone.
  const ofClaims = ["email", "phone", "profile"];
  if (asked.some((scope) => ofClaims.includes(scope)) && !asked.includes("openid")) {
    return refuse({ error_description: "invalid_scope", error: "invalid_request" });
  }
  const prompt = words(query.get("prompt"));
  if (!namesPoolItself(query) || !isPrompt(prompt) || holdsJson(query.get("state"))) {
    return refuse({ error: "invalid_request" });
  }
  const challenge = query.get("code_challenge");
  const method = query.get("code_challenge_method");
  const whole = challenge !== null && method === "S256" && /^[\w-]{43}$/.test(challenge);
  if ((challenge !== null || method !== null) && !whole) {
    return refuse({ error: "invalid_request" });
  }
  return {
    ...found,
    redirectUri,
    responseType,
    scopes,
    prompt,
    ...Object.fromEntries([
      ...present("state", query.get("state")),
      ...present("nonce", query.get("nonce")),
      ...present("loginHint", query.get("login_hint")),
      ...present("codeChallenge", challenge),
    ]),
  };
}

/** Whether the pool's own users are asked for: the laptop asks no other provider. */
function namesPoolItself(query: URLSearchParams): boolean {
  return [
    query.get("identity_provider") ?? "COGNITO",
    query.get("idp_identifier") ?? "COGNITO",
  ].every((name) => name === "COGNITO");
}

/** OpenID Connect, 3.1.2.1: "none" stands alone. */
function isPrompt(prompt: readonly string[]): boolean {
  const known = ["none", "login", "select_account", "consent"];
  return (
    prompt.every((word) => known.includes(word)) && (prompt.length < 2 || !prompt.includes("none"))
  );
}

/** A state must not be JSON, says the reference of the endpoint. */
function holdsJson(state: string | null): boolean {
  if (state === null || !/^\s*[[{]/.test(state)) return false;
  try {
    JSON.parse(state);
    return true;
  } catch {
    return false;
  }
}

/** Sends the browser back to the client: in the query for a code, behind `#` for tokens. */
export function redirectBack(
  { redirectUri, responseType }: { redirectUri: string; responseType: string },
  parameters: readonly (readonly [string, string])[],
): AwsResponse {
  const text = new URLSearchParams(Object.fromEntries(parameters)).toString();
  const mark = responseType === "token" ? "#" : redirectUri.includes("?") ? "&" : "?";
  return redirect(`${redirectUri}${mark}${text}`);
}

/** An answer that sends the browser elsewhere. */
export function redirect(location: string): AwsResponse {
  return { status: 302, headers: { location }, body: "" };
}

/** Sends the browser to the error page. */
export function errorRedirect(request: AwsRequest, error: string, clientId: string): AwsResponse {
  const query = new URLSearchParams({ error, client_id: clientId });
  return redirect(locationOf(request, `/error?${query.toString()}`));
}

/** A pair for a list of parameters, or nothing. */
export function present(name: string, value: string | null | undefined): [string, string][] {
  return value === null || value === undefined ? [] : [[name, value]];
}

function words(text: string | null): string[] {
  return (text ?? "").split(" ").filter((word) => word !== "");
}
