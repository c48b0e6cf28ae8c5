import type { ProxyResult } from "../client/event";

/** The answer to a key that is not of the row's plans: what API Gateway answers any wrong key. */
export function forbidden(): ProxyResult {
  return refusal(403, "ForbiddenException", '{"message":"Forbidden"}');
}

/** The answer to a request that the row's schemas refuse, worded as API Gateway's request validator does. */
export function badRequest(message: string): ProxyResult {
  // What is refused during execution has a space after the colon, what is refused before has none.
  return refusal(400, "BadRequestException", `{"message": ${JSON.stringify(message)}}`);
}

function refusal(statusCode: number, errorType: string, body: string): ProxyResult {
  const headers = { "Content-Type": "application/json", "x-amzn-ErrorType": errorType };
  return { statusCode, headers, body };
}
