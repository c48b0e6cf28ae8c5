import { types } from "../types";
import { asItStands, because, each, toldBy, type InputTable } from "./type-inputs";

/** Inputs of user pools and identity pools. */
export const cognitoInputs: InputTable = {
  [types.userPool]: {
    compared: {
      "adminCreateUserConfig.allowAdminCreateUserOnly": ["selfSignUp"],
      deletionProtection: ["protection"],
      mfaConfiguration: ["mfa"],
      "passwordPolicy.passwordHistorySize": [],
      "passwordPolicy.minimumLength": ["passwordLength"],
      ...toldBy(
        [
          "passwordPolicy.requireLowercase",
          "passwordPolicy.requireNumbers",
          "passwordPolicy.requireSymbols",
          "passwordPolicy.requireUppercase",
        ],
        ["passwordKinds"],
      ),
      "passwordPolicy.temporaryPasswordValidityDays": ["temporaryPassword"],
      ...toldBy(
        [
          "accountRecoverySetting",
          "aliasAttributes",
          "autoVerifiedAttributes",
          "deviceConfiguration",
          "emailConfiguration",
          "emailMfaConfiguration",
          "emailVerificationMessage",
          "emailVerificationSubject",
          "lambdaConfig",
          "region",
          "schemas",
          "signInPolicy",
          "smsAuthenticationMessage",
          "smsConfiguration",
          "smsVerificationMessage",
          "softwareTokenMfaConfiguration",
          "userAttributeUpdateSettings",
          "userPoolAddOns",
          "userPoolTier",
          "usernameAttributes",
          "usernameConfiguration",
          "verificationMessageTemplate",
          "webAuthnConfiguration",
        ],
        ["poolSettings"],
      ),
    },
    noAccess: {
      "adminCreateUserConfig.inviteMessageTemplate": because.words,
      name: because.name,
      tags: because.tags,
    },
  },
  [types.userPoolClient]: {
    compared: {
      ...toldBy(
        ["allowedOauthFlows", "allowedOauthFlowsUserPoolClient", "explicitAuthFlows"],
        ["clientFlows"],
      ),
      allowedOauthScopes: ["clientScopes"],
      callbackUrls: ["clientUrls"],
      enableTokenRevocation: ["tokenRevocation"],
      generateSecret: ["clientSecret"],
      ...toldBy(
        ["accessTokenValidity", "idTokenValidity", "refreshTokenValidity", "tokenValidityUnits"],
        ["tokenSeconds"],
      ),
      userPoolId: ["clients"],
      ...toldBy([
        "authSessionValidity",
        "defaultRedirectUri",
        "enablePropagateAdditionalUserContextData",
        "logoutUrls",
        "preventUserExistenceErrors",
        "readAttributes",
        "refreshTokenRotation",
        "region",
        "supportedIdentityProviders",
        "writeAttributes",
      ]),
    },
    noAccess: { analyticsConfiguration: because.cost, name: because.name },
  },
  [types.userPoolDomain]: {
    compared: toldBy(["certificateArn", "domain", "region", "userPoolId"]),
    noAccess: { managedLoginVersion: because.shape },
  },
  [types.resourceServer]: {
    compared: toldBy(["identifier", "region", "scopes.scopeName", "userPoolId"]),
    noAccess: { name: because.name, "scopes.scopeDescription": because.words },
  },
  [types.userGroup]: {
    compared: toldBy(["name", "precedence", "region", "roleArn", "userPoolId"]),
    noAccess: { description: because.words },
  },
  [types.identityPool]: {
    compared: {
      allowClassicFlow: ["classicFlow"],
      allowUnauthenticatedIdentities: ["becomes"],
      cognitoIdentityProviders: ["identityProviders", "tokenCheck"],
      ...toldBy([
        "developerProviderName",
        "openidConnectProviderArns",
        "region",
        "samlProviderArns",
        "supportedLoginProviders",
      ]),
    },
    noAccess: { identityPoolName: because.name, tags: because.tags },
  },
  [types.identityPoolRoleAttachment]: {
    compared: {
      roleMappings: ["identityMapping", "becomes"],
      roles: ["becomes"],
      ...toldBy(["identityPoolId", "region"]),
    },
    noAccess: {},
  },
  [types.identityPoolProviderPrincipalTag]: {
    compared: {
      ...toldBy(["principalTags", "useDefaults", "identityProviderName"], ["identityMapping"]),
      ...toldBy(["identityPoolId", "region"]),
    },
    noAccess: {},
  },
  "aws:cognito/identityProvider:IdentityProvider": asItStands(),
  "aws:cognito/userPoolUICustomization:UserPoolUICustomization": {
    compared: {},
    noAccess: each(["*"], because.words),
  },
};
