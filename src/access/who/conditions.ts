import {
  listOf,
  type ConditionElement,
  type PolicyDocument,
  type Statement,
} from "../../iam/language/policy";

/** One key under one operator of a condition. */
export interface ConditionTest {
  /** In small letters, without quantifier and `IfExists`. */
  operator: string;
  /** In small letters, as keys are compared. */
  key: string;
  values: readonly string[];
}

/** The statements of policies; those that are not known have none. */
export function statementsOf(
  policies: readonly (PolicyDocument | "unknown" | undefined)[],
): readonly Statement[] {
  return policies.flatMap((policy) =>
    policy === undefined || policy === "unknown" ? [] : listOf(policy.Statement),
  );
}

/** The tests of a condition. */
export function testsOf(condition: ConditionElement): readonly ConditionTest[] {
  return Object.entries(condition).flatMap(([written, keys]) => {
    const operator = written
      .replace(/^(ForAllValues|ForAnyValue):/i, "")
      .replace(/IfExists$/i, "")
      .toLowerCase();
    return Object.entries(keys).map(([key, values]) => ({
      operator,
      key: key.toLowerCase(),
      values: listOf(values).map(String),
    }));
  });
}

/** `IpAddress aws:SourceIp 203.0.113.0/24` */
export function describeCondition(condition: ConditionElement): string {
  return Object.entries(condition)
    .flatMap(([operator, keys]) =>
      Object.entries(keys).map(
        ([key, values]) => `${operator} ${key} ${listOf(values).map(String).join(" or ")}`,
      ),
    )
    .join(" and ");
}

/** Whether what a policy says depends on more than caller and ARN. */
export function isConditional(policy: PolicyDocument): boolean {
  return statementsOf([policy]).some(
    ({ Condition, Resource, NotResource }) =>
      Condition !== undefined ||
      [...listOf(Resource ?? []), ...listOf(NotResource ?? [])].some((text) => text.includes("${")),
  );
}
