import { evaluate } from "../../iam/evaluate";
import { matchesText } from "../../iam/glob";
import type { PermissionDefinition } from "../../access/definition";
import type { Compiled } from "./compile";

/** A call of a function by API Gateway. */
export interface PermissionQuestion {
  /** With its qualifier, where the integration names one. */
  functionArn: string;
  /** The role that the gateway assumes instead of asking for a permission. */
  credentials: string | undefined;
  sourceArn: string;
  sourceAccount: string;
}

/** Why API Gateway may not invoke a function, or undefined where it may or where no such function is known. */
export function permissionFault(graph: Compiled, question: PermissionQuestion): string | undefined {
  const found = graph.functions.get(question.functionArn);
  if (!found) return undefined;
  if (question.credentials !== undefined) return roleFault(graph, question);
  const qualifier = question.functionArn.slice(found.arn.length + 1) || undefined;
  const fits = (permission: PermissionDefinition): boolean =>
    /^(\*|lambda:(\*|InvokeFunction))$/i.test(permission.action) &&
    (permission.principal === "apigateway.amazonaws.com" || permission.principal === "*") &&
    permission.qualifier === qualifier &&
    (permission.sourceAccount === undefined ||
      permission.sourceAccount === question.sourceAccount) &&
    (permission.sourceArn === undefined || matchesText(permission.sourceArn, question.sourceArn));
  if (found.permissions.some(fits)) return undefined;
  const given = found.permissions.map(({ sourceArn }) => sourceArn ?? "any source").join(", ");
  return `no Lambda permission of ${found.functionName} lets apigateway.amazonaws.com invoke it from ${question.sourceArn}; it has: ${given || "none"}`;
}

function roleFault(graph: Compiled, question: PermissionQuestion): string | undefined {
  const role = graph.roles.get(question.credentials!);
  if (!role) return `the graph has no role ${question.credentials}`;
  if (role.policies.includes("unknown")) return `a policy of the role ${role.arn} is not known`;
  const documents = role.policies.filter((policy) => policy !== "unknown");
  const verdict = evaluate(documents, {
    action: "lambda:InvokeFunction",
    resource: question.functionArn,
    context: {},
  });
  return verdict.result === "allowed"
    ? undefined
    : `the role ${role.arn} may not invoke ${question.functionArn}`;
}
