import { z } from "zod";
import { AwsError } from "../../service/aws-error";
import type { AwsContext } from "../../service/context";
import { signed } from "../../service/operation";
import { adminTarget, adminUser, poolPermission } from "./admin-user";
import { attributeList, checkAttributes, toRecord } from "../user/attributes";
import { findPool } from "../describe/find-pool";
import { metadata } from "../sign-in/metadata";
import { addUser, checkFree, newUser } from "../sign-up/new-user";
import { checkPassword, temporaryPassword } from "../store/password";
import { poolSettings } from "../describe/pool-settings";
import { keepPassword, withPassword } from "../sign-up/set-password";
import { shownUser } from "./show-user";
import { askedAttributes, callTrigger } from "../describe/triggers";
import type { User } from "../store/users";
import { password } from "../describe/shapes";

const input = adminTarget.extend({
  UserAttributes: attributeList.optional(),
  ValidationData: attributeList.optional(),
  TemporaryPassword: password.optional(),
  ForceAliasCreation: z.boolean().optional(),
  MessageAction: z.enum(["RESEND", "SUPPRESS"]).optional(),
  DesiredDeliveryMediums: z.array(z.enum(["SMS", "EMAIL"])).optional(),
  ClientMetadata: metadata,
});

type Input = z.output<typeof input>;

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AdminCreateUser.html */
export const adminCreateUser = signed(
  input,
  poolPermission("AdminCreateUser"),
  async ({ input, context }) => {
    if (input.MessageAction === "RESEND") return resend(context, input);
    const pool = findPool(context, input.UserPoolId);
    const { users } = context.cognito;
    const attributes = toRecord(input.UserAttributes);
    // Tools send the `sub` of an export; Cognito gives every user a new one.
    delete attributes["sub"];
    checkAttributes(pool, attributes);
    const user = newUser(pool, {
      name: input.Username,
      attributes,
      status: "FORCE_CHANGE_PASSWORD",
    });
    if (users.find(pool, input.Username)) throw taken();
    checkFree(users, pool, user);
    const text = temporary(context, input);
    await callTrigger(context, "preSignUp", {
      pool,
      clientId: "CLIENT_ID_NOT_APPLICABLE",
      source: "PreSignUp_AdminCreateUser",
      username: user.username,
      request: {
        userAttributes: askedAttributes(user),
        validationData: input.ValidationData ? toRecord(input.ValidationData) : null,
        clientMetadata: input.ClientMetadata ?? {},
      },
      response: { autoConfirmUser: false, autoVerifyEmail: false, autoVerifyPhone: false },
    });
    const kept = withPassword(user, await keepPassword(pool, user, text));
    await addUser(users, pool, kept);
    if (input.MessageAction !== "SUPPRESS") invite(context, input, { user: kept, text });
    return { User: shownUser(kept) };
  },
);

function taken(): AwsError {
  return new AwsError("UsernameExistsException", "User account already exists");
}

async function resend(context: AwsContext, input: Input): Promise<object> {
  const { pool, user } = adminUser(context, input);
  if (user.status !== "FORCE_CHANGE_PASSWORD") {
    throw new AwsError(
      "UnsupportedUserStateException",
      `Resend not possible. User status is not FORCE_CHANGE_PASSWORD`,
    );
  }
  const text = temporary(context, input);
  const password = await keepPassword(pool, user, text);
  const changed = await context.cognito.users.change(pool, user.username, (before) =>
    withPassword(before, password),
  );
  invite(context, input, { user: changed ?? user, text });
  return { User: shownUser(changed ?? user) };
}

function temporary(context: AwsContext, input: Input): string {
  const { passwordPolicy } = poolSettings(findPool(context, input.UserPoolId));
  const text = input.TemporaryPassword ?? temporaryPassword(passwordPolicy);
  checkPassword(text, passwordPolicy, "create");
  return text;
}

/** SMS is Cognito's default where nothing is said; a user without a phone gets mail here. */
function invite(
  context: AwsContext,
  input: Input,
  { user, text }: { user: User; text: string },
): void {
  const { email, phone_number: phone } = user.attributes;
  const mediums = input.DesiredDeliveryMediums ?? ["SMS"];
  const to = mediums.includes("EMAIL") ? (email ?? phone) : (phone ?? email);
  if (to === undefined) return;
  const pool = findPool(context, input.UserPoolId);
  context.cognito.codes.tell(pool, { to, code: text, purpose: "AdminCreateUser" });
}
