import { z } from "zod";
import type { UserPoolDefinition } from "../../../../graph/deployed";
import { AwsError } from "../../service/aws-error";
import type { AwsContext } from "../../service/context";
import type { OperationPermission } from "../../service/operation";
import { findPool, poolArn } from "../describe/find-pool";
import type { User } from "../store/users";
import { username, userPoolId } from "../describe/shapes";

/** Which user an admin operation is about. */
export const adminTarget = z.object({
  UserPoolId: userPoolId,
  Username: username,
});

/** The user of an admin operation; throws `UserNotFoundException`. */
export function adminUser(
  context: AwsContext,
  input: z.output<typeof adminTarget>,
): { pool: UserPoolDefinition; user: User } {
  const pool = findPool(context, input.UserPoolId);
  const user = context.cognito.users.find(pool, input.Username);
  if (!user) throw new AwsError("UserNotFoundException", "User does not exist.");
  return { pool, user };
}

/** Changes the user of an admin operation. */
export async function changeUser(
  context: AwsContext,
  input: z.output<typeof adminTarget>,
  change: (user: User) => User,
): Promise<object> {
  const { pool, user } = adminUser(context, input);
  await context.cognito.users.change(pool, user.username, (before) => ({
    ...change(before),
    modifiedAt: Date.now(),
  }));
  return {};
}

/** The permission that an operation on a pool asks for. */
export function poolPermission<Input extends { UserPoolId: string }>(
  action: string,
): OperationPermission<Input> {
  return {
    action: `cognito-idp:${action}`,
    resource: ({ UserPoolId }, context) => poolArn(UserPoolId, context),
  };
}

/** Cognito's times: seconds since 1970 with a fraction. */
export function seconds(milliseconds: number): number {
  return milliseconds / 1000;
}
