import { z } from "zod";
import type { UserPoolDefinition } from "../../../../graph/deployed";
import { AwsError } from "../../service/aws-error";
import { signed } from "../../service/operation";
import { poolPermission } from "../admin/admin-user";
import { findPool } from "./find-pool";
import { pageOf } from "../store/page";
import { poolSettings } from "./pool-settings";
import { textOf } from "./read-input";
import { paginationKey, userPoolId } from "./shapes";

const maxResults = z.number().int().min(1).max(60);

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_DescribeUserPool.html */
export const describeUserPool = signed(
  z.object({ UserPoolId: userPoolId }),
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
    Name: nameOf(pool),
    Arn: pool.arn,
    ...times,
    ...(pool.domain !== undefined && { Domain: pool.domain }),
    Policies: {
      PasswordPolicy: {
        MinimumLength: policy.minimumLength,
        RequireUppercase: policy.uppercase,
        RequireLowercase: policy.lowercase,
        RequireNumbers: policy.numbers,
        RequireSymbols: policy.symbols,
        TemporaryPasswordValidityDays: policy.temporaryDays,
        ...(settings.passwordHistory > 0 && { PasswordHistorySize: settings.passwordHistory }),
      },
      SignInPolicy: { AllowedFirstAuthFactors: settings.firstFactors },
    },
    LambdaConfig: lambdaConfig(pool),
    SchemaAttributes: settings.schema.map(({ name, required, mutable }) => ({
      Name: name,
      Required: required,
      Mutable: mutable,
      DeveloperOnlyAttribute: name.startsWith("dev:"),
    })),
    UsernameConfiguration: { CaseSensitive: settings.caseSensitive },
    ...(settings.recovery && {
      AccountRecoverySetting: {
        RecoveryMechanisms: settings.recovery.map((Name, index) => ({
          Name,
          Priority: index + 1,
        })),
      },
    }),
    ...(settings.verifiedBeforeUpdate.length > 0 && {
      UserAttributeUpdateSettings: {
        AttributesRequireVerificationBeforeUpdates: settings.verifiedBeforeUpdate,
      },
    }),
    MfaConfiguration: settings.mfa,
    UsernameAttributes: settings.usernameAttributes,
    AliasAttributes: settings.aliasAttributes,
    AutoVerifiedAttributes: settings.autoVerified,
    AdminCreateUserConfig: { AllowAdminCreateUserOnly: settings.adminOnly },
    DeletionProtection: settings.deletionProtection ? "ACTIVE" : "INACTIVE",
  };
}

/** A pool of the graph has no date. */
const times = { CreationDate: 0, LastModifiedDate: 0 };

function nameOf(pool: UserPoolDefinition): string {
  return textOf(pool.inputs["name"]) ?? pool.name;
}

/** `preSignUp` → `PreSignUp` */
function lambdaConfig(pool: UserPoolDefinition): Record<string, string> {
  return Object.fromEntries(
    Object.entries(poolSettings(pool).triggers).map(([name, arn]) => [
      name.charAt(0).toUpperCase() + name.slice(1),
      arn,
    ]),
  );
}

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_GetUserPoolMfaConfig.html */
export const getUserPoolMfaConfig = signed(
  z.object({ UserPoolId: userPoolId }),
  poolPermission("GetUserPoolMfaConfig"),
  async ({ input, context }) => {
    const { mfa, totp, sms, emailMfa } = poolSettings(findPool(context, input.UserPoolId));
    return {
      MfaConfiguration: mfa,
      SoftwareTokenMfaConfiguration: { Enabled: totp },
      ...(sms && { SmsMfaConfiguration: { SmsConfiguration: {} } }),
      ...(emailMfa && { EmailMfaConfiguration: {} }),
    };
  },
);

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_DescribeUserPoolDomain.html */
export const describeUserPoolDomain = signed(
  z.object({ Domain: z.string().min(1).max(63) }),
  { action: "cognito-idp:DescribeUserPoolDomain" },
  async ({ input, context }) => {
    const { userPools, accountId } = context.definition();
    const pool = userPools.find(({ domain }) => domain === input.Domain);
    if (!pool) return { DomainDescription: {} };
    return {
      DomainDescription: {
        UserPoolId: pool.id,
        AWSAccountId: accountId,
        Domain: input.Domain,
        Status: "ACTIVE",
      },
    };
  },
);

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_DescribeResourceServer.html */
export const describeResourceServer = signed(
  z.object({ UserPoolId: userPoolId, Identifier: z.string().min(1).max(256) }),
  poolPermission("DescribeResourceServer"),
  async ({ input, context }) => {
    const pool = findPool(context, input.UserPoolId);
    const found = pool.resourceServers.find(({ identifier }) => identifier === input.Identifier);
    if (!found) {
      throw new AwsError("ResourceNotFoundException", `Resource server does not exist.`);
    }
    return { ResourceServer: shownServer(pool, found) };
  },
);

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_ListResourceServers.html */
export const listResourceServers = signed(
  z.object({
    UserPoolId: userPoolId,
    MaxResults: z.number().int().min(1).max(50).optional(),
    NextToken: paginationKey.optional(),
  }),
  poolPermission("ListResourceServers"),
  async ({ input, context }) => {
    const pool = findPool(context, input.UserPoolId);
    const page = pageOf(pool.resourceServers, {
      limit: input.MaxResults ?? 50,
      token: input.NextToken,
    });
    return {
      ResourceServers: page.items.map((one) => shownServer(pool, one)),
      ...(page.next !== undefined && { NextToken: page.next }),
    };
  },
);

function shownServer(
  { id }: UserPoolDefinition,
  { identifier, scopes }: UserPoolDefinition["resourceServers"][number],
): object {
  return {
    UserPoolId: id,
    Identifier: identifier,
    Name: identifier,
    Scopes: scopes.map((name) => ({ ScopeName: name, ScopeDescription: name })),
  };
}

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_ListUserPools.html */
export const listUserPools = signed(
  z.object({ MaxResults: maxResults, NextToken: paginationKey.optional() }),
  { action: "cognito-idp:ListUserPools" },
  async ({ input, context }) => {
    const { userPools } = context.definition();
    const page = pageOf(userPools, { limit: input.MaxResults, token: input.NextToken });
    return {
      UserPools: page.items.map((pool) => ({
        Id: pool.id,
        Name: nameOf(pool),
        LambdaConfig: lambdaConfig(pool),
        ...times,
      })),
      ...(page.next !== undefined && { NextToken: page.next }),
    };
  },
);
