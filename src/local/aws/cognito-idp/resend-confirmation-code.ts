import { z } from "zod";
import { AwsError } from "../aws-error";
import { unsigned } from "../operation";
import { clientSettings } from "./client-settings";
import { delivery } from "./codes";
import { verifiableAddress } from "./confirm-user";
import { findClient } from "./find-pool";
import { metadata } from "./metadata";
import { checkSecretHash } from "./secret-hash";

const input = z.object({
  ClientId: z.string(),
  Username: z.string().min(1).max(128),
  SecretHash: z.string().optional(),
  ClientMetadata: metadata,
});

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_ResendConfirmationCode.html */
export const resendConfirmationCode = unsigned(input, async ({ input, context }) => {
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
  if (user.status !== "UNCONFIRMED") {
    throw new AwsError("InvalidParameterException", "User is already confirmed.");
  }
  const address = verifiableAddress(pool, user);
  if (!address) {
    throw new AwsError("InvalidParameterException", "Auto verification not turned on.");
  }
  const target = { pool, username: user.username, purpose: "SignUp" } as const;
  const sent = await context.cognito.codes.send(target, address.attribute, address.to);
  return { CodeDeliveryDetails: sent };
});
