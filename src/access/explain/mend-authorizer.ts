import { functionBehind } from "./names";
import { authorizerOf, type RefusedCall } from "./refused-call";

/** What would let a call pass that a Lambda authorizer refused, or failed at. */
export function mendAuthorizer(call: RefusedCall): string {
  const authorizer = authorizerOf(call);
  if (!authorizer) return "give the method an authorizer that the API has";
  const fn = functionBehind(call.definition, authorizer.functionArn);
  const code = fn ? `the function ${fn.name}` : `the authorizer ${authorizer.name}`;
  const sources = authorizer.identitySource.map((source) =>
    source
      .replace(/^method\.request\./, "")
      .replace(
        /^(header|querystring)\./,
        (_all, place: string) => `${place === "header" ? "the header" : "the query parameter"} `,
      ),
  );
  const what = sources.length > 0 ? `send ${sources.join(" and ")}` : "send a request";
  const expression = authorizer.identityValidationExpression;
  const form = expression ? `, matching ${expression},` : "";
  switch (call.responseType) {
    case "UNAUTHORIZED":
      return `${what}${form} with a value that ${code} accepts; its code decides`;
    case "ACCESS_DENIED":
      return `${what} with a value that ${code} allows, or change its code: its policy must allow execute-api:Invoke on ${call.arn}${cached(authorizer.ttlSeconds)}`;
    case "DEFAULT_4XX":
      return "shorten the path: the ARN of the method may have 1600 bytes";
    default:
      return `mend ${code}: it must answer { principalId, policyDocument, context } with a context of texts, numbers and booleans, and API Gateway must be permitted to invoke it`;
  }
}

function cached(seconds: number): string {
  return seconds > 0
    ? ` (its policy is kept for ${seconds} s and judged again for each path, so it should allow all that the caller may have)`
    : "";
}
