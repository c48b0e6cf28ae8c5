import type { UserPoolDefinition } from "../../../../graph/deployed";
import { AwsError } from "../../service/aws-error";
import type { AwsContext } from "../../service/context";
import { poolSettings, type Alias } from "../describe/pool-settings";
import { callTrigger, triggerAttributes } from "../describe/triggers";
import type { User } from "../store/users";

/** The address that a pool sends codes to: the phone before the mail, as Cognito prefers it. */
export function verifiableAddress(
  pool: UserPoolDefinition,
  user: User,
): { attribute: "email" | "phone_number"; to: string } | undefined {
  const { autoVerified } = poolSettings(pool);
  for (const attribute of ["phone_number", "email"] as const) {
    const to = user.attributes[attribute];
    if (to && autoVerified.includes(attribute)) return { attribute, to };
  }
  return undefined;
}

/** Throws `AliasExistsException` where the address already names another user. */
export function checkAliasFree(
  context: AwsContext,
  { pool, user, alias }: { pool: UserPoolDefinition; user: User; alias: Alias },
): void {
  const value = user.attributes[alias] ?? "";
  const owner = context.cognito.users.ownerOf(pool, alias, value);
  if (owner === undefined || owner === user.username) return;
  const { aliasAttributes, usernameAttributes } = poolSettings(pool);
  if (!aliasAttributes.includes(alias) && !usernameAttributes.includes(alias)) return;
  throw new AwsError("AliasExistsException", `An account with the ${alias} already exists.`);
}

/** Throws where an admin has disabled the user. */
export function checkEnabled({ enabled }: User): void {
  if (!enabled) throw new AwsError("NotAuthorizedException", "User is disabled.");
}

/** Throws where a user is confirmed already. */
export function checkUnconfirmed({ status }: User): void {
  if (status === "UNCONFIRMED") return;
  throw new AwsError(
    "NotAuthorizedException",
    `User cannot be confirmed. Current status is ${status}`,
  );
}

/** Marks a user as confirmed, with the addresses that are proven by it. */
export async function confirmUser(
  context: AwsContext,
  { pool, user, verified }: ConfirmOptions,
): Promise<User> {
  const proven = Object.fromEntries(verified.map((attribute) => [`${attribute}_verified`, "true"]));
  const confirmed = await context.cognito.users.change(pool, user.username, (before) => ({
    ...before,
    status: "CONFIRMED",
    attributes: { ...before.attributes, ...proven },
    modifiedAt: Date.now(),
  }));
  if (!confirmed) throw new AwsError("UserNotFoundException", "User does not exist.");
  return confirmed;
}

export interface ConfirmOptions {
  pool: UserPoolDefinition;
  user: User;
  verified: readonly ("email" | "phone_number")[];
}

/** Calls the trigger behind a confirmation. */
export async function afterConfirmation(
  context: AwsContext,
  call: {
    pool: UserPoolDefinition;
    clientId: string;
    user: User;
    source: "PostConfirmation_ConfirmSignUp" | "PostConfirmation_ConfirmForgotPassword";
    clientMetadata?: Readonly<Record<string, string>> | undefined;
  },
): Promise<void> {
  const { pool, clientId, user, source, clientMetadata = {} } = call;
  await callTrigger(context, "postConfirmation", {
    pool,
    clientId,
    source,
    username: user.username,
    request: { userAttributes: triggerAttributes(user), clientMetadata },
  });
}
