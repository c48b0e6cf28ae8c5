import { isRecord } from "../../access/values";
import type { PolicyDocument } from "../../iam/policy";

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
  if (!isRecord(policyDocument) || policyDocument["Statement"] === undefined) {
    return "its result lacks policyDocument with a Statement";
  }
  const fault = checkStatements(policyDocument["Statement"]);
  if (fault) return fault;
  const strings = readContext(context);
  if (typeof strings === "string") return strings;
  return {
    principalId,
    policy: policyDocument as unknown as PolicyDocument,
    context: strings,
    ...(typeof usageIdentifierKey === "string" ? { usageIdentifierKey } : {}),
  };
}

function checkStatements(statements: unknown): string | undefined {
  for (const statement of [statements].flat()) {
    if (!isRecord(statement)) return "a statement of its policy is no object";
    const effect = statement["Effect"];
    if (effect !== "Allow" && effect !== "Deny") {
      return `a statement of its policy has the Effect ${JSON.stringify(effect)}; expected "Allow" or "Deny"`;
    }
    const resources = [statement["Resource"] ?? statement["NotResource"] ?? []].flat();
    // aws-facts.md 4: a Resource has at most 512 characters.
    const long = resources.find((one) => typeof one !== "string" || one.length > 512);
    if (long !== undefined) {
      return "a Resource of its policy is no text of at most 512 characters";
    }
  }
  return undefined;
}

/** Values become strings; an object or a list is a configuration error, null stays, aws-facts.md 4. */
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
