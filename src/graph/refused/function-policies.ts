import type { FunctionDefinition, PermissionDefinition } from "../deployed";
import { inAwsWords, type Rule } from "./judged";

/** A function's resource policy, one for each qualifier; the quota can not be raised. */
export const largestPolicy = 20_480;

/** A permission as Lambda writes it into the policy. */
function statementOf(permission: PermissionDefinition, resource: string): object {
  const { statementId, principal, action, sourceArn, sourceAccount } = permission;
  const service = principal.includes(".amazonaws.com");
  const conditions = {
    ...(sourceAccount === undefined
      ? {}
      : { StringEquals: { "AWS:SourceAccount": sourceAccount } }),
    ...(sourceArn === undefined ? {} : { ArnLike: { "AWS:SourceArn": sourceArn } }),
  };
  return {
    Sid: statementId,
    Effect: "Allow",
    Principal: principal === "*" ? "*" : { [service ? "Service" : "AWS"]: principal },
    Action: action,
    Resource: resource,
    ...(Object.keys(conditions).length > 0 ? { Condition: conditions } : {}),
  };
}

/** How long the policies are that a function's permissions make up, one for each qualifier. */
export function functionPolicySizes({
  arn,
  permissions,
}: FunctionDefinition): readonly { permissions: number; length: number }[] {
  const qualifiers = new Set(permissions.map(({ qualifier }) => qualifier));
  return [...qualifiers].map((qualifier) => {
    const own = permissions.filter((permission) => permission.qualifier === qualifier);
    const resource = qualifier === undefined ? arn : `${arn}:${qualifier}`;
    const policy = {
      Version: "2012-10-17",
      Id: "default",
      Statement: own.map((permission) => statementOf(permission, resource)),
    };
    return { permissions: own.length, length: JSON.stringify(policy).length };
  });
}

function problemsOf(fn: FunctionDefinition): readonly string[] {
  return functionPolicySizes(fn).flatMap(({ permissions, length }) => {
    if (length <= largestPolicy) return [];
    const refusal = inAwsWords(
      `The final policy size (${length}) is bigger than the limit (${largestPolicy}).`,
    );
    return [
      `Function "${fn.name}": its ${permissions} permissions make a policy of ${length} bytes, at most ${largestPolicy} are allowed. ${refusal} Let one permission's sourceArn cover several methods.`,
    ];
  });
}

/** Functions with more permissions than Lambda keeps. */
export const functionPolicyProblems: Rule = ({ definition }) =>
  definition.functions.flatMap(problemsOf);
