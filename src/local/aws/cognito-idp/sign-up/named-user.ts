import { z } from "zod";
import { AwsError } from "../../service/aws-error";
import type { AwsContext } from "../../service/context";
import { clientSettings } from "../describe/client-settings";
import { delivery, expiredCode, type CodeDelivery, type CodeTarget } from "../store/codes";
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
  const user = findWithHash(context, found, [input.Username, input.SecretHash]);
  // A disabled user is as one who does not exist: cognito-user-pool-managing-errors.html.
  const hidden = user?.enabled === false && hidesUsers(found);
  return { ...found, user: hidden ? undefined : user };
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

/** Whether the client's answers do not tell which users exist. */
export function hidesUsers({ client }: PoolClient): boolean {
  return clientSettings(client).hideUnknownUsers;
}

interface Nobody {
  name: string;
  purpose: "SignUp" | "ForgotPassword";
}

/** The answer to who wants a code for nobody: as if one was sent, where the client hides unknown users. */
export async function codeForNobody(
  context: AwsContext,
  found: PoolClient,
  nobody: Nobody,
): Promise<{ CodeDeliveryDetails: CodeDelivery }> {
  if (!hidesUsers(found)) throw unknown();
  await context.cognito.codes.pretend(targetOf(context, found, nobody));
  return { CodeDeliveryDetails: delivery("email", nobody.name) };
}

/** Refuses a code of nobody as a wrong or expired one is, where the client hides unknown users. */
export async function refuseCodeOfNobody(
  context: AwsContext,
  found: PoolClient,
  { code, ...nobody }: Nobody & { code: string },
): Promise<never> {
  if (!hidesUsers(found)) throw unknown();
  await context.cognito.codes.take(targetOf(context, found, nobody), code);
  throw expiredCode();
}

function targetOf(
  { cognito }: AwsContext,
  { pool }: PoolClient,
  { name, purpose }: Nobody,
): CodeTarget {
  const username = cognito.nobodies.nameOf(pool, name).toLowerCase();
  return { pool, purpose, user: { username, attributes: {} } };
}

function unknown(): AwsError {
  return new AwsError("UserNotFoundException", "Username/client id combination not found.");
}
