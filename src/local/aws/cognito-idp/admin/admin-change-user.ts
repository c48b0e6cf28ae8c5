import { z } from "zod";
import { signed } from "../../service/operation";
import { adminTarget, adminUser, changeUser, poolPermission } from "./admin-user";
import { attributeList, toRecord } from "../user/attributes";
import { changeAttributes, sendVerifications } from "../user/change-attributes";
import { afterConfirmation, checkUnconfirmed } from "../sign-up/confirm-user";
import { sendResetCode } from "../sign-up/forgot-password";
import { metadata } from "../sign-in/metadata";
import { checkPassword } from "../store/password";
import { poolSettings } from "../describe/pool-settings";
import { keepPassword, withPassword } from "../sign-up/set-password";
import { shownAdminUser } from "./show-user";
import { attributeName, password } from "../describe/shapes";

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AdminGetUser.html */
export const adminGetUser = signed(
  adminTarget,
  poolPermission("AdminGetUser"),
  async ({ input, context }) => {
    const { pool, user } = adminUser(context, input);
    return shownAdminUser(pool, user);
  },
);

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AdminDisableUser.html: refresh tokens are revoked. */
export const adminDisableUser = signed(
  adminTarget,
  poolPermission("AdminDisableUser"),
  async ({ input, context }) => {
    const { pool, user } = adminUser(context, input);
    await changeUser(context, input, (before) => ({ ...before, enabled: false }));
    await context.cognito.signIns.revokeAll(pool.id, user.username);
    return {};
  },
);

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AdminEnableUser.html */
export const adminEnableUser = signed(
  adminTarget,
  poolPermission("AdminEnableUser"),
  ({ input, context }) => changeUser(context, input, (before) => ({ ...before, enabled: true })),
);

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AdminSetUserPassword.html */
export const adminSetUserPassword = signed(
  adminTarget.extend({ Password: password, Permanent: z.boolean().optional() }),
  poolPermission("AdminSetUserPassword"),
  async ({ input, context }) => {
    const { pool, user } = adminUser(context, input);
    checkPassword(input.Password, poolSettings(pool).passwordPolicy);
    const password = await keepPassword(pool, user, input.Password);
    return changeUser(context, input, (before) => ({
      ...withPassword(before, password),
      status: input.Permanent === true ? "CONFIRMED" : "FORCE_CHANGE_PASSWORD",
    }));
  },
);

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AdminResetUserPassword.html */
export const adminResetUserPassword = signed(
  adminTarget.extend({ ClientMetadata: metadata }),
  poolPermission("AdminResetUserPassword"),
  async ({ input, context }) => {
    const { pool, user } = adminUser(context, input);
    await sendResetCode(context, pool, user);
    return changeUser(context, input, (before) => ({ ...before, status: "RESET_REQUIRED" }));
  },
);

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AdminConfirmSignUp.html */
export const adminConfirmSignUp = signed(
  adminTarget.extend({ ClientMetadata: metadata }),
  poolPermission("AdminConfirmSignUp"),
  async ({ input, context }) => {
    const { pool, user } = adminUser(context, input);
    checkUnconfirmed(user);
    await changeUser(context, input, (before) => ({ ...before, status: "CONFIRMED" }));
    await afterConfirmation(context, {
      pool,
      clientId: "CLIENT_ID_NOT_APPLICABLE",
      user: { ...user, status: "CONFIRMED" },
      source: "PostConfirmation_ConfirmSignUp",
      clientMetadata: input.ClientMetadata,
    });
    return {};
  },
);

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AdminUpdateUserAttributes.html */
export const adminUpdateUserAttributes = signed(
  adminTarget.extend({ UserAttributes: attributeList, ClientMetadata: metadata }),
  poolPermission("AdminUpdateUserAttributes"),
  async ({ input, context }) => {
    const target = adminUser(context, input);
    const after = await changeAttributes(context, target, toRecord(input.UserAttributes));
    const changed = { pool: target.pool, user: after.user };
    const waiting = after.addresses.filter((name) => after.user.pendingAttributes?.[name]);
    await sendVerifications(context, changed, waiting);
    return {};
  },
);

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AdminDeleteUserAttributes.html */
export const adminDeleteUserAttributes = signed(
  adminTarget.extend({ UserAttributeNames: z.array(attributeName) }),
  poolPermission("AdminDeleteUserAttributes"),
  async ({ input, context }) => {
    const changes = Object.fromEntries(input.UserAttributeNames.map((name) => [name, ""]));
    await changeAttributes(context, adminUser(context, input), changes);
    return {};
  },
);
