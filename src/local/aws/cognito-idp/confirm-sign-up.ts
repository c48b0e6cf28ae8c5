import { z } from "zod";
import { AwsError } from "../aws-error";
import { unsigned } from "../operation";
import { clientSettings } from "./client-settings";
import { afterConfirmation, checkAliasFree, confirmUser } from "./confirm-user";
import { findClient } from "./find-pool";
import { metadata } from "./metadata";
import { checkSecretHash } from "./secret-hash";

const input = z.object({
  ClientId: z.string(),
  Username: z.string().min(1).max(128),
  ConfirmationCode: z.string().min(1).max(2_048),
  SecretHash: z.string().optional(),
  ForceAliasCreation: z.boolean().optional(),
  ClientMetadata: metadata,
});

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_ConfirmSignUp.html */
export const confirmSignUp = unsigned(input, async ({ input, context }) => {
  const found = findClient(context, input.ClientId);
  const { pool, client } = found;
  const { users, codes } = context.cognito;
  const user = users.find(pool, input.Username);
  checkSecretHash(found, [input.Username, user?.username ?? input.Username], input.SecretHash);
  if (!user) {
    throw clientSettings(client).hideUnknownUsers
      ? new AwsError("ExpiredCodeException", "Invalid code provided, please request a code again.")
      : new AwsError("UserNotFoundException", "Username/client id combination not found.");
  }
  if (user.status !== "UNCONFIRMED") {
    throw new AwsError(
      "NotAuthorizedException",
      `User cannot be confirmed. Current status is ${user.status}`,
    );
  }
  const target = { pool, username: user.username, purpose: "SignUp" } as const;
  const attribute = await codes.take(target, input.ConfirmationCode);
  if (input.ForceAliasCreation !== true) checkAliasFree(context, { pool, user, alias: attribute });
  const confirmed = await confirmUser(context, { pool, user, verified: [attribute] });
  await afterConfirmation(context, {
    pool,
    clientId: client.id,
    user: confirmed,
    source: "PostConfirmation_ConfirmSignUp",
    clientMetadata: input.ClientMetadata,
  });
  return {};
});
