import { z } from "zod";
import { AwsError } from "../../service/aws-error";
import { signed, unsigned } from "../../service/operation";
import { ownerOfAccessToken } from "./access-token";
import { adminUser, adminTarget, poolPermission } from "../admin/admin-user";
import { clientSettings } from "../describe/client-settings";
import { findClient } from "../describe/find-pool";
import { checkClientSecret } from "./refresh";
import { clientId, clientSecret, token } from "../describe/shapes";

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_GlobalSignOut.html */
export const globalSignOut = unsigned(
  z.object({ AccessToken: token }),
  async ({ input, context }) => {
    const { pool, user } = await ownerOfAccessToken(context, input.AccessToken);
    await context.cognito.signIns.revokeAll(pool.id, user.username);
    return {};
  },
);

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AdminUserGlobalSignOut.html */
export const adminUserGlobalSignOut = signed(
  adminTarget,
  poolPermission("AdminUserGlobalSignOut"),
  async ({ input, context }) => {
    const { pool, user } = adminUser(context, input);
    await context.cognito.signIns.revokeAll(pool.id, user.username);
    return {};
  },
);

const revocation = z.object({
  Token: token,
  ClientId: clientId,
  ClientSecret: clientSecret.optional(),
});

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_RevokeToken.html */
export const revokeToken = unsigned(revocation, async ({ input, context }) => {
  const found = findClient(context, input.ClientId);
  checkClientSecret(found, input.ClientSecret);
  if (!clientSettings(found.client).revocation) {
    throw new AwsError(
      "UnsupportedOperationException",
      "Token revocation is not enabled for the client.",
    );
  }
  const kept = context.cognito.signIns.ofRefreshToken(input.Token);
  if (!kept) {
    const isJwt = input.Token.split(".").length === 3;
    if (isJwt) {
      throw new AwsError("UnsupportedTokenTypeException", "Unsupported token type");
    }
    // RFC 7009: an unknown token is no fault.
    return {};
  }
  if (kept.signIn.clientId !== found.client.id || kept.signIn.poolId !== found.pool.id) {
    throw new AwsError("UnauthorizedException", "Client does not match the token");
  }
  await context.cognito.signIns.revoke(kept.signIn);
  return {};
});
