import type { z } from "zod";
import { AwsError } from "./aws-error";

/** The input of an operation, or AWS's `InvalidParameterException` that lists what is wrong. */
export function parseInput<Input>(schema: z.ZodType<Input>, input: unknown): Input {
  const result = schema.safeParse(input ?? {});
  if (result.success) return result.data;
  const faults = result.error.issues.map(
    (issue) => `Value at '${memberName(issue.path)}' failed to satisfy constraint: ${fault(issue)}`,
  );
  const count = `${faults.length} validation error${faults.length > 1 ? "s" : ""} detected: `;
  throw new AwsError("InvalidParameterException", count + faults.join("; "));
}

function fault(issue: z.core.$ZodIssue): string {
  if (issue.code === "invalid_type") {
    return issue.input === undefined
      ? "Member must not be null"
      : `Member must be of type ${issue.expected}`;
  }
  if (issue.code === "too_small") {
    return `Member must have length greater than or equal to ${issue.minimum}`;
  }
  if (issue.code === "too_big") {
    return `Member must have length less than or equal to ${issue.maximum}`;
  }
  if (issue.code === "invalid_value") {
    return `Member must satisfy enum value set: [${issue.values.map(String).join(", ")}]`;
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
