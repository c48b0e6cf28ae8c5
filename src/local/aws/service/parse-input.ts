import type { z } from "zod";
import { AwsError } from "./aws-error";

/** The input of an operation, or AWS's refusal that lists what is wrong. */
export function parseInput<Input>(schema: z.ZodType<Input>, input: unknown): Input {
  const result = schema.safeParse(withoutNulls(input) ?? {}, { reportInput: true });
  if (result.success) return result.data;
  const { issues } = result.error;
  for (const issue of issues) {
    if (issue.code === "invalid_type" && !isAbsent(issue.input)) throw wrongType(issue);
  }
  const faults = issues.map(
    (issue) => `${valueAt(issue)} failed to satisfy constraint: ${fault(issue)}`,
  );
  const count = `${faults.length} validation error${faults.length > 1 ? "s" : ""} detected: `;
  throw new AwsError("InvalidParameterException", count + faults.join("; "));
}

/** Members that are null are absent, as amazon-cognito-identity-js leaves them: awsJson1_1, "null values". */
export function withoutNulls(input: unknown): unknown {
  if (Array.isArray(input)) return input.map(withoutNulls);
  if (input === null || typeof input !== "object") return input;
  const members = Object.entries(input).filter(([, value]) => value !== null);
  return Object.fromEntries(members.map(([name, value]) => [name, withoutNulls(value)]));
}

function isAbsent(value: unknown): boolean {
  return value === undefined || value === null;
}

/** What cannot be read at all does not come to the constraints. */
function wrongType(issue: z.core.$ZodIssueInvalidType): AwsError {
  const found = Array.isArray(issue.input)
    ? "Start of list"
    : typeof issue.input === "object"
      ? "Start of structure or map"
      : undefined;
  if (found !== undefined) {
    return new AwsError("SerializationException", `${found} found where not expected.`);
  }
  const value = `${(typeof issue.input).toUpperCase()}_VALUE`;
  const wanted = issue.expected === "int" ? "Integer" : issue.expected;
  const name = wanted.charAt(0).toUpperCase() + wanted.slice(1);
  return new AwsError("SerializationException", `${value} can not be converted to ${name}`);
}

/** Members whose values AWS does not repeat: its API model calls them sensitive. */
const sensitive = new Set(
  "Username Password PreviousPassword ProposedPassword TemporaryPassword SecretHash AccessToken RefreshToken Token Session UserCode ClientSecret Value".split(
    " ",
  ),
);

function valueAt(issue: z.core.$ZodIssue): string {
  const at = `at '${memberName(issue.path)}'`;
  if (sensitive.has(String(issue.path.at(-1)))) return `Value ${at}`;
  if (isAbsent(issue.input)) return `Value null ${at}`;
  const shown = ["string", "number", "boolean"].includes(typeof issue.input);
  return shown ? `Value '${String(issue.input)}' ${at}` : `Value ${at}`;
}

function fault(issue: z.core.$ZodIssue): string {
  if (isAbsent(issue.input)) return "Member must not be null";
  const measure = "origin" in issue && issue.origin === "number" ? "have value" : "have length";
  if (issue.code === "too_small") {
    return `Member must ${measure} greater than or equal to ${issue.minimum}`;
  }
  if (issue.code === "too_big") {
    return `Member must ${measure} less than or equal to ${issue.maximum}`;
  }
  if (issue.code === "invalid_value") {
    return `Member must satisfy enum value set: [${issue.values.map(String).join(", ")}]`;
  }
  if (issue.code === "invalid_format") {
    return `Member must satisfy regular expression pattern: ${issue.message}`;
  }
  return "Member must satisfy the operation's constraints";
}

/** `Username` → `username`, `UserAttributes[0].Name` → `userAttributes.1.member.name`, as AWS names members. */
function memberName(path: readonly PropertyKey[]): string {
  return path
    .map((part) => {
      if (typeof part === "number") return `${part + 1}.member`;
      const text = String(part);
      return text.charAt(0).toLowerCase() + text.slice(1);
    })
    .join(".");
}
