import { randomUUID } from "node:crypto";
import type { UserPoolDefinition } from "../../../../graph/deployed";
import { issuerOf } from "../../../tokens/issuer";
import type { ClientSettings } from "../describe/client-settings";
import { poolRegion } from "../describe/find-pool";
import type { Group } from "../store/groups";
import type { SignIn } from "../store/sign-ins";
import type { User } from "../store/users";

export type Claims = Record<string, unknown>;

/** What one issue of tokens is about. */
export interface TokenSubject {
  pool: UserPoolDefinition;
  user: User;
  signIn: SignIn;
  settings: ClientSettings;
  /** All groups of the pool. */
  groups: readonly Group[];
  /** The same in both tokens of one issue. */
  eventId: string;
  /** Of the authorization request, for the ID token. */
  nonce?: string;
}

const shownAsBoolean = new Set(["email_verified", "phone_number_verified"]);
const notInTokens = new Set(["sub", "identities"]);

/** https://docs.aws.amazon.com/cognito/latest/developerguide/amazon-cognito-user-pools-using-the-id-token.html */
export function idClaims(subject: TokenSubject): Claims {
  const { user, groups, signIn, settings, nonce } = subject;
  return {
    ...attributeClaims(user, settings, signIn.scope),
    ...groupClaims(groups, user),
    ...common(subject),
    "cognito:username": user.username,
    aud: signIn.clientId,
    token_use: "id",
    exp: now() + settings.idTokenSeconds,
    ...(nonce !== undefined && { nonce }),
  };
}

/** https://docs.aws.amazon.com/cognito/latest/developerguide/amazon-cognito-user-pools-using-the-access-token.html */
export function accessClaims(subject: TokenSubject): Claims {
  const { user, signIn, settings } = subject;
  const groups = user.groups.length > 0 ? { "cognito:groups": [...user.groups] } : {};
  return {
    ...groups,
    ...common(subject),
    client_id: signIn.clientId,
    token_use: "access",
    scope: signIn.scope,
    exp: now() + settings.accessTokenSeconds,
    username: user.username,
    // Tokens of the sign-in page carry a version, those of InitiateAuth none.
    ...(signIn.scope !== "aws.cognito.signin.user.admin" && { version: 2 }),
  };
}

function now(): number {
  return Math.floor(Date.now() / 1000);
}

function common({ pool, user, signIn, settings, eventId }: TokenSubject): Claims {
  return {
    sub: user.attributes["sub"],
    iss: issuerOf(poolRegion(pool), pool.id),
    // Only where the client's tokens can be revoked: UserPoolClientType, EnableTokenRevocation.
    ...(settings.revocation && { origin_jti: signIn.id }),
    event_id: eventId,
    auth_time: Math.floor(signIn.signedInAt / 1000),
    iat: now(),
    jti: randomUUID(),
  };
}

/** The id of the sign-in that a token came from: `origin_jti`, and without it the event's. */
export function signInOf(claims: Readonly<Claims>): string {
  return String(claims["origin_jti"] ?? claims["event_id"]);
}

function attributeClaims(user: User, { readAttributes }: ClientSettings, scope: string): Claims {
  const claims: Claims = {};
  for (const [name, value] of Object.entries(attributesInScope(user.attributes, scope))) {
    if (notInTokens.has(name) || (readAttributes && !readAttributes.includes(name))) continue;
    claims[name] = shownAsBoolean.has(name) ? value === "true" : value;
  }
  return claims;
}

/**
 * Attributes that scopes of OpenID open: all, unless `email` or `phone` stands there without `profile`.
 * https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pools-define-resource-servers.html
 */
export function attributesInScope(
  attributes: Readonly<Record<string, string>>,
  scope: string,
): Readonly<Record<string, string>> {
  const scopes = scope.split(" ");
  const narrow = (["email", "phone"] as const).filter((one) => scopes.includes(one));
  if (narrow.length === 0 || scopes.includes("profile")) return attributes;
  const open = ["sub", ...narrow.flatMap((one) => ofScope[one])];
  return Object.fromEntries(Object.entries(attributes).filter(([name]) => open.includes(name)));
}

const ofScope = {
  email: ["email", "email_verified"],
  phone: ["phone_number", "phone_number_verified"],
};

/** Groups in the order of their precedence; the first one with a role gives the preferred role. */
export function groupClaims(groups: readonly Group[], user: User): Claims {
  if (user.groups.length === 0) return {};
  const known = groups.filter(({ name }) => user.groups.includes(name));
  const ordered = [...known].sort((a, b) => (a.precedence ?? 1e9) - (b.precedence ?? 1e9));
  const roles = ordered.flatMap(({ roleArn }) => roleArn ?? []);
  return {
    "cognito:groups": [...user.groups],
    ...(roles.length > 0 && { "cognito:roles": roles, "cognito:preferred_role": roles[0] }),
  };
}
