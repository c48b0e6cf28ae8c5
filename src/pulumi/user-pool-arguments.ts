import type { UserPoolArgs, UserPoolClientArgs } from "@pulumi/aws/cognito";
import type { UserPoolModel } from "../model";
import type { ClientFields } from "../spec";
import { nameInAws, tagsOf, type ApiContext } from "./context";
import type { Trigger } from "./trigger";

/** A user pool in which people sign in with their e-mail address or phone number. */
export function userPoolArguments(
  context: ApiContext,
  pool: UserPoolModel,
  triggers: Readonly<Record<string, Trigger>>,
): UserPoolArgs {
  const hooks = Object.entries(pool.triggers).flatMap(([moment, name]) => {
    const trigger = name === undefined ? undefined : triggers[name];
    return trigger ? [[moment, trigger.function.arn] as const] : [];
  });
  const attribute = pool.verify === "sms" ? "phone_number" : "email";
  const recovery = pool.verify === "sms" ? "verified_phone_number" : "verified_email";
  return {
    name: nameInAws(context, pool.name),
    usernameAttributes: [attribute],
    usernameConfiguration: { caseSensitive: false },
    autoVerifiedAttributes: [attribute],
    // A new address counts only once it is confirmed.
    userAttributeUpdateSettings: { attributesRequireVerificationBeforeUpdates: [attribute] },
    adminCreateUserConfig: { allowAdminCreateUserOnly: pool.signUp === "invited" },
    accountRecoverySetting: { recoveryMechanisms: [{ name: recovery, priority: 1 }] },
    passwordPolicy: {
      minimumLength: 8,
      requireLowercase: true,
      requireUppercase: true,
      requireNumbers: true,
      requireSymbols: true,
      temporaryPasswordValidityDays: 7,
      ...pool.passwordPolicy,
    },
    ...mfaArguments(pool),
    deletionProtection: context.config.disposable ? "INACTIVE" : "ACTIVE",
    ...(hooks.length === 0 ? {} : { lambdaConfig: Object.fromEntries(hooks) }),
    tags: tagsOf(context),
  };
}

function mfaArguments({ mfa, mfaFactors }: UserPoolModel): Partial<UserPoolArgs> {
  if (mfa === "off") return {};
  return {
    mfaConfiguration: mfa === "required" ? "ON" : "OPTIONAL",
    softwareTokenMfaConfiguration: { enabled: mfaFactors.includes("totp") },
  };
}

/** The arguments of a client, but for its pool. */
export type ClientArguments = Omit<UserPoolClientArgs, "userPoolId">;

/** A client that people sign in with; a page or an app can keep no secret. */
export function clientArguments(
  context: ApiContext,
  client: ClientFields & { name: string; secret?: boolean },
): ClientArguments {
  const { name, secret = false, signInPage, tokens } = client;
  const rotates = tokens?.rotateRefreshTokens === true;
  return {
    name: nameInAws(context, name),
    generateSecret: secret,
    explicitAuthFlows: [
      "ALLOW_USER_PASSWORD_AUTH",
      "ALLOW_USER_SRP_AUTH",
      // Cognito refuses this flow beside rotation: GetTokensFromRefreshToken takes its place.
      ...(rotates ? [] : ["ALLOW_REFRESH_TOKEN_AUTH"]),
    ],
    enableTokenRevocation: true,
    // A wrong password and an unknown name get the same answer.
    preventUserExistenceErrors: "ENABLED",
    ...(rotates
      ? { refreshTokenRotation: { feature: "ENABLED", retryGracePeriodSeconds: 0 } }
      : {}),
    ...lifetimes(tokens),
    ...pageArguments(signInPage),
  };
}

function lifetimes(tokens: ClientFields["tokens"]): Partial<UserPoolClientArgs> {
  const { idMinutes, accessMinutes, refreshDays } = tokens ?? {};
  if (idMinutes === undefined && accessMinutes === undefined && refreshDays === undefined)
    return {};
  return {
    tokenValidityUnits: { idToken: "minutes", accessToken: "minutes", refreshToken: "days" },
    idTokenValidity: idMinutes ?? 60,
    accessTokenValidity: accessMinutes ?? 60,
    refreshTokenValidity: refreshDays ?? 30,
  };
}

function pageArguments(page: ClientFields["signInPage"]): Partial<UserPoolClientArgs> {
  if (page === undefined) return {};
  return {
    // The implicit flow puts tokens into addresses, so it is never on.
    allowedOauthFlows: ["code"],
    allowedOauthFlowsUserPoolClient: true,
    allowedOauthScopes: [...(page.scopes ?? ["openid", "email"])],
    callbackUrls: [...page.callbackUrls],
    ...(page.logoutUrls === undefined ? {} : { logoutUrls: [...page.logoutUrls] }),
    supportedIdentityProviders: ["COGNITO"],
  };
}

/** The client of machines: it gets tokens with the pool's own scopes for its id and secret. */
export function scopesClientArguments(
  context: ApiContext,
  { name, scopes }: { name: string; scopes: readonly string[] },
): ClientArguments {
  return {
    name: nameInAws(context, name),
    generateSecret: true,
    allowedOauthFlows: ["client_credentials"],
    allowedOauthFlowsUserPoolClient: true,
    allowedOauthScopes: [...scopes],
    explicitAuthFlows: ["ALLOW_REFRESH_TOKEN_AUTH"],
    enableTokenRevocation: true,
    preventUserExistenceErrors: "ENABLED",
  };
}

/** Scopes by the resource server in front of their last slash. */
export function serversOf(
  scopes: readonly string[],
): { identifier: string; scopes: readonly string[] }[] {
  const servers = new Map<string, string[]>();
  for (const scope of scopes) {
    const slash = scope.lastIndexOf("/");
    const identifier = scope.slice(0, slash);
    servers.set(identifier, [...(servers.get(identifier) ?? []), scope.slice(slash + 1)]);
  }
  return [...servers].map(([identifier, names]) => ({ identifier, scopes: names }));
}
