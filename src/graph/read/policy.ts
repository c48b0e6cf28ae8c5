import { parsePolicy, type PolicyKind } from "../../iam/language/parse-policy";
import type { OneOrMany, PolicyDocument, Statement } from "../../iam/language/policy";
import type { Reading } from "./reading";
import { holdsUnknown } from "../../base/values";

/** Where an API's resource policy is stored: what `execute-api:/` stands for. */
export interface PolicyHome {
  partition: string;
  region: string;
  accountId: string;
  apiId: string;
}

/** What to read a policy from, and how messages call it. */
export interface PolicySource {
  value: unknown;
  kind: PolicyKind;
  /** `RolePolicy "billing"` */
  where: string;
}

/** A policy of the graph; `"unknown"`, which refuses, where it depends on an unknown or AWS would not take it. */
export function readPolicy(
  { value, kind, where }: PolicySource,
  reading: Reading,
): PolicyDocument | "unknown" {
  if (holdsUnknown(value)) {
    reading.warn(`${where}: the policy depends on a value that is not known, so it refuses.`);
    return "unknown";
  }
  const parsed = parsePolicy(value, kind);
  if ("document" in parsed) return parsed.document;
  reading.problem(`${where}: AWS refuses this policy: ${parsed.problem}.`);
  return "unknown";
}

function mapped(values: OneOrMany<string>, change: (text: string) => string): OneOrMany<string> {
  return typeof values === "string" ? change(values) : values.map(change);
}

/**
 * The policy as API Gateway stores it: `execute-api:/stage/VERB/path` as the full ARN.
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-resource-policies-examples.html
 */
export function expandPolicy(document: PolicyDocument, home: PolicyHome): PolicyDocument {
  const { partition, region, accountId, apiId } = home;
  const prefix = `arn:${partition}:execute-api:${region}:${accountId}:${apiId}/`;
  const full = (resource: string): string => resource.replace(/^execute-api:\//, prefix);
  const expand = (statement: Statement): Statement => ({
    ...statement,
    ...(statement.Resource === undefined ? {} : { Resource: mapped(statement.Resource, full) }),
    ...(statement.NotResource === undefined
      ? {}
      : { NotResource: mapped(statement.NotResource, full) }),
  });
  const statements = document.Statement;
  return {
    ...document,
    Statement: Array.isArray(statements)
      ? (statements as readonly Statement[]).map(expand)
      : expand(statements as Statement),
  };
}
