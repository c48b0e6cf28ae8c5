import { mayInvoke } from "../../access/lambda-permission";
import { evaluate } from "../../iam/evaluate";
import type { AccessRequest, PolicyDocument } from "../../iam/policy";
import type { Compiled } from "./compiled";

/** A call of a function by API Gateway. */
export interface PermissionQuestion {
  /** With its qualifier, where the integration names one. */
  functionArn: string;
  /** The role that the gateway assumes instead of asking for a permission. */
  credentials: string | undefined;
  sourceArn: string;
  sourceAccount: string;
}

const service = "apigateway.amazonaws.com";

/** Why API Gateway may not invoke a function, or undefined where it may or where no such function is known. */
export function permissionFault(graph: Compiled, question: PermissionQuestion): string | undefined {
  const found = graph.functions.get(question.functionArn);
  if (!found) return undefined;
  if (question.credentials !== undefined) return roleFault(graph, question);
  if (mayInvoke(found, { service, ...question })) return undefined;
  const given = found.permissions.map(({ sourceArn }) => sourceArn ?? "any source").join(", ");
  return `no Lambda permission of ${found.functionName} lets ${service} invoke it from ${question.sourceArn}; it has: ${given || "none"}`;
}

/** A role counts only if it trusts API Gateway and all of its policies are known and open the function. */
function roleFault(graph: Compiled, question: PermissionQuestion): string | undefined {
  const role = graph.roles.get(question.credentials!);
  if (!role) return `the graph has no role ${question.credentials}`;
  const { arn, trust, policies, permissionsBoundary: boundary } = role;
  const { sourceArn, sourceAccount } = question;
  const trusts = allows([trust], {
    action: "sts:AssumeRole",
    resource: arn,
    principal: { arn: service, accountId: sourceAccount, service },
    context: { "aws:SourceArn": sourceArn, "aws:SourceAccount": sourceAccount },
  });
  if (!trusts) return `the role ${arn} does not trust ${service}`;
  if (policies.includes("unknown")) return `a policy of the role ${arn} is not known`;
  const invoke = { action: "lambda:InvokeFunction", resource: question.functionArn, context: {} };
  const within = boundary === undefined || allows([boundary], invoke);
  return within && allows(policies, invoke)
    ? undefined
    : `the role ${arn} may not invoke ${question.functionArn}`;
}

function allows(
  policies: readonly (PolicyDocument | "unknown")[],
  request: AccessRequest,
): boolean {
  if (policies.includes("unknown")) return false;
  return evaluate(policies as readonly PolicyDocument[], request).result === "allowed";
}
