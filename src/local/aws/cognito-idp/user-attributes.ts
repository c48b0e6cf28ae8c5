import { z } from "zod";
import { AwsError } from "../aws-error";
import { unsigned } from "../operation";
import { ownerOfAccessToken } from "./access-token";
import { attributeList, checkWritable, toRecord } from "./attributes";
import { changeAttributes, sendVerifications } from "./change-attributes";
import { clientSettings } from "./client-settings";
import { checkAliasFree } from "./confirm-user";
import { metadata } from "./metadata";
import { poolSettings } from "./pool-settings";

const address = z.enum(["email", "phone_number"]);

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_UpdateUserAttributes.html */
export const updateUserAttributes = unsigned(
  z.object({ AccessToken: z.string(), UserAttributes: attributeList, ClientMetadata: metadata }),
  async ({ input, context }) => {
    const { pool, client, user } = await ownerOfAccessToken(context, input.AccessToken);
    const changes = toRecord(input.UserAttributes);
    checkWritable(changes, clientSettings(client));
    const changed = await changeAttributes(context, { pool, user }, changes);
    const names = Object.keys(changes).filter((name) => changes[name] !== user.attributes[name]);
    return {
      CodeDeliveryDetailsList: await sendVerifications(context, { pool, user: changed }, names),
    };
  },
);

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_DeleteUserAttributes.html */
export const deleteUserAttributes = unsigned(
  z.object({ AccessToken: z.string(), UserAttributeNames: z.array(z.string()) }),
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
  z.object({ AccessToken: z.string(), AttributeName: address, ClientMetadata: metadata }),
  async ({ input, context }) => {
    const { pool, user } = await ownerOfAccessToken(context, input.AccessToken);
    const name = input.AttributeName;
    const to = user.attributes[name];
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
  z.object({ AccessToken: z.string(), AttributeName: address, Code: z.string().min(1) }),
  async ({ input, context }) => {
    const { pool, user } = await ownerOfAccessToken(context, input.AccessToken);
    const name = input.AttributeName;
    const purpose = `VerifyUserAttribute:${name}` as const;
    await context.cognito.codes.take({ pool, user, purpose }, input.Code);
    checkAliasFree(context, { pool, user, alias: name });
    await context.cognito.users.change(pool, user.username, (before) => ({
      ...before,
      // The code proves the address that it was sent to, not one that came after it.
      attributes:
        before.attributes[name] === user.attributes[name]
          ? { ...before.attributes, [`${name}_verified`]: "true" }
          : before.attributes,
      modifiedAt: Date.now(),
    }));
    return {};
  },
);
