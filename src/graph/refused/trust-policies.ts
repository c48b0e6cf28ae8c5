import { operators } from "../../iam/language/condition-operators";
import { nameOf } from "../read/reading";
import { types } from "../types";
import { dataOf, holdsUnknown, isRecord, listOf } from "../../base/values";
import type { Rule } from "./judged";
import { sizeOf } from "./policy-sizes";

/** @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html */
const longestTrust = 2_048;

/** Trust policies that are longer than IAM takes. */
export const trustProblems: Rule = ({ reading }) =>
  reading.index.all(types.role).flatMap((entry) => {
    const size = sizeOf(entry.inputs["assumeRolePolicy"]);
    if (size <= longestTrust) return [];
    return [
      `${nameOf(entry)}: its trust policy is too long. Expected at most ${longestTrust} characters, found ${size}. ` +
        "Let fewer assume this role, and make another for the others.",
    ];
  });

const documents: readonly (readonly [type: string, input: string])[] = [
  [types.role, "assumeRolePolicy"],
  [types.rolePolicy, "policy"],
  [types.policy, "policy"],
  [types.userPolicy, "policy"],
  [types.groupPolicy, "policy"],
];

/** Condition operators that IAM does not have: it refuses the whole policy. */
export const conditionProblems: Rule = ({ reading }) =>
  documents.flatMap(([type, input]) =>
    reading.index
      .all(type)
      .flatMap((entry) =>
        unknownOperators(entry.inputs[input]).map(
          (operator) =>
            `${nameOf(entry)}: IAM has no condition operator ${JSON.stringify(operator)} (MalformedPolicyDocument). ` +
            "Expected one such as StringEquals, StringLike, ArnLike, IpAddress, Bool or Null. Correct its spelling.",
        ),
      ),
  );

function unknownOperators(document: unknown): readonly string[] {
  if (document === undefined || holdsUnknown(document)) return [];
  const policy = dataOf(document);
  const statements = isRecord(policy) ? listOf(policy["Statement"]) : [];
  const written = statements.flatMap((statement) => {
    const condition = isRecord(statement) ? statement["Condition"] : undefined;
    return isRecord(condition) ? Object.keys(condition) : [];
  });
  return [...new Set(written)].filter((operator) => !isOperator(operator));
}

/** @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html */
function isOperator(operator: string): boolean {
  const name = operator.toLowerCase().replace(/^for(?:allvalues|anyvalue):/, "");
  if (name === "null") return true;
  return operators.has(name.replace(/ifexists$/, ""));
}
