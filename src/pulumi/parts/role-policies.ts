import {
  inlinePolicyLimit,
  managedPoliciesPerRole,
  policySize,
  splitPolicies,
} from "../../iam/write/policy-size";
import type { Statement } from "../../iam/language/policy";
import { runError } from "../run-error";

/** A role's statements put into policies: inline where they fit, else managed ones, those with Denies first. */
export interface PlacedStatements {
  inline: Statement[];
  managed: Statement[][];
}

/**
 * Divides a role's statements over policies before a limit of IAM is met.
 * @throws RunError where no number of policies that a role may have would do
 */
export function placeStatements(
  statements: readonly Statement[],
  options: { role: string; otherSize: number },
): PlacedStatements {
  if (policySize(statements) + options.otherSize <= inlinePolicyLimit) {
    return { inline: [...statements], managed: [] };
  }
  const denies = statements.filter(({ Effect }) => Effect === "Deny");
  const allows = statements.filter(({ Effect }) => Effect !== "Deny");
  const managed = splitPolicies([...denies, ...allows]);
  if (managed.length > managedPoliciesPerRole || options.otherSize > inlinePolicyLimit) {
    throw runError(
      `${options.role}: its statements do not fit into the policies of one role. Expected at most ` +
        `${managedPoliciesPerRole} managed policies, found ${managed.length}. Name fewer rows in its calls, or divide it in two.`,
    );
  }
  return { inline: [], managed };
}
