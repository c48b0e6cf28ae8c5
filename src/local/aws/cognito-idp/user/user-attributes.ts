import { z } from "zod";
import { AwsError } from "../../service/aws-error";
import { unsigned } from "../../service/operation";
import { ownerOfAccessToken } from "../tokens/access-token";
import { attributeList, checkWritable, toRecord } from "./attributes";
import { changeAttributes, sendVerifications, withPending } from "./change-attributes";
import { clientSettings } from "../describe/client-settings";
import { checkAliasFree } from "../sign-up/confirm-user";
import { metadata } from "../sign-in/metadata";
import { poolSettings } from "../describe/pool-settings";
import { attributeName, confirmationCode, token } from "../describe/shapes";

const address = z.enum(["email", "phone_number"]);

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_UpdateUserAttributes.html */
export const updateUserAttributes = unsigned(
  z.object({ AccessToken: token, UserAttributes: attributeList, ClientMetadata: metadata }),
  async ({ input, context }) => {
    const { pool, client, user } = await ownerOfAccessToken(context, input.AccessToken);
    const changes = toRecord(input.UserAttributes);
    checkWritable(changes, clientSettings(client));
    const after = await changeAttributes(context, { pool, user }, changes);
    const changed = { pool, user: after.user };
    return {
      CodeDeliveryDetailsList: await sendVerifications(context, changed, after.addresses),
    };
  },
);

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_DeleteUserAttributes.html */
export const deleteUserAttributes = unsigned(
  z.object({ AccessToken: token, UserAttributeNames: z.array(attributeName) }),
  async ({ input, context }) => {
    const { pool, client, user } = await ownerOfAccessToken(context, input.AccessToken);
    const changes = Object.fromEntries(input.UserAttributeNames.map((name) => [name, ""]));
    checkWritable(changes, clientSettings(client));
    const { schema, usernameAttributes } = poolSettings(pool);
    const required = input.UserAttributeNames.find(
      (name) =>
        usernameAttributes.some((one) => one === name) ||
        schema.some((one) => one.name === name && one.required),
    );
    if (required !== undefined) {
      throw new AwsError(
        "InvalidParameterException",
        `user.${required}: Attribute cannot be deleted.\n`,
      );
    }
    await changeAttributes(context, { pool, user }, changes);
    return {};
  },
);

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_GetUserAttributeVerificationCode.html */
export const getUserAttributeVerificationCode = unsigned(
  z.object({ AccessToken: token, AttributeName: address, ClientMetadata: metadata }),
  async ({ input, context }) => {
    const { pool, user } = await ownerOfAccessToken(context, input.AccessToken);
    const name = input.AttributeName;
    const to = withPending(user, name).attributes[name];
    if (!to) {
      throw new AwsError("InvalidParameterException", `User has no attribute ${name} to verify.`);
    }
    const purpose = `VerifyUserAttribute:${name}` as const;
    const target = { pool, user, purpose };
    return { CodeDeliveryDetails: await context.cognito.codes.send(target, name, to) };
  },
);

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_VerifyUserAttribute.html */
export const verifyUserAttribute = unsigned(
  z.object({ AccessToken: token, AttributeName: address, Code: confirmationCode }),
  async ({ input, context }) => {
    const { pool, user } = await ownerOfAccessToken(context, input.AccessToken);
    const name = input.AttributeName;
    const purpose = `VerifyUserAttribute:${name}` as const;
    const wanted = withPending(user, name);
    await context.cognito.codes.take({ pool, user: wanted, purpose }, input.Code);
    checkAliasFree(context, { pool, user: wanted, alias: name });
    const proven = wanted.attributes[name];
    await context.cognito.users.change(pool, user.username, (before) => {
      const now = withPending(before, name).attributes;
      // The code proves the address that it was sent to, not one that came after it.
      if (now[name] !== proven) return before;
      const { [name]: _used, ...pendingAttributes } = before.pendingAttributes ?? {};
      return {
        ...before,
        attributes: { ...now, [`${name}_verified`]: "true" },
        pendingAttributes,
        modifiedAt: Date.now(),
      };
    });
    return {};
  },
);
