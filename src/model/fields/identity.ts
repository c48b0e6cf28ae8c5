import { compilePattern } from "../../base/pattern/pattern";
import { isRecord } from "../table";
import { all, check, listOfOnce, schemas, text, whole, type Check } from "./check";

const patterns = {
  header: /^header:[A-Za-z0-9._$-]+$/,
  query: /^query:[A-Za-z0-9._$-]+$/,
  stageVariable: /^stageVariable:[A-Za-z0-9_]+$/,
  context: /^context:[A-Za-z0-9.]+$/,
};

/** Whether a value names a part of the request in the language's form. */
export function isSource(value: unknown): boolean {
  return typeof value === "string" && Object.values(patterns).some((one) => one.test(value));
}

/** Where an authorizer finds who is calling. Path parameters cannot be sources on API Gateway. */
export const identitySource: Check = listOfOnce(
  check({
    code: "identity-source",
    expected:
      '"header:<name>", "query:<name>", "stageVariable:<name>" or "context:<name of a field of $context>"',
    mend: 'Write, for instance, "header:Authorization".',
    ok: isSource,
  }),
  {
    code: "identity-source",
    what: "identity sources",
    // Header names are equal whatever their case.
    same: (value) => (String(value).startsWith("header:") ? String(value).toLowerCase() : value),
  },
);

/** How long a policy is kept: https://docs.aws.amazon.com/apigateway/latest/api/API_CreateAuthorizer.html */
export const cacheSeconds: Check = whole(
  { min: 0, max: 3600 },
  { code: "authorizer-cache", mend: "Write 0 to ask the function each time." },
);

/** A regular expression for the whole header value. */
export const validationExpression: Check = check({
  code: "field-value",
  expected: "a regular expression as text",
  mend: 'Write, for instance, "^Bearer .+$".',
  ok: (value) => {
    if (typeof value !== "string" || value === "") return false;
    return compilePattern(value) !== undefined;
  },
});

/** Keys of `requestContext.authorizer` that API Gateway itself sets. */
const reserved = ["principalId", "integrationLatency"];

/** What an authorizer says about a caller. */
export const context: Check = all(schemas, (value, at) =>
  isRecord(value)
    ? Object.keys(value).flatMap((name) =>
        text({
          code: "authorizer-context",
          expected: `a name of letters, digits and underscores other than ${reserved.join(", ")}`,
          mend: "Choose another name for the value.",
          pattern: /^(?!(?:principalId|integrationLatency)$)[A-Za-z_][A-Za-z0-9_]*$/,
        })(name, `${at}.${name}`),
      )
    : [],
);
