import type { PolicyDocument, Statement } from "../language/policy";

/**
 * Characters that all inline policies of a role may have together, white space not counted.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html
 */
export const inlinePolicyLimit = 10_240;
/** Characters of one managed policy, white space not counted. */
export const managedPolicyLimit = 6_144;
/** Managed policies that a role may have unless AWS has raised the quota. */
export const managedPoliciesPerRole = 10;

/** A document of some statements. */
export function policyOf(statements: readonly Statement[]): PolicyDocument {
  return { Version: "2012-10-17", Statement: statements };
}

/** The length of a document of some statements, as IAM counts it. */
export function policySize(statements: readonly Statement[]): number {
  return JSON.stringify(policyOf(statements)).length;
}

/**
 * Statements in groups whose documents stay within a limit, their order kept; a statement that is too long
 * alone is split by its resources. All groups must go to one role: a Deny in one refuses what another allows.
 * Throws where one resource alone is over the limit.
 */
export function splitPolicies(
  statements: readonly Statement[],
  limit: number = managedPolicyLimit,
): Statement[][] {
  const groups: Statement[][] = [];
  for (const statement of statements.flatMap((whole) => piecesOf(whole, limit))) {
    const last = groups[groups.length - 1];
    if (last && policySize([...last, statement]) <= limit) last.push(statement);
    else groups.push([statement]);
  }
  return groups;
}

function piecesOf(statement: Statement, limit: number): Statement[] {
  if (policySize([statement]) <= limit) return [statement];
  const { Resource: resources } = statement;
  if (typeof resources === "string" || resources === undefined || resources.length < 2) {
    throw new Error(
      `A statement of ${policySize([statement])} characters does not fit into a policy of ${limit} and names no list of resources to split.`,
    );
  }
  const half = Math.ceil(resources.length / 2);
  return [resources.slice(0, half), resources.slice(half)].flatMap((part, i) => {
    const Sid = statement.Sid === undefined ? {} : { Sid: `${statement.Sid}${i}` };
    return piecesOf({ ...statement, ...Sid, Resource: part }, limit);
  });
}
