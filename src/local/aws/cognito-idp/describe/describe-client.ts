import { z } from "zod";
import type { UserPoolClientDefinition, UserPoolDefinition } from "../../../../graph/deployed";
import { signed } from "../../service/operation";
import { poolPermission } from "../admin/admin-user";
import { clientSettings } from "./client-settings";
import { findClientOf, findPool } from "./find-pool";
import { pageOf } from "../store/page";
import { numberOf, recordOf, textOf } from "./read-input";
import { clientId, paginationKey, userPoolId } from "./shapes";

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_DescribeUserPoolClient.html */
export const describeUserPoolClient = signed(
  z.object({ UserPoolId: userPoolId, ClientId: clientId }),
  poolPermission("DescribeUserPoolClient"),
  async ({ input, context }) => {
    const pool = findPool(context, input.UserPoolId);
    return { UserPoolClient: shownClient(pool, findClientOf(pool, input.ClientId)) };
  },
);

function shownClient(pool: UserPoolDefinition, client: UserPoolClientDefinition): object {
  const settings = clientSettings(client);
  const { inputs } = client;
  return {
    UserPoolId: pool.id,
    ClientId: client.id,
    ClientName: nameOf(client),
    ...(client.secret !== undefined && { ClientSecret: client.secret }),
    ExplicitAuthFlows: [...settings.authFlows],
    AllowedOAuthFlows: settings.oauthFlows,
    AllowedOAuthScopes: settings.oauthScopes,
    AllowedOAuthFlowsUserPoolClient: inputs["allowedOauthFlowsUserPoolClient"] === true,
    CallbackURLs: settings.callbackUrls,
    LogoutURLs: settings.logoutUrls,
    PreventUserExistenceErrors: settings.hideUnknownUsers ? "ENABLED" : "LEGACY",
    EnableTokenRevocation: settings.revocation,
    SupportedIdentityProviders: settings.identityProviders,
    ...validity(client),
    AuthSessionValidity: settings.sessionSeconds / 60,
    ...(settings.readAttributes && { ReadAttributes: settings.readAttributes }),
    ...(settings.writeAttributes && { WriteAttributes: settings.writeAttributes }),
    ...(settings.rotation && {
      RefreshTokenRotation: {
        Feature: "ENABLED",
        RetryGracePeriodSeconds: settings.rotation.graceSeconds,
      },
    }),
    CreationDate: 0,
    LastModifiedDate: 0,
  };
}

function nameOf(client: UserPoolClientDefinition): string {
  return textOf(client.inputs["name"]) ?? client.name;
}

/** How long tokens hold, in the units that the client names. */
function validity({ inputs }: UserPoolClientDefinition): object {
  const units = recordOf(inputs["tokenValidityUnits"]);
  const tokens = [
    ["AccessToken", "accessToken", "hours", 1],
    ["IdToken", "idToken", "hours", 1],
    ["RefreshToken", "refreshToken", "days", 30],
  ] as const;
  return {
    ...Object.fromEntries(
      tokens.map(([name, key, , standard]) => [
        `${name}Validity`,
        numberOf(inputs[`${key}Validity`]) || standard,
      ]),
    ),
    TokenValidityUnits: Object.fromEntries(
      tokens.map(([name, key, unit]) => [name, textOf(units[key]) ?? unit]),
    ),
  };
}

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_ListUserPoolClients.html */
export const listUserPoolClients = signed(
  z.object({
    UserPoolId: userPoolId,
    MaxResults: z.number().int().min(1).max(60).optional(),
    NextToken: paginationKey.optional(),
  }),
  poolPermission("ListUserPoolClients"),
  async ({ input, context }) => {
    const { id: UserPoolId, clients } = findPool(context, input.UserPoolId);
    const page = pageOf(clients, { limit: input.MaxResults, token: input.NextToken });
    return {
      UserPoolClients: page.items.map((client) => ({
        ClientId: client.id,
        UserPoolId,
        ClientName: nameOf(client),
      })),
      ...(page.next !== undefined && { NextToken: page.next }),
    };
  },
);
