import { isRecord } from "../../../base/values";
import { parsePolicy } from "../../../iam/language/parse-policy";
import { listOf, type PolicyDocument } from "../../../iam/language/policy";

/** What an authorizer's function said, checked. */
export interface AuthorizerAnswer {
  principalId: string;
  policy: PolicyDocument;
  /** As they go into `requestContext.authorizer`: strings, and null. */
  context: Readonly<Record<string, string | null>>;
  usageIdentifierKey?: string;
}

/** Reads the result of an authorizer's function; a text says what is wrong with it. */
export function readAuthorizerAnswer(payload: string): AuthorizerAnswer | string {
  let value: unknown;
  try {
    value = JSON.parse(payload);
  } catch {
    return "its result is not JSON";
  }
  if (!isRecord(value)) return `its result is ${payload.slice(0, 80)}; expected an object`;
  const { principalId, policyDocument, context, usageIdentifierKey } = value;
  if (typeof principalId !== "string") return "its result lacks principalId, a text";
  if (!isRecord(policyDocument)) return "its result lacks policyDocument, an object";
  // What is no policy by the grammar is a configuration error, `"Condition": null` among it
  // (recorded: aws-lambda-dotnet#2022, aws-lambda-rust-runtime#863).
  const parsed = parsePolicy(policyDocument, "identity");
  if ("problem" in parsed) return `its policy cannot be read: ${parsed.problem}`;
  if (hasLongResource(parsed.document)) {
    return "a Resource of its policy has more than 512 characters";
  }
  const strings = readContext(context);
  if (typeof strings === "string") return strings;
  return {
    principalId,
    policy: parsed.document,
    context: strings,
    ...(typeof usageIdentifierKey === "string" ? { usageIdentifierKey } : {}),
  };
}

/** A Resource has at most 512 characters, docs/aws-facts.md 4. */
function hasLongResource({ Statement }: PolicyDocument): boolean {
  return listOf(Statement)
    .flatMap(({ Resource, NotResource }) => listOf(Resource ?? NotResource ?? []))
    .some((resource) => resource.length > 512);
}

/** Values become strings; an object or a list is a configuration error, null stays, docs/aws-facts.md 4. */
function readContext(context: unknown): Record<string, string | null> | string {
  if (context === undefined || context === null) return {};
  if (!isRecord(context)) return "its context is no object";
  const strings: Record<string, string | null> = {};
  for (const [name, value] of Object.entries(context)) {
    if (typeof value === "object" && value !== null) {
      return `its context value ${name} is an object or a list; API Gateway takes texts, numbers and booleans`;
    }
    strings[name] = value === null ? null : String(value);
  }
  return strings;
}
