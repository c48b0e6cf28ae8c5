import { z } from "zod";
import { signed, unsigned } from "../../service/operation";
import { ownerOfAccessToken } from "../tokens/access-token";
import { adminTarget, adminUser, poolPermission } from "../admin/admin-user";
import { token } from "../describe/shapes";

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_DeleteUser.html */
export const deleteUser = unsigned(z.object({ AccessToken: token }), async ({ input, context }) => {
  const { pool, user } = await ownerOfAccessToken(context, input.AccessToken);
  await context.cognito.signIns.revokeAll(pool.id, user.username);
  await context.cognito.users.remove(pool, user.username);
  return {};
});

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AdminDeleteUser.html */
export const adminDeleteUser = signed(
  adminTarget,
  poolPermission("AdminDeleteUser"),
  async ({ input, context }) => {
    const { pool, user } = adminUser(context, input);
    await context.cognito.signIns.revokeAll(pool.id, user.username);
    await context.cognito.users.remove(pool, user.username);
    return {};
  },
);
