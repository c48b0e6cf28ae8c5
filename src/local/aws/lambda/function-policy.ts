import type { FunctionDefinition } from "../../../access/definition";
import type { PolicyDocument, Statement } from "../../../iam/policy";
import type { LambdaTarget } from "./target";

/** The policy that a function's permissions make up, for the qualifier that was called. */
export function functionPolicy(fn: FunctionDefinition, target: LambdaTarget): PolicyDocument {
  const statements = fn.permissions
    .filter(({ qualifier }) => qualifier === target.qualifier)
    .map((permission): Statement => {
      const { principal, sourceArn, sourceAccount, action } = permission;
      const isService = /\.amazonaws\.com(\.cn)?$/.test(principal);
      return {
        Effect: "Allow",
        Action: action,
        Resource: target.arn,
        Principal:
          principal === "*" ? "*" : isService ? { Service: principal } : { AWS: principal },
        ...((sourceArn !== undefined || sourceAccount !== undefined) && {
          Condition: {
            ...(sourceArn !== undefined && { ArnLike: { "aws:SourceArn": sourceArn } }),
            ...(sourceAccount !== undefined && {
              StringEquals: { "aws:SourceAccount": sourceAccount },
            }),
          },
        }),
      };
    });
  return { Version: "2012-10-17", Statement: statements };
}
