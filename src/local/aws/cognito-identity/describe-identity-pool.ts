import { z } from "zod";
import type { IdentityPoolDefinition } from "../../../graph/deployed";
import { textOf, textsByName } from "../../../base/values";
import { signed } from "../service/operation";
import { findIdentityPool } from "./find-identity";
import { pageOf } from "./pages";
import { onPool } from "./pool-permission";
import { providersOf } from "./providers";

/** https://docs.aws.amazon.com/cognitoidentity/latest/APIReference/API_DescribeIdentityPool.html */
export const describeIdentityPool = signed(
  z.object({ IdentityPoolId: z.string().min(1).max(55) }),
  onPool("DescribeIdentityPool"),
  async ({ input, context }) => {
    const pool = findIdentityPool(context, input.IdentityPoolId);
    const { oidc, saml, social, developer } = providersOf(pool);
    const tags = textsByName(pool.inputs["tags"]);
    const cognito = pool.cognitoProviders.map((one) => ({
      ProviderName: one.providerName,
      ClientId: one.clientId,
      ServerSideTokenCheck: one.serverSideTokenCheck,
    }));
    return {
      ...named(pool),
      AllowUnauthenticatedIdentities: pool.allowUnauthenticated,
      AllowClassicFlow: pool.allowClassicFlow,
      ...(Object.keys(social).length > 0 && { SupportedLoginProviders: social }),
      ...(developer !== undefined && { DeveloperProviderName: developer }),
      ...(oidc.length > 0 && { OpenIdConnectProviderARNs: oidc }),
      ...(cognito.length > 0 && { CognitoIdentityProviders: cognito }),
      ...(saml.length > 0 && { SamlProviderARNs: saml }),
      ...(Object.keys(tags).length > 0 && { IdentityPoolTags: tags }),
    };
  },
);

const listInput = z.object({
  MaxResults: z.number().int().min(1).max(60),
  NextToken: z.string().min(1).optional(),
});

/** https://docs.aws.amazon.com/cognitoidentity/latest/APIReference/API_ListIdentityPools.html */
export const listIdentityPools = signed(
  listInput,
  { action: "cognito-identity:ListIdentityPools" },
  async ({ input, context }) => {
    const all = context.definition().identityPools;
    const page = pageOf(all, { size: input.MaxResults, token: input.NextToken });
    return {
      IdentityPools: page.items.map(named),
      ...(page.next !== undefined && { NextToken: page.next }),
    };
  },
);

function named(pool: IdentityPoolDefinition): { IdentityPoolId: string; IdentityPoolName: string } {
  const name = textOf(pool.inputs["identityPoolName"]) ?? pool.name;
  return { IdentityPoolId: pool.id, IdentityPoolName: name };
}
