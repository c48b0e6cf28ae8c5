import { z } from "zod";
import type { IdentityPoolDefinition, RoleMappingDefinition } from "../../../graph/deployed";
import { AwsError } from "../service/aws-error";
import { signed } from "../service/operation";
import { findIdentityPool } from "./find-identity";
import { onPool } from "./pool-permission";

/** https://docs.aws.amazon.com/cognitoidentity/latest/APIReference/API_GetIdentityPoolRoles.html */
export const getIdentityPoolRoles = signed(
  z.object({ IdentityPoolId: z.string().min(1).max(55) }),
  onPool("GetIdentityPoolRoles"),
  async ({ input, context }) => {
    const pool = findIdentityPool(context, input.IdentityPoolId);
    const mappings = (pool.roleMappings ?? []).map((one) => [one.identityProvider, shown(one)]);
    return {
      IdentityPoolId: pool.id,
      Roles: rolesOf(pool),
      ...(mappings.length > 0 && { RoleMappings: Object.fromEntries(mappings) as object }),
    };
  },
);

function rolesOf(pool: IdentityPoolDefinition): object {
  const { authenticatedRoleArn: authenticated, unauthenticatedRoleArn: unauthenticated } = pool;
  return {
    ...(authenticated !== undefined && { authenticated }),
    ...(unauthenticated !== undefined && { unauthenticated }),
  };
}

function shown({ type, ambiguousRoleResolution, rules }: RoleMappingDefinition): object {
  return {
    Type: type,
    AmbiguousRoleResolution: ambiguousRoleResolution,
    ...(type === "Rules" && {
      RulesConfiguration: {
        Rules: rules.map(({ claim, matchType, value, roleArn }) => ({
          Claim: claim,
          MatchType: matchType,
          Value: value,
          RoleARN: roleArn,
        })),
      },
    }),
  };
}

const tagInput = z.object({
  IdentityPoolId: z.string().min(1).max(55),
  IdentityProviderName: z.string().min(1).max(128),
});

/** https://docs.aws.amazon.com/cognitoidentity/latest/APIReference/API_GetPrincipalTagAttributeMap.html */
export const getPrincipalTagAttributeMap = signed(
  tagInput,
  onPool("GetPrincipalTagAttributeMap"),
  async ({ input, context }) => {
    const { IdentityPoolId, IdentityProviderName } = input;
    const pool = findIdentityPool(context, IdentityPoolId);
    const mapping = pool.principalTags?.find(
      ({ identityProviderName }) => identityProviderName === IdentityProviderName,
    );
    if (!mapping) {
      throw new AwsError(
        "ResourceNotFoundException",
        `Principal tags of '${IdentityProviderName}' not found.`,
      );
    }
    const { useDefaults: UseDefaults, tags: PrincipalTags } = mapping;
    return { IdentityPoolId, IdentityProviderName, UseDefaults, PrincipalTags };
  },
);
