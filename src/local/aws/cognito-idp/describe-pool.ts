import { z } from "zod";
import type { UserPoolClientDefinition, UserPoolDefinition } from "../../../access/definition";
import { signed } from "../operation";
import { poolPermission } from "./admin-user";
import { clientSettings } from "./client-settings";
import { findClientOf, findPool } from "./find-pool";
import { pageOf } from "./page";
import { poolSettings } from "./pool-settings";

const paging = { MaxResults: z.number().optional(), NextToken: z.string().optional() };

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_DescribeUserPool.html */
export const describeUserPool = signed(
  z.object({ UserPoolId: z.string() }),
  poolPermission("DescribeUserPool"),
  async ({ input, context }) => {
    const pool = findPool(context, input.UserPoolId);
    const count = context.cognito.users.list(pool).length;
    return { UserPool: { ...shownPool(pool), EstimatedNumberOfUsers: count } };
  },
);

function shownPool(pool: UserPoolDefinition): object {
  const settings = poolSettings(pool);
  const policy = settings.passwordPolicy;
  return {
    Id: pool.id,
    Name: typeof pool.inputs["name"] === "string" ? pool.inputs["name"] : pool.name,
    Arn: pool.arn,
    ...(pool.domain !== undefined && { Domain: pool.domain }),
    Policies: {
      PasswordPolicy: {
        MinimumLength: policy.minimumLength,
        RequireUppercase: policy.uppercase,
        RequireLowercase: policy.lowercase,
        RequireNumbers: policy.numbers,
        RequireSymbols: policy.symbols,
        TemporaryPasswordValidityDays: policy.temporaryDays,
      },
    },
    MfaConfiguration: settings.mfa,
    UsernameAttributes: settings.usernameAttributes,
    AliasAttributes: settings.aliasAttributes,
    AutoVerifiedAttributes: settings.autoVerified,
    AdminCreateUserConfig: { AllowAdminCreateUserOnly: settings.adminOnly },
    DeletionProtection: settings.deletionProtection ? "ACTIVE" : "INACTIVE",
  };
}

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_DescribeUserPoolClient.html */
export const describeUserPoolClient = signed(
  z.object({ UserPoolId: z.string(), ClientId: z.string() }),
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
    ClientName: typeof inputs["name"] === "string" ? inputs["name"] : client.name,
    ...(client.secret !== undefined && { ClientSecret: client.secret }),
    ExplicitAuthFlows: [...settings.authFlows],
    AllowedOAuthFlows: settings.oauthFlows,
    AllowedOAuthScopes: settings.oauthScopes,
    AllowedOAuthFlowsUserPoolClient: inputs["allowedOauthFlowsUserPoolClient"] === true,
    CallbackURLs: settings.callbackUrls,
    LogoutURLs: settings.logoutUrls,
    PreventUserExistenceErrors: settings.hideUnknownUsers ? "ENABLED" : "LEGACY",
    EnableTokenRevocation: settings.revocation,
  };
}

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_ListUserPools.html */
export const listUserPools = signed(
  z.object(paging),
  { action: "cognito-idp:ListUserPools" },
  async ({ input, context }) => {
    const { userPools } = context.definition();
    const page = pageOf(userPools, { limit: input.MaxResults, token: input.NextToken });
    return {
      UserPools: page.items.map(({ id, name }) => ({ Id: id, Name: name })),
      ...(page.next !== undefined && { NextToken: page.next }),
    };
  },
);

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_ListUserPoolClients.html */
export const listUserPoolClients = signed(
  z.object({ UserPoolId: z.string(), ...paging }),
  poolPermission("ListUserPoolClients"),
  async ({ input, context }) => {
    const { id: UserPoolId, clients } = findPool(context, input.UserPoolId);
    const page = pageOf(clients, { limit: input.MaxResults, token: input.NextToken });
    return {
      UserPoolClients: page.items.map(({ id, name }) => ({
        ClientId: id,
        UserPoolId,
        ClientName: name,
      })),
      ...(page.next !== undefined && { NextToken: page.next }),
    };
  },
);
