import { lookUpClient, type PoolClient } from "../cognito-idp/describe/find-pool";
import type { AwsContext } from "../service/context";
import { hostName, isLoopback, poolDomains } from "../service/http/guard";
import type { AwsRequest } from "../service/http/exchange";
import { equalSecrets } from "../../sigv4";
import { OauthError } from "./oauth-error";

/** The form of a request; throws where it is none. */
export function readForm(request: AwsRequest): URLSearchParams {
  const type = request.header("content-type") ?? "";
  if (!/^application\/x-www-form-urlencoded\b/i.test(type.trim())) {
    throw new OauthError(
      "invalid_request",
      "Content-Type must be application/x-www-form-urlencoded",
    );
  }
  const form = new URLSearchParams(request.body.toString("utf8"));
  // RFC 6749 3.2: a parameter must not come twice.
  const names = [...form.keys()];
  if (new Set(names).size !== names.length) throw new OauthError("invalid_request");
  return form;
}

/** The client of a request, by HTTP Basic or the form, its secret checked; throws `invalid_client`. */
export function authenticatedClient(
  request: AwsRequest,
  form: URLSearchParams,
  context: AwsContext,
): PoolClient {
  const basic = readBasic(request.header("authorization"));
  // RFC 6749 2.3: one way for a client to prove itself, not two.
  if (basic && form.has("client_secret")) throw new OauthError("invalid_request");
  const id = basic?.id ?? form.get("client_id") ?? "";
  if (id === "") throw new OauthError("invalid_request", "client_id is missing");
  const found = lookUpClient(context.definition(), id);
  if (!found || !onDomain(request, found)) throw new OauthError("invalid_client");
  if (basic && form.has("client_id") && form.get("client_id") !== id) {
    throw new OauthError("invalid_client");
  }
  const secret = basic?.secret ?? form.get("client_secret") ?? undefined;
  const { client } = found;
  const right =
    client.secret === undefined
      ? secret === undefined || secret === ""
      : secret !== undefined && equalSecrets(client.secret, secret);
  if (!right) throw new OauthError("invalid_client");
  return found;
}

/** On a pool's own domain only that pool's clients are known. */
export function onDomain(request: AwsRequest, { pool }: PoolClient): boolean {
  const name = hostName(request.host);
  if (isLoopback(request.host)) return true;
  return name.endsWith(".amazonaws.com") || poolDomains(pool.domain).test(name);
}

function readBasic(header: string | undefined): { id: string; secret: string } | undefined {
  if (header === undefined) return undefined;
  const match = /^basic ([a-z0-9+/]+={0,2})$/i.exec(header.trim());
  const text = match?.[1] ? Buffer.from(match[1], "base64").toString("utf8") : "";
  const colon = text.indexOf(":");
  if (colon < 1) throw new OauthError("invalid_client");
  return { id: decoded(text.slice(0, colon)), secret: decoded(text.slice(colon + 1)) };
}

/** RFC 6749 2.3.1: both halves are form-encoded. */
function decoded(text: string): string {
  try {
    return decodeURIComponent(text.replace(/\+/g, " "));
  } catch {
    return text;
  }
}
