import type { UserPoolDefinition } from "../../../../graph/deployed";
import { AwsError } from "../../service/aws-error";
import type { AwsContext } from "../../service/context";
import { unsigned } from "../../service/operation";
import { delivery, type CodeDelivery } from "../store/codes";
import { afterConfirmation, checkEnabled } from "./confirm-user";
import { isVerified } from "../mfa/mfa-factors";
import { migrateUser } from "../sign-in/migrate-user";
import {
  codeForNobody,
  findNamedUser,
  hidesUsers,
  namedUser,
  refuseCodeOfNobody,
} from "./named-user";
import { checkPassword } from "../store/password";
import { poolSettings } from "../describe/pool-settings";
import { keepPassword, withPassword } from "./set-password";
import type { User } from "../store/users";
import { confirmationCode, password } from "../describe/shapes";

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_ForgotPassword.html */
export const forgotPassword = unsigned(namedUser, async ({ input, context }) => {
  const { user: known, ...found } = findNamedUser(context, input);
  const options = { ...found, clientMetadata: input.ClientMetadata };
  const user = known ?? (await migrateUser(context, options, { username: input.Username }));
  if (!user) {
    return codeForNobody(context, found, { name: input.Username, purpose: "ForgotPassword" });
  }
  checkEnabled(user);
  const { pool } = found;
  if (hidesUsers(found) && !verifiedAddress(pool, user)) {
    await context.cognito.codes.pretend({ pool, user, purpose: "ForgotPassword" });
    return { CodeDeliveryDetails: delivery("email", input.Username) };
  }
  return { CodeDeliveryDetails: await sendResetCode(context, found.pool, user) };
});

const recoveryAttributes: Readonly<Record<string, "email" | "phone_number">> = {
  verified_email: "email",
  verified_phone_number: "phone_number",
};

function waysToRecover(pool: UserPoolDefinition): readonly string[] {
  return poolSettings(pool).recovery ?? ["verified_phone_number", "verified_email"];
}

function verifiedAddress(pool: UserPoolDefinition, user: User) {
  return waysToRecover(pool)
    .map((way) => recoveryAttributes[way])
    .find((name) => name !== undefined && isVerified(user, name));
}

/** Sends the code to a verified address; throws where the user has none, or only a temporary password. */
export async function sendResetCode(
  context: AwsContext,
  pool: UserPoolDefinition,
  user: User,
): Promise<CodeDelivery> {
  if (user.status === "FORCE_CHANGE_PASSWORD") {
    throw new AwsError(
      "NotAuthorizedException",
      "User password cannot be reset in the current state.",
    );
  }
  const ways = waysToRecover(pool);
  if (ways.length === 1 && ways[0] === "admin_only") {
    throw new AwsError("NotAuthorizedException", "Contact administrator to reset password.");
  }
  const attribute = verifiedAddress(pool, user);
  if (!attribute) {
    throw new AwsError(
      "InvalidParameterException",
      "Cannot reset password for the user as there is no registered/verified email or phone_number",
    );
  }
  const target = { pool, user, purpose: "ForgotPassword" } as const;
  return context.cognito.codes.send(target, attribute, user.attributes[attribute] ?? "");
}

const confirmation = namedUser.extend({
  ConfirmationCode: confirmationCode,
  Password: password,
});

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_ConfirmForgotPassword.html */
export const confirmForgotPassword = unsigned(confirmation, async ({ input, context }) => {
  const { user, ...found } = findNamedUser(context, input);
  const { pool, client } = found;
  const { users, codes } = context.cognito;
  // Before the code is used up: a password that does not conform may be tried again.
  if (user || hidesUsers(found)) checkPassword(input.Password, poolSettings(pool).passwordPolicy);
  if (!user) {
    const { Username: name, ConfirmationCode: code } = input;
    return refuseCodeOfNobody(context, found, { name, purpose: "ForgotPassword", code });
  }
  checkEnabled(user);
  const target = { pool, user, purpose: "ForgotPassword" } as const;
  await codes.take(target, input.ConfirmationCode);
  const password = await keepPassword(pool, user, input.Password);
  const changed = await users.change(pool, user.username, (before) => ({
    ...withPassword(before, password),
    status: "CONFIRMED",
  }));
  await afterConfirmation(context, {
    pool,
    clientId: client.id,
    user: changed ?? user,
    source: "PostConfirmation_ConfirmForgotPassword",
    clientMetadata: input.ClientMetadata,
  });
  return {};
});
