import type { ExecuteApiDecision, ExecuteApiQuestion } from "../../../iam/execute-api";

/** AWS's gateway response types, those of the whole API included. */
export type ResponseType =
  | "ACCESS_DENIED"
  | "API_CONFIGURATION_ERROR"
  | "AUTHORIZER_CONFIGURATION_ERROR"
  | "AUTHORIZER_FAILURE"
  | "BAD_REQUEST_BODY"
  | "BAD_REQUEST_PARAMETERS"
  | "DEFAULT_4XX"
  | "DEFAULT_5XX"
  | "EXPIRED_TOKEN"
  | "INTEGRATION_FAILURE"
  | "INTEGRATION_TIMEOUT"
  | "INVALID_API_KEY"
  | "INVALID_SIGNATURE"
  | "MISSING_AUTHENTICATION_TOKEN"
  | "QUOTA_EXCEEDED"
  | "REQUEST_TOO_LARGE"
  | "RESOURCE_NOT_FOUND"
  | "THROTTLED"
  | "UNAUTHORIZED"
  | "UNSUPPORTED_MEDIA_TYPE"
  | "WAF_FILTERED";

/** Why a call was refused, or not answered by its integration. */
export interface Refusal {
  allow: false;
  responseType: ResponseType;
  status: number;
  /** `x-amzn-ErrorType` */
  errorType: string;
  /** What the caller reads; `null` is AWS's own text for a broken authorizer. */
  message: string | null;
  /** For the log alone: what decided. */
  because: string;
  /** Where policies refused: what they said, and to which question. */
  judged?: { decision: ExecuteApiDecision; question: ExecuteApiQuestion };
  /** Details of a body that fails its model, for `$context.error.validationErrorString`. */
  validationErrors?: string;
  /** Answers in front of the API, which no gateway response can change; headers as names and values by turns. */
  plain?: { contentType: string; body: string; headers?: readonly string[] };
  /** Given before any API was known: not customisable. */
  fixed?: true;
}

const internal = "InternalServerErrorException";

/** Status and exception of each type, docs/aws-facts.md 0 and 9 (LS api::test_gateway_response_crud, 15-04-2024). */
const kinds: Readonly<Record<ResponseType, readonly [status: number, errorType: string]>> = {
  ACCESS_DENIED: [403, "AccessDeniedException"],
  API_CONFIGURATION_ERROR: [500, internal],
  AUTHORIZER_CONFIGURATION_ERROR: [500, "AuthorizerConfigurationException"],
  AUTHORIZER_FAILURE: [500, "AuthorizerConfigurationException"],
  BAD_REQUEST_BODY: [400, "BadRequestException"],
  BAD_REQUEST_PARAMETERS: [400, "BadRequestException"],
  DEFAULT_4XX: [400, "BadRequestException"],
  DEFAULT_5XX: [500, internal],
  EXPIRED_TOKEN: [403, "ExpiredTokenException"],
  INTEGRATION_FAILURE: [504, internal],
  INTEGRATION_TIMEOUT: [504, internal],
  INVALID_API_KEY: [403, "ForbiddenException"],
  INVALID_SIGNATURE: [403, "InvalidSignatureException"],
  MISSING_AUTHENTICATION_TOKEN: [403, "MissingAuthenticationTokenException"],
  QUOTA_EXCEEDED: [429, "LimitExceededException"],
  REQUEST_TOO_LARGE: [413, "BadRequestException"],
  RESOURCE_NOT_FOUND: [404, "NotFoundException"],
  THROTTLED: [429, "TooManyRequestsException"],
  UNAUTHORIZED: [401, "UnauthorizedException"],
  UNSUPPORTED_MEDIA_TYPE: [415, "BadRequestException"],
  WAF_FILTERED: [403, "ForbiddenException"],
};

/** Makes a refusal with the status and exception of its type. */
export function refuse(
  responseType: ResponseType,
  message: string | null,
  because: string,
): Refusal {
  const [status, errorType] = kinds[responseType];
  return { allow: false, responseType, status, errorType, message, because };
}

/** No route, or an unsigned call of an AWS_IAM method. */
export function missingToken(because: string): Refusal {
  return refuse("MISSING_AUTHENTICATION_TOKEN", "Missing Authentication Token", because);
}

/** Unknown host or stage: there is no API whose gateway responses could apply. */
export function forbidden(because: string): Refusal {
  return { ...invalidApiKey(because), fixed: true };
}

/** Any failure of an API key. */
export function invalidApiKey(because: string): Refusal {
  return refuse("INVALID_API_KEY", "Forbidden", because);
}

/** A missing or bad token. */
export function unauthorized(because: string, message = "Unauthorized"): Refusal {
  return refuse("UNAUTHORIZED", message, because);
}

/** Authenticated, or open, and yet not allowed. */
export function accessDenied(message: string, because: string): Refusal {
  return refuse("ACCESS_DENIED", message, because);
}

/** An authorizer that failed or answered nonsense. */
export function authorizerBroken(
  because: string,
  responseType:
    "AUTHORIZER_CONFIGURATION_ERROR" | "AUTHORIZER_FAILURE" = "AUTHORIZER_CONFIGURATION_ERROR",
): Refusal {
  return refuse(responseType, null, because);
}

/** A limit of requests per second. */
export function throttled(because: string): Refusal {
  return refuse("THROTTLED", "Too Many Requests", because);
}

/** A quota that is used up. */
export function quotaExceeded(because: string): Refusal {
  return refuse("QUOTA_EXCEEDED", "Limit Exceeded", because);
}

/** The API is set up wrongly. */
export function configurationError(because: string): Refusal {
  return refuse("API_CONFIGURATION_ERROR", "Internal server error", because);
}

/** The integration failed in another way. */
export function serverError(because: string): Refusal {
  return refuse("DEFAULT_5XX", "Internal server error", because);
}

/** Nothing can be judged yet. */
export function unavailable(because: string): Refusal {
  return {
    ...serverError(because),
    ...{ status: 503, errorType: "ServiceUnavailableException", message: "Service Unavailable" },
    fixed: true,
  };
}

/** The integration answered nonsense. */
export function badGateway(because: string): Refusal {
  return { ...serverError(because), status: 502 };
}

/** The integration took too long. */
export function timedOut(because: string): Refusal {
  return refuse("INTEGRATION_TIMEOUT", "Endpoint request timed out", because);
}

/** The endpoint of an HTTP integration could not be spoken to. */
export function integrationFailure(because: string): Refusal {
  return refuse("INTEGRATION_FAILURE", "Network error communicating with endpoint", because);
}

/** No request template fits the content type. */
export function unsupportedMediaType(because: string): Refusal {
  return refuse("UNSUPPORTED_MEDIA_TYPE", "Unsupported Media Type", because);
}

/** The event would be over Lambda's 6 MB. */
export function requestTooLong(because: string): Refusal {
  return refuse("REQUEST_TOO_LARGE", "Request Too Long", because);
}

/** A body over 10 MB; answered before the API is looked at, docs/aws-facts.md 7. */
export function payloadTooLarge(bytes: number): Refusal {
  return {
    ...requestTooLong(`the body has ${bytes} bytes or more; API Gateway takes 10485760`),
    plain: {
      contentType: "text; charset=utf-8",
      body: "HTTP content length exceeded 10485760 bytes.",
    },
    fixed: true,
  };
}
