import { AwsError } from "../../service/aws-error";
import type { AwsContext } from "../../service/context";
import { checkAttributes } from "../user/attributes";
import { clientSettings } from "../describe/client-settings";
import type { SignInOptions } from "./finish-sign-in";
import { addUser, newUser } from "../sign-up/new-user";
import { poolSettings } from "../describe/pool-settings";
import { recordOf } from "../describe/read-input";
import { keepPassword, withPassword } from "../sign-up/set-password";
import { callTrigger } from "../describe/triggers";
import type { User } from "../store/users";

/**
 * Asks the pool's trigger for a user that the pool does not know, and adds them; undefined where the pool
 * has no such trigger, and where it knows nobody and the client hides unknown users.
 * https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-lambda-migrate-user.html
 */
export async function migrateUser(
  context: AwsContext,
  { pool, client, clientMetadata = {} }: SignInOptions,
  { username, password }: { username: string; password?: string },
): Promise<User | undefined> {
  if (poolSettings(pool).triggers["userMigration"] === undefined) return undefined;
  const forgotten = password === undefined;
  const response = await callTrigger(context, "userMigration", {
    pool,
    clientId: client.id,
    source: forgotten ? "UserMigration_ForgotPassword" : "UserMigration_Authentication",
    username,
    request: { password: password ?? null, validationData: null, clientMetadata },
    response: {
      userAttributes: null,
      forceAliasCreation: null,
      finalUserStatus: null,
      messageAction: null,
      desiredDeliveryMediums: null,
    },
  }).catch((error: unknown) => {
    if (!(error instanceof AwsError)) throw error;
    return undefined;
  });
  const given = recordOf(response?.["userAttributes"]);
  if (Object.keys(given).length === 0) {
    if (clientSettings(client).hideUnknownUsers) return undefined;
    throw failed(client.id);
  }
  const attributes = Object.fromEntries(
    Object.entries(given)
      .filter(([name]) => !["username", "sub"].includes(name))
      .map(([name, value]) => [name, String(value)]),
  );
  checkAttributes(pool, attributes);
  const confirmed = response?.["finalUserStatus"] === "CONFIRMED";
  const status = confirmed ? "CONFIRMED" : "RESET_REQUIRED";
  const user = newUser(pool, { name: username, attributes, status });
  const kept =
    password === undefined ? user : withPassword(user, await keepPassword(pool, user, password));
  await addUser(context.cognito.users, pool, kept);
  return kept;
}

function failed(clientId: string): AwsError {
  return new AwsError(
    "UserNotFoundException",
    `Exception migrating user in app client ${clientId}`,
  );
}
