import type { AwsContext } from "../service/context";
import type { OperationPermission } from "../service/operation";

/** The ARN of an identity pool, as policies name it. */
export function identityPoolArn(context: AwsContext, poolId: string): string {
  const { partition, region, accountId } = context.definition();
  return `arn:${partition}:cognito-identity:${region}:${accountId}:identitypool/${poolId}`;
}

/** What an operation on one pool asks of its caller. */
export function onPool<Input extends { IdentityPoolId: string }>(
  operation: string,
): OperationPermission<Input> {
  return {
    action: `cognito-identity:${operation}`,
    resource: ({ IdentityPoolId }, context) => identityPoolArn(context, IdentityPoolId),
  };
}
