import type { z } from "zod";
import { AwsError } from "../../service/aws-error";
import type { AwsContext } from "../../service/context";
import { unsigned } from "../../service/operation";
import {
  attributeList,
  checkAttributes,
  checkRequired,
  checkWritable,
  toRecord,
} from "../user/attributes";
import { clientSettings } from "../describe/client-settings";
import type { CodeDelivery } from "../store/codes";
import { afterConfirmation, verifiableAddress } from "./confirm-user";
import { findClient, type PoolClient } from "../describe/find-pool";
import { namedUser } from "./named-user";
import { addUser, checkFree, newUser } from "./new-user";
import { checkPassword } from "../store/password";
import { poolSettings } from "../describe/pool-settings";
import { checkSecretHash } from "../sign-in/secret-hash";
import { keepPassword, withPassword } from "./set-password";
import { askedAttributes, callTrigger } from "../describe/triggers";
import type { User } from "../store/users";
import { password } from "../describe/shapes";

const input = namedUser.extend({
  Password: password,
  UserAttributes: attributeList.optional(),
  ValidationData: attributeList.optional(),
});

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_SignUp.html */
export const signUp = unsigned(input, async ({ input, context }) => {
  const found = findClient(context, input.ClientId);
  const { pool, client } = found;
  checkSecretHash(found, [input.Username], input.SecretHash);
  const settings = poolSettings(pool);
  if (settings.adminOnly) {
    throw new AwsError("NotAuthorizedException", "SignUp is not permitted for this user pool");
  }
  const attributes = toRecord(input.UserAttributes);
  checkAttributes(pool, attributes);
  checkWritable(attributes, clientSettings(client));
  const asked = newUser(pool, { name: input.Username, attributes, status: "UNCONFIRMED" });
  checkRequired(pool, asked.attributes);
  checkPassword(input.Password, settings.passwordPolicy, "signUp");
  const { users } = context.cognito;
  checkFree(users, pool, asked);
  const user = await beforeSignUp(context, { ...found, user: asked }, input);
  const password = await keepPassword(pool, user, input.Password);
  await addUser(users, pool, withPassword(user, password));
  const delivered = await deliverCode(context, found, user);
  if (user.status === "CONFIRMED") {
    await afterConfirmation(context, {
      pool,
      clientId: client.id,
      user,
      source: "PostConfirmation_ConfirmSignUp",
      clientMetadata: input.ClientMetadata,
    });
  }
  return {
    UserConfirmed: user.status === "CONFIRMED",
    UserSub: user.attributes["sub"],
    ...(delivered && { CodeDeliveryDetails: delivered }),
  };
});

/** The user as the trigger before sign-up leaves it. */
async function beforeSignUp(
  context: AwsContext,
  { pool, client, user }: PoolClient & { user: User },
  { ValidationData, ClientMetadata = {} }: z.output<typeof input>,
): Promise<User> {
  const response = await callTrigger(context, "preSignUp", {
    pool,
    clientId: client.id,
    source: "PreSignUp_SignUp",
    username: user.username,
    request: {
      userAttributes: askedAttributes(user),
      validationData: ValidationData ? toRecord(ValidationData) : null,
      clientMetadata: ClientMetadata,
    },
    response: { autoConfirmUser: false, autoVerifyEmail: false, autoVerifyPhone: false },
  });
  if (!response) return user;
  const attributes = { ...user.attributes };
  if (response["autoVerifyEmail"] === true) attributes["email_verified"] = "true";
  if (response["autoVerifyPhone"] === true) attributes["phone_number_verified"] = "true";
  const confirmed = response["autoConfirmUser"] === true;
  return { ...user, attributes, status: confirmed ? "CONFIRMED" : user.status };
}

async function deliverCode(
  context: AwsContext,
  { pool }: PoolClient,
  user: User,
): Promise<CodeDelivery | undefined> {
  if (user.status === "CONFIRMED") return undefined;
  const address = verifiableAddress(pool, user);
  if (!address) return undefined;
  const target = { pool, user, purpose: "SignUp" } as const;
  return context.cognito.codes.send(target, address.attribute, address.to);
}
