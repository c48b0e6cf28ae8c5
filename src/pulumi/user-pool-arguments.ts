import type { UserPoolArgs, UserPoolClientArgs } from "@pulumi/aws/cognito";
import type { UserPoolModel } from "../model";
import { nameInAws, tagsOf, type ApiContext } from "./context";
import type { Trigger } from "./trigger";

/** A user pool in which people sign in with their e-mail address. */
export function userPoolArguments(
  context: ApiContext,
  pool: UserPoolModel,
  triggers: Readonly<Record<string, Trigger>>,
): UserPoolArgs {
  const hooks = Object.entries(pool.triggers).flatMap(([moment, name]) => {
    const trigger = name === undefined ? undefined : triggers[name];
    return trigger ? [[moment, trigger.function.arn] as const] : [];
  });
  return {
    name: nameInAws(context, pool.name),
    usernameAttributes: ["email"],
    usernameConfiguration: { caseSensitive: false },
    autoVerifiedAttributes: ["email"],
    // A new address counts only once it is confirmed.
    userAttributeUpdateSettings: { attributesRequireVerificationBeforeUpdates: ["email"] },
    adminCreateUserConfig: { allowAdminCreateUserOnly: pool.signUp === "invited" },
    accountRecoverySetting: { recoveryMechanisms: [{ name: "verified_email", priority: 1 }] },
    passwordPolicy: {
      minimumLength: 8,
      requireLowercase: true,
      requireUppercase: true,
      requireNumbers: true,
      requireSymbols: true,
      temporaryPasswordValidityDays: 7,
    },
    deletionProtection: context.config.disposable ? "INACTIVE" : "ACTIVE",
    ...(hooks.length === 0 ? {} : { lambdaConfig: Object.fromEntries(hooks) }),
    tags: tagsOf(context),
  };
}

/** The client that people sign in with: a page or an app, which can keep no secret. */
export function clientArguments(
  context: ApiContext,
  name: string,
): Omit<UserPoolClientArgs, "userPoolId"> {
  return {
    name: nameInAws(context, name),
    generateSecret: false,
    explicitAuthFlows: [
      "ALLOW_USER_PASSWORD_AUTH",
      "ALLOW_USER_SRP_AUTH",
      "ALLOW_REFRESH_TOKEN_AUTH",
    ],
    enableTokenRevocation: true,
    // A wrong password and an unknown name get the same answer.
    preventUserExistenceErrors: "ENABLED",
  };
}

/** The client of machines: it gets tokens with the pool's own scopes for its id and secret. */
export function scopesClientArguments(
  context: ApiContext,
  { name, scopes }: { name: string; scopes: readonly string[] },
): Omit<UserPoolClientArgs, "userPoolId"> {
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
