import type { UserPoolArgs, UserPoolClientArgs } from "@pulumi/aws/cognito";
import type { UserPoolModel } from "../../model";
import type { ClientFields } from "../../spec";
import { nameInAws, tagsOf, type ApiContext } from "../context";
import { withoutKeptTrigger } from "./kept-trigger";
import type { Trigger } from "../parts/trigger";

/** A user pool in which people sign in with their e-mail address or phone number. */
export function userPoolArguments(
  context: ApiContext,
  pool: UserPoolModel,
  triggers: Readonly<Record<string, Trigger>>,
): UserPoolArgs {
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
    ...lambdaConfigOf(pool, triggers),
    tags: tagsOf(context),
  };
}

/**
 * The functions that the pool calls; nothing where it calls none. What a pool calls before it issues tokens stands
 * twice: the provider keeps either of the two as it was where it is left out.
 */
function lambdaConfigOf(
  pool: UserPoolModel,
  triggers: Readonly<Record<string, Trigger>>,
): Pick<UserPoolArgs, "lambdaConfig"> {
  const hooks = Object.entries(pool.triggers).flatMap(([moment, name]) => {
    const trigger = name === undefined ? undefined : triggers[name];
    return trigger ? [[moment, trigger.function.arn] as const] : [];
  });
  if (hooks.length === 0) return {};
  const lambdaConfig = Object.fromEntries(hooks);
  const { preTokenGeneration: lambdaArn } = lambdaConfig;
  if (lambdaArn === undefined) {
    return { lambdaConfig: withoutKeptTrigger(pool.name, lambdaConfig) };
  }
  return {
    lambdaConfig: {
      ...lambdaConfig,
      preTokenGenerationConfig: { lambdaArn, lambdaVersion: "V1_0" },
    },
  };
}

function mfaArguments({ mfa, mfaFactors }: UserPoolModel): Partial<UserPoolArgs> {
  if (mfa === "off") return { mfaConfiguration: "OFF" };
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
    ...alwaysSaid,
    name: nameInAws(context, name),
    generateSecret: secret,
    explicitAuthFlows: [
      "ALLOW_USER_PASSWORD_AUTH",
      "ALLOW_USER_SRP_AUTH",
      // Cognito refuses this flow beside rotation: GetTokensFromRefreshToken takes its place.
      ...(rotates ? [] : ["ALLOW_REFRESH_TOKEN_AUTH"]),
    ],
    ...(rotates
      ? { refreshTokenRotation: { feature: "ENABLED", retryGracePeriodSeconds: 0 } }
      : {}),
    ...lifetimes(tokens),
    ...pageArguments(signInPage),
  };
}

/**
 * What every client says. The provider keeps an optional input that is left out as it was, so that a sign-in
 * page that the table has no longer would stay open: docs/provider-facts.md.
 */
const alwaysSaid = {
  authSessionValidity: 3,
  enablePropagateAdditionalUserContextData: false,
  enableTokenRevocation: true,
  // A wrong password and an unknown name get the same answer.
  preventUserExistenceErrors: "ENABLED",
} satisfies Partial<UserPoolClientArgs>;

/** Cognito's own lifetimes where the table says none: an hour, an hour, 30 days. */
function lifetimes(tokens: ClientFields["tokens"]): Partial<UserPoolClientArgs> {
  const { idMinutes = 60, accessMinutes = 60, refreshDays = 30 } = tokens ?? {};
  return {
    tokenValidityUnits: { idToken: "minutes", accessToken: "minutes", refreshToken: "days" },
    idTokenValidity: idMinutes,
    accessTokenValidity: accessMinutes,
    refreshTokenValidity: refreshDays,
  };
}

function pageArguments(page: ClientFields["signInPage"]): Partial<UserPoolClientArgs> {
  if (page === undefined) return { ...noPage };
  return {
    // The implicit flow puts tokens into addresses, so it is never on.
    allowedOauthFlows: ["code"],
    allowedOauthFlowsUserPoolClient: true,
    allowedOauthScopes: [...(page.scopes ?? ["openid", "email"])],
    callbackUrls: [...page.callbackUrls],
    logoutUrls: [...(page.logoutUrls ?? [])],
    supportedIdentityProviders: ["COGNITO"],
  };
}

/** A client without a page says so. */
const noPage = {
  allowedOauthFlows: [],
  allowedOauthFlowsUserPoolClient: false,
  allowedOauthScopes: [],
  callbackUrls: [],
  logoutUrls: [],
  supportedIdentityProviders: [],
} satisfies Partial<UserPoolClientArgs>;

/** The client of machines: it gets tokens with the pool's own scopes for its id and secret. */
export function scopesClientArguments(
  context: ApiContext,
  { name, scopes }: { name: string; scopes: readonly string[] },
): ClientArguments {
  return {
    ...alwaysSaid,
    ...lifetimes(undefined),
    ...noPage,
    name: nameInAws(context, name),
    generateSecret: true,
    allowedOauthFlows: ["client_credentials"],
    allowedOauthFlowsUserPoolClient: true,
    allowedOauthScopes: [...scopes],
    explicitAuthFlows: ["ALLOW_REFRESH_TOKEN_AUTH"],
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
