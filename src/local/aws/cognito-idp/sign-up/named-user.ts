import { z } from "zod";
import { AwsError } from "../../service/aws-error";
import type { AwsContext } from "../../service/context";
import { clientSettings } from "../describe/client-settings";
import { delivery, expiredCode, type CodeDelivery } from "../store/codes";
import { findClient, type PoolClient } from "../describe/find-pool";
import { metadata } from "../sign-in/metadata";
import { checkSecretHash } from "../sign-in/secret-hash";
import { clientId, secretHash, username } from "../describe/shapes";
import type { User } from "../store/users";

/** Which user an operation without a signature is about. */
export const namedUser = z.object({
  ClientId: clientId,
  Username: username,
  SecretHash: secretHash.optional(),
  ClientMetadata: metadata,
});

/** The client and, where somebody has the name, the user of an operation; throws where the hash is wrong. */
export function findNamedUser(
  context: AwsContext,
  input: z.output<typeof namedUser>,
): PoolClient & { user: User | undefined } {
  const found = findClient(context, input.ClientId);
  return { ...found, user: findWithHash(context, found, [input.Username, input.SecretHash]) };
}

/** The user of a name; throws where SECRET_HASH is neither of that name nor of the user's own. */
export function findWithHash(
  context: AwsContext,
  found: PoolClient,
  [name, hash]: readonly [name: string, hash: string | undefined],
): User | undefined {
  const user = context.cognito.users.find(found.pool, name);
  checkSecretHash(found, [name, user?.username ?? name], hash);
  return user;
}

/** The answer to who wants a code for nobody: as if one was sent, where the client hides unknown users. */
export function codeForNobody(
  { client }: PoolClient,
  name: string,
): { CodeDeliveryDetails: CodeDelivery } {
  if (!clientSettings(client).hideUnknownUsers) throw unknown();
  return { CodeDeliveryDetails: delivery("email", name) };
}

/** The refusal of a code of nobody: as if it had expired, where the client hides unknown users. */
export function codeOfNobody({ client }: PoolClient): AwsError {
  return clientSettings(client).hideUnknownUsers ? expiredCode() : unknown();
}

function unknown(): AwsError {
  return new AwsError("UserNotFoundException", "Username/client id combination not found.");
}
