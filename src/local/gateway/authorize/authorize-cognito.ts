import { BoundedMap } from "../../../base/memo";
import { tokenRefusal } from "../../../access/judge/token";
import type { Tokens, TokenVerdict } from "../../start/services";
import type { Routed } from "../call";
import { claimStrings } from "./claims";
import type { CompiledAuthorizer } from "../compiled";
import { requireResourcePolicy } from "./decide-access";
import { firstValue } from "../port/headers";
import { unauthorized, type Refusal } from "../answer/refusal";

/** A token that was verified before. */
interface KnownToken {
  verdict: Extract<TokenVerdict, { valid: true }>;
  claims: Record<string, string>;
  expiresAt: number;
}

/** Verified tokens of the graph's authorizers, until they expire; a new graph begins with none. */
export type KnownTokens = WeakMap<CompiledAuthorizer, Map<string, KnownToken>>;

/** COGNITO_USER_POOLS: the token, its use and scopes, then the resource policy. */
export async function authorizeCognito(
  call: Routed,
  authorizer: CompiledAuthorizer,
  parts: { tokens: Tokens; known: KnownTokens },
): Promise<Refusal | undefined> {
  const { definition } = authorizer;
  const source = definition.identitySource[0] ?? "method.request.header.Authorization";
  const name = source.replace(/^method\.request\.header\./, "");
  const header = firstValue(call.headers, name.toLowerCase());
  if (!header?.trim()) {
    return unauthorized(`no token: the header ${name} is missing or empty`);
  }
  const token = /^bearer /i.test(header) ? header.slice(7).trim() : header.trim();
  const known = await verifyOnce(call, token, { authorizer, ...parts });
  if (!known.valid) {
    return known.expired
      ? unauthorized(`the token has expired: ${known.because}`, "The incoming token has expired")
      : unauthorized(`the token is not valid: ${known.because}`);
  }
  const { verdict, claims } = known;
  const refusal = checkUse(call, authorizer, verdict);
  if (refusal) return refusal;
  call.authorizer = { claims };
  call.principal = claims["sub"] ?? claims["client_id"] ?? "";
  call.because.push({
    check: "credential",
    text: `the ${verdict.use} token of ${call.principal} holds`,
  });
  const end = parts.tokens.endOf?.(verdict.claims);
  if (end !== undefined) {
    call.note = `${end}; the authorizer, as AWS's, takes the ${verdict.use} token until it expires`;
  }
  return requireResourcePolicy(call, "COGNITO_USER_POOLS");
}

async function verifyOnce(
  call: Routed,
  token: string,
  parts: { authorizer: CompiledAuthorizer; tokens: Tokens; known: KnownTokens },
): Promise<({ valid: true } & KnownToken) | Extract<TokenVerdict, { valid: false }>> {
  const { authorizer } = parts;
  let seen = parts.known.get(authorizer);
  if (!seen) parts.known.set(authorizer, (seen = new BoundedMap(10_000)));
  const known = seen.get(token);
  if (known && known.expiresAt > call.receivedAt) return { valid: true, ...known };
  if (known) seen.delete(token);
  const verdict = await parts.tokens.verify(token, authorizer.definition.providerArns);
  if (!verdict.valid) return verdict;
  const fresh: KnownToken = {
    verdict,
    claims: claimStrings(verdict.claims),
    expiresAt: Number(verdict.claims["exp"] ?? 0) * 1000,
  };
  seen.set(token, fresh);
  return { valid: true, ...fresh };
}

/** Whether the method takes this use, these scopes and this client. */
function checkUse(
  call: Routed,
  authorizer: CompiledAuthorizer,
  verdict: KnownToken["verdict"],
): Refusal | undefined {
  const { use, claims } = verdict;
  const scopes = call.method.definition.authorizationScopes;
  const granted = String(claims["scope"] ?? "").split(" ");
  const { aud } = claims;
  const refusal = tokenRefusal(
    { use, scopes: granted, aud: typeof aud === "string" ? aud : undefined },
    { scopes, expression: authorizer.expression },
  );
  switch (refusal) {
    case undefined:
      return undefined;
    case "wantsId":
      return unauthorized("an access token; this method has no scopes, so it takes ID tokens");
    case "wantsAccess":
      return unauthorized(
        `an ID token; this method asks for an access token with one of the scopes ${scopes.join(", ")}`,
      );
    case "scope":
      return unauthorized(
        `the token's scopes are ${granted.join(", ") || "none"}; the method asks for ${scopes.join(" or ")}`,
      );
    case "audience":
      return unauthorized(
        `the token's aud ${JSON.stringify(aud ?? null)} does not match ${authorizer.definition.identityValidationExpression}`,
      );
    default:
      return refusal satisfies never;
  }
}
