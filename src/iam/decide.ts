import { evaluate } from "./evaluate";
import type { Policies } from "./execute-api";
import type { AccessRequest, PolicyDocument, Statement } from "./language/policy";

/** One permission of a function, as AddPermission takes it. */
export interface InvokePermission {
  action: string;
  principal: string;
  qualifier?: string;
  /** May hold `*` and `?`. */
  sourceArn?: string;
  sourceAccount?: string;
}

/** A function with its permissions; `arn` without qualifier. */
export interface PermittedFunction {
  arn: string;
  permissions: readonly InvokePermission[];
}

/** A role that a service may assume. */
export interface AssumedRole {
  arn: string;
  trust: PolicyDocument | "unknown";
  policies: Policies;
  permissionsBoundary?: PolicyDocument | "unknown";
}

/** A service that invokes a function on behalf of one of its resources. */
export interface ServiceInvocation {
  /** `apigateway.amazonaws.com` */
  service: string;
  /** With its qualifier, where one is named. */
  functionArn: string;
  sourceArn: string;
  sourceAccount: string;
}

/** Why a service may not invoke a function as a role. */
export type RoleRefusal = "trust" | "unknownPolicy" | "boundary" | "policies";

function statementOf(permission: InvokePermission, functionArn: string): Statement {
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
export function functionPolicy(fn: PermittedFunction, functionArn: string): PolicyDocument {
  const qualifier = functionArn.slice(fn.arn.length + 1) || undefined;
  return {
    Version: "2012-10-17",
    Statement: fn.permissions
      .filter((permission) => permission.qualifier === qualifier)
      .map((permission) => statementOf(permission, functionArn)),
  };
}

function allows(policies: Policies, request: AccessRequest): boolean {
  if (policies.includes("unknown")) return false;
  return evaluate(policies as readonly PolicyDocument[], request).result === "allowed";
}

function sourceOf({ service, sourceArn, sourceAccount }: ServiceInvocation) {
  return {
    principal: { arn: service, accountId: sourceAccount, service },
    context: { "aws:SourceArn": sourceArn, "aws:SourceAccount": sourceAccount },
  };
}

/** Whether a function's permissions let a service invoke it. */
export function mayInvoke(fn: PermittedFunction, invocation: ServiceInvocation): boolean {
  const { functionArn } = invocation;
  return allows([functionPolicy(fn, functionArn)], {
    action: "lambda:InvokeFunction",
    resource: functionArn,
    ...sourceOf(invocation),
  });
}

/** Why a service may not invoke a function as a role: its trust, boundary and policies must all allow. */
export function roleRefusal(
  { arn, trust, policies, permissionsBoundary }: AssumedRole,
  invocation: ServiceInvocation,
): RoleRefusal | undefined {
  const assume = { action: "sts:AssumeRole", resource: arn, ...sourceOf(invocation) };
  if (!allows([trust], assume)) return "trust";
  if (policies.includes("unknown")) return "unknownPolicy";
  const resource = invocation.functionArn;
  const invoke = { action: "lambda:InvokeFunction", resource, context: {} };
  if (permissionsBoundary !== undefined && !allows([permissionsBoundary], invoke))
    return "boundary";
  return allows(policies, invoke) ? undefined : "policies";
}
