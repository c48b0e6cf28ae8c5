import { createHmac } from "node:crypto";
import type { UserPoolClientDefinition } from "../../../../graph/deployed";
import { equalSecrets } from "../../../sigv4";
import { AwsError } from "../../service/aws-error";
import type { PoolClient } from "../describe/find-pool";

/**
 * Checks the SECRET_HASH of a client with a secret: base64 of HMAC-SHA256(secret, username + client id).
 * https://docs.aws.amazon.com/cognito/latest/developerguide/signing-up-users-in-your-app.html#cognito-user-pools-computing-secret-hash
 */
export function checkSecretHash(
  { client }: PoolClient,
  usernames: readonly string[],
  hash: string | undefined,
): void {
  if (client.secret === undefined) {
    if (hash === undefined) return;
    throw new AwsError(
      "InvalidParameterException",
      `App client ${client.id} is not configured for secret but secret hash was received`,
    );
  }
  if (hash === undefined) {
    throw new AwsError(
      "NotAuthorizedException",
      `Client ${client.id} is configured with secret but SECRET_HASH was not received`,
    );
  }
  const expected = usernames.map((name) => secretHash(client, name) ?? "");
  if (!expected.some((one) => equalSecrets(one, hash))) {
    throw new AwsError(
      "NotAuthorizedException",
      `Unable to verify secret hash for client ${client.id}`,
    );
  }
}

/** The SECRET_HASH of a name; undefined for a client without a secret. */
export function secretHash(
  { id, secret }: UserPoolClientDefinition,
  username: string,
): string | undefined {
  if (secret === undefined) return undefined;
  return createHmac("sha256", secret).update(`${username}${id}`).digest("base64");
}
