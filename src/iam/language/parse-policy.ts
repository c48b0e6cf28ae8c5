import type { PolicyDocument } from "./policy";

/** A policy whose form AWS accepts, or the first reason why it would not. */
export type ParsedPolicy = { document: PolicyDocument } | { problem: string };

/** Where a policy stands: it decides which elements it must have. */
export type PolicyKind = "identity" | "resource" | "trust";

const statementKeys: ReadonlySet<string> = new Set([
  "Sid",
  "Effect",
  "Action",
  "NotAction",
  "Resource",
  "NotResource",
  "Principal",
  "NotPrincipal",
  "Condition",
]);

type Shape = Readonly<Record<string, unknown>>;

function isShape(value: unknown): value is Shape {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function isTexts(value: unknown): boolean {
  if (typeof value === "string") return true;
  return (
    Array.isArray(value) && value.length > 0 && value.every((item) => typeof item === "string")
  );
}

function isScalars(value: unknown): boolean {
  const items = Array.isArray(value) ? value : [value];
  return items.every((item) => ["string", "number", "boolean"].includes(typeof item));
}

function conditionProblem(condition: unknown): string | undefined {
  if (!isShape(condition)) return "Condition must be an object of operators";
  for (const [operator, keys] of Object.entries(condition)) {
    if (!isShape(keys)) return `Condition ${operator} must be an object of condition keys`;
    const wrong = Object.entries(keys).find(([, values]) => !isScalars(values));
    if (wrong) return `Condition ${operator} ${wrong[0]} must be text or a list of texts`;
  }
  return undefined;
}

function principalProblem(principal: unknown, name: string): string | undefined {
  if (principal === "*") return undefined;
  if (!isShape(principal)) return `${name} must be "*" or an object such as { "AWS": "…" }`;
  const entries = Object.entries(principal);
  if (entries.length === 0) return `${name} is empty`;
  const wrong = entries.find(([, values]) => !isTexts(values));
  return wrong && `${name} ${wrong[0]} must be text or a list of texts`;
}

/** Exactly one of two elements, each of texts. */
function pairProblem(statement: Shape, name: string): string | undefined {
  const given = [name, `Not${name}`].filter((key) => statement[key] !== undefined);
  if (given.length !== 1)
    return `exactly one of ${name} and Not${name} is expected, found ${given.length}`;
  const [key = name] = given;
  return isTexts(statement[key]) ? undefined : `${key} must be text or a list of texts`;
}

function elementsProblem(statement: Shape, kind: PolicyKind | undefined): string | undefined {
  const principals = ["Principal", "NotPrincipal"].filter((key) => statement[key] !== undefined);
  if (principals.length > 1) return "Principal and NotPrincipal stand beside each other";
  if (kind === "identity" && principals.length > 0)
    return "a policy of an identity has no Principal";
  if (kind !== undefined && kind !== "identity" && principals.length === 0)
    return "Principal is missing";
  const resources = statement["Resource"] !== undefined || statement["NotResource"] !== undefined;
  if (kind === "trust") return resources ? "a trust policy has no Resource" : undefined;
  return kind === undefined && !resources && principals.length > 0
    ? undefined
    : pairProblem(statement, "Resource");
}

function statementProblem(statement: unknown, kind: PolicyKind | undefined): string | undefined {
  if (!isShape(statement)) return "must be an object";
  const stranger = Object.keys(statement).find((key) => !statementKeys.has(key));
  if (stranger !== undefined) return `${stranger} is no element of a statement`;
  const effect = statement["Effect"];
  if (effect !== "Allow" && effect !== "Deny")
    return `Effect must be "Allow" or "Deny", found ${JSON.stringify(effect)}`;
  const sid = statement["Sid"];
  if (sid !== undefined && typeof sid !== "string") return "Sid must be text";
  const principal = ["Principal", "NotPrincipal"].find((key) => statement[key] !== undefined);
  return (
    pairProblem(statement, "Action") ??
    elementsProblem(statement, kind) ??
    (principal === undefined ? undefined : principalProblem(statement[principal], principal)) ??
    (statement["Condition"] === undefined ? undefined : conditionProblem(statement["Condition"]))
  );
}

function documentProblem(policy: unknown, kind: PolicyKind | undefined): string | undefined {
  if (!isShape(policy)) return "a policy must be an object";
  const stranger = Object.keys(policy).find((key) => !["Version", "Id", "Statement"].includes(key));
  if (stranger !== undefined) return `${stranger} is no element of a policy`;
  const version = policy["Version"];
  if (version !== undefined && version !== "2012-10-17" && version !== "2008-10-17")
    return `Version must be "2012-10-17" or "2008-10-17", found ${JSON.stringify(version)}`;
  if (policy["Statement"] === undefined) return "Statement is missing";
  const statements = Array.isArray(policy["Statement"])
    ? policy["Statement"]
    : [policy["Statement"]];
  if (statements.length === 0) return "Statement is empty";
  for (const [index, statement] of statements.entries()) {
    const problem = statementProblem(statement, kind);
    if (problem !== undefined) return `statement ${index + 1}: ${problem}`;
  }
  return undefined;
}

/**
 * Reads a policy from JSON text or data and checks its form by the IAM grammar.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html
 */
export function parsePolicy(source: unknown, kind?: PolicyKind): ParsedPolicy {
  let policy = source;
  if (typeof source === "string") {
    try {
      policy = JSON.parse(source);
    } catch {
      return { problem: "the policy is not JSON" };
    }
  }
  const problem = documentProblem(policy, kind);
  return problem === undefined ? { document: policy as PolicyDocument } : { problem };
}
