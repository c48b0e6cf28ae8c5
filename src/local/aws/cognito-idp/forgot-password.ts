import { z } from "zod";
import type { UserPoolDefinition } from "../../../access/definition";
import { AwsError } from "../aws-error";
import type { AwsContext } from "../context";
import { unsigned } from "../operation";
import { clientSettings } from "./client-settings";
import { delivery, type CodeDelivery } from "./codes";
import { afterConfirmation } from "./confirm-user";
import { findClient } from "./find-pool";
import { metadata } from "./metadata";
import { checkPassword } from "./password";
import { poolSettings } from "./pool-settings";
import { checkSecretHash } from "./secret-hash";
import { keepPassword, withPassword } from "./set-password";
import type { User } from "./users";

const input = z.object({
  ClientId: z.string(),
  Username: z.string().min(1).max(128),
  SecretHash: z.string().optional(),
  ClientMetadata: metadata,
});

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_ForgotPassword.html */
export const forgotPassword = unsigned(input, async ({ input, context }) => {
  const found = findClient(context, input.ClientId);
  const { pool, client } = found;
  const user = context.cognito.users.find(pool, input.Username);
  checkSecretHash(found, [input.Username, user?.username ?? input.Username], input.SecretHash);
  if (!user) {
    if (clientSettings(client).hideUnknownUsers) {
      return { CodeDeliveryDetails: delivery("email", input.Username) };
    }
    throw new AwsError("UserNotFoundException", "Username/client id combination not found.");
  }
  if (!user.enabled) throw new AwsError("NotAuthorizedException", "User is disabled.");
  if (user.status === "FORCE_CHANGE_PASSWORD") {
    throw new AwsError(
      "NotAuthorizedException",
      "User password cannot be reset in the current state.",
    );
  }
  return { CodeDeliveryDetails: await sendResetCode(context, pool, user) };
});

/** Sends the code to a verified address; throws where the user has none. */
export function sendResetCode(
  context: AwsContext,
  pool: UserPoolDefinition,
  user: User,
): Promise<CodeDelivery> {
  const attribute = (["email", "phone_number"] as const).find(
    (name) => user.attributes[name] && user.attributes[`${name}_verified`] === "true",
  );
  if (!attribute) {
    throw new AwsError(
      "InvalidParameterException",
      "Cannot reset password for the user as there is no registered/verified email or phone_number",
    );
  }
  const target = { pool, username: user.username, purpose: "ForgotPassword" } as const;
  return context.cognito.codes.send(target, attribute, user.attributes[attribute] ?? "");
}

const confirmation = input.extend({
  ConfirmationCode: z.string().min(1).max(2_048),
  Password: z.string(),
});

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_ConfirmForgotPassword.html */
export const confirmForgotPassword = unsigned(confirmation, async ({ input, context }) => {
  const found = findClient(context, input.ClientId);
  const { pool, client } = found;
  const { users, codes, signIns } = context.cognito;
  const user = users.find(pool, input.Username);
  checkSecretHash(found, [input.Username, user?.username ?? input.Username], input.SecretHash);
  if (!user) {
    throw clientSettings(client).hideUnknownUsers
      ? new AwsError("ExpiredCodeException", "Invalid code provided, please request a code again.")
      : new AwsError("UserNotFoundException", "Username/client id combination not found.");
  }
  // Before the code is used up: a password that does not conform may be tried again.
  checkPassword(input.Password, poolSettings(pool).passwordPolicy);
  const target = { pool, username: user.username, purpose: "ForgotPassword" } as const;
  const attribute = await codes.take(target, input.ConfirmationCode);
  const password = await keepPassword(pool, user, input.Password);
  const changed = await users.change(pool, user.username, (before) => ({
    ...withPassword(before, password),
    status: "CONFIRMED",
    attributes: { ...before.attributes, [`${attribute}_verified`]: "true" },
  }));
  await signIns.revokeAll(pool.id, user.username);
  await afterConfirmation(context, {
    pool,
    clientId: client.id,
    user: changed ?? user,
    source: "PostConfirmation_ConfirmForgotPassword",
    clientMetadata: input.ClientMetadata,
  });
  return {};
});
