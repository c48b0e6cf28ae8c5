import type { Deployed } from "../../../graph/deployed";
import { managedPolicy } from "../../../iam/managed-policies";
import { types } from "../../../graph/types";
import { holdsUnknown, recordOf, reveal } from "../../../base/values";
import { parsePolicy } from "../../../iam/language/parse-policy";
import type { PolicyDocument } from "../../../iam/language/policy";
import { AwsError } from "../service/aws-error";

type Policy = PolicyDocument | "unknown";

/** A session's own policies: the inline one, and the managed ones that are named by ARN. */
export function sessionPolicies(
  input: { Policy?: string | undefined; PolicyArns?: readonly { arn: string }[] | undefined },
  definition: Deployed,
): Policy[] {
  const named = (input.PolicyArns ?? []).map(({ arn }) => policyOf(arn, definition));
  return [...readSessionPolicy(input.Policy), ...named];
}

/** A session policy from its text; throws `MalformedPolicyDocument`. */
function readSessionPolicy(text: string | undefined): PolicyDocument[] {
  if (text === undefined) return [];
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw malformed("This policy contains invalid Json");
  }
  const parsed = parsePolicy(value, "identity");
  if ("problem" in parsed) throw malformed(parsed.problem);
  return [parsed.document];
}

/** A managed policy of the graph or of AWS; one that is not known here refuses everything. */
function policyOf(arn: string, { graph }: Deployed): Policy {
  const own = graph.find(
    ({ type, outputs }) => type === types.policy && recordOf(reveal(outputs))["arn"] === arn,
  );
  if (own) {
    const document = recordOf(reveal(own.inputs))["policy"];
    if (holdsUnknown(document)) return "unknown";
    const parsed = parsePolicy(document, "identity");
    return "problem" in parsed ? "unknown" : parsed.document;
  }
  const managed = managedPolicy(arn);
  if (typeof managed === "object") return managed;
  if (managed === "silent" || /^arn:[^:]+:iam::aws:policy\//.test(arn)) return "unknown";
  throw malformed(`The specified managed policy ${arn} does not exist.`);
}

function malformed(message: string): AwsError {
  return new AwsError("MalformedPolicyDocument", message);
}
