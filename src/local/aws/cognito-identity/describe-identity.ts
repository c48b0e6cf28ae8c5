import { z } from "zod";
import { signed } from "../service/operation";
import {
  findIdentity,
  findIdentityPool,
  identitiesOf,
  type CognitoIdentity,
} from "./find-identity";
import { pageOf } from "./pages";
import { onPool } from "./pool-permission";

/** https://docs.aws.amazon.com/cognitoidentity/latest/APIReference/API_DescribeIdentity.html */
export const describeIdentity = signed(
  z.object({ IdentityId: z.string().min(1).max(55) }),
  { action: "cognito-identity:DescribeIdentity" },
  async ({ input, context }) => shown(findIdentity(context, input.IdentityId).identity),
);

const listInput = z.object({
  IdentityPoolId: z.string().min(1).max(55),
  MaxResults: z.number().int().min(1).max(60),
  NextToken: z.string().min(1).optional(),
  HideDisabled: z.boolean().optional(),
});

/** https://docs.aws.amazon.com/cognitoidentity/latest/APIReference/API_ListIdentities.html */
export const listIdentities = signed(
  listInput,
  onPool("ListIdentities"),
  async ({ input, context }) => {
    const pool = findIdentityPool(context, input.IdentityPoolId);
    const all = identitiesOf(context, pool.id);
    const page = pageOf(all, { size: input.MaxResults, token: input.NextToken });
    return {
      IdentityPoolId: pool.id,
      Identities: page.items.map(shown),
      ...(page.next !== undefined && { NextToken: page.next }),
    };
  },
);

function shown({ identityId, logins, createdAt, modifiedAt }: CognitoIdentity): object {
  const names = Object.keys(logins);
  return {
    IdentityId: identityId,
    ...(names.length > 0 && { Logins: names }),
    CreationDate: createdAt / 1000,
    LastModifiedDate: modifiedAt / 1000,
  };
}
