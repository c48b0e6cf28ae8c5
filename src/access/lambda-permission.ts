import { evaluate } from "../iam/evaluate";
import type { PolicyDocument, Statement } from "../iam/policy";
import type { FunctionDefinition, PermissionDefinition } from "./definition";

/** A service that invokes a function on behalf of one of its resources. */
export interface ServiceInvocation {
  /** `apigateway.amazonaws.com` */
  service: string;
  /** With its qualifier, where one is named. */
  functionArn: string;
  sourceArn: string;
  sourceAccount: string;
}

function statementOf(permission: PermissionDefinition, functionArn: string): Statement {
  const { principal, sourceArn, sourceAccount, action } = permission;
  const isService = /\.amazonaws\.com(\.cn)?$/.test(principal);
  return {
    Effect: "Allow",
    Action: action,
    Resource: functionArn,
    Principal: principal === "*" ? "*" : isService ? { Service: principal } : { AWS: principal },
    ...((sourceArn !== undefined || sourceAccount !== undefined) && {
      Condition: {
        ...(sourceArn !== undefined && { ArnLike: { "aws:SourceArn": sourceArn } }),
        ...(sourceAccount !== undefined && {
          StringEquals: { "aws:SourceAccount": sourceAccount },
        }),
      },
    }),
  };
}

/**
 * The resource policy that a function's permissions make up, for the qualifier in the ARN.
 * @see https://docs.aws.amazon.com/lambda/latest/dg/access-control-resource-based.html
 */
export function functionPolicy(fn: FunctionDefinition, functionArn: string): PolicyDocument {
  const qualifier = functionArn.slice(fn.arn.length + 1) || undefined;
  return {
    Version: "2012-10-17",
    Statement: fn.permissions
      .filter((permission) => permission.qualifier === qualifier)
      .map((permission) => statementOf(permission, functionArn)),
  };
}

/** Whether a function's permissions let a service invoke it. */
export function mayInvoke(fn: FunctionDefinition, invocation: ServiceInvocation): boolean {
  const { service, functionArn, sourceArn, sourceAccount } = invocation;
  const verdict = evaluate([functionPolicy(fn, functionArn)], {
    action: "lambda:InvokeFunction",
    resource: functionArn,
    principal: { arn: service, accountId: sourceAccount, service },
    context: { "aws:SourceArn": sourceArn, "aws:SourceAccount": sourceAccount },
  });
  return verdict.result === "allowed";
}
