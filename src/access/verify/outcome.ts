/** An answer of a gateway, as far as it tells whether access was granted. */
export interface Answer {
  status: number;
  /** By small name. */
  headers: Readonly<Record<string, string | undefined>>;
}

/** `limited`: a quota or throttle answered, which tells nothing about access. */
export type Outcome = "allowed" | "refused" | "limited";

/**
 * Exceptions with which API Gateway refuses; an authorizer that fails lets nobody in.
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/supported-gateway-response-types.html
 */
const refusals: ReadonlySet<string> = new Set([
  "accessdeniedexception",
  "authorizerconfigurationexception",
  "authorizerfailureexception",
  "expiredtokenexception",
  "forbiddenexception",
  "incompletesignatureexception",
  "invalidclienttokenid",
  "invalidsignatureexception",
  "missingauthenticationtokenexception",
  "signaturedoesnotmatch",
  "unauthorizedexception",
  "unrecognizedclientexception",
]);

/** The exception that an answer names. */
export function errorTypeOf({ headers }: Answer): string | undefined {
  return headers["x-amzn-errortype"]?.split(":")[0];
}

/** Whether a quota is used up, so that asking again helps nothing. */
export function isQuotaUsedUp(answer: Answer): boolean {
  return errorTypeOf(answer) === "LimitExceededException";
}

/** What an answer tells. A 401 or 403 of the endpoint's own code means that access was granted. */
export function outcomeOf(answer: Answer): Outcome {
  if (answer.status === 429) return "limited";
  const type = errorTypeOf(answer);
  if (type !== undefined) return refusals.has(type.toLowerCase()) ? "refused" : "allowed";
  // What stands in front of the API, as CloudFront or a firewall, answers without the API's marks.
  const isOfApi =
    answer.headers["x-amz-apigw-id"] !== undefined ||
    answer.headers["apigw-requestid"] !== undefined;
  return !isOfApi && (answer.status === 401 || answer.status === 403) ? "refused" : "allowed";
}
