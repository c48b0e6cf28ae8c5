import type { ExecuteApiDecision, ExecuteApiQuestion } from "../../iam/execute-api";
import { checkOfDenial } from "../judge/policies";
import type { ApiDefinition, Deployed, StageDefinition } from "../../graph/deployed";
import type { AuthorizerDefinition, MethodDefinition } from "../../openapi/read/definitions";
import type { Check } from "./checks";

/** A request that was refused, with all that its refusal is explained by. */
export interface RefusedCall {
  definition: Deployed;
  api?: ApiDefinition;
  stage?: StageDefinition;
  method?: MethodDefinition;
  /** `/stock/{restaurant}` */
  resourcePath?: string;
  verb: string;
  /** As it was sent, without stage or base path. */
  path: string;
  /** Of the method, with the path as it was sent; absent where no stage was found. */
  arn?: string;
  responseType: string;
  /** `x-amzn-ErrorType` */
  errorType: string;
  /** What the caller reads. */
  message: string;
  /** Answered in front of the API. */
  fixed: boolean;
  judged?: { decision: ExecuteApiDecision; question: ExecuteApiQuestion };
  /** Name of the plan that meters the call. */
  usagePlan?: string;
  /** ARN of the user, or of the role behind a session, who signed. */
  caller?: string;
  /** Milliseconds since 1970. */
  now: number;
}

/** The authorizer of the called method. */
export function authorizerOf({
  api,
  method,
}: Pick<RefusedCall, "api" | "method">): AuthorizerDefinition | undefined {
  return api?.authorizers.find(({ id }) => id === method?.authorizerId);
}

/** Which check refused. */
export function checkOf(call: Omit<RefusedCall, "definition">): Check {
  const { responseType, method, judged } = call;
  // Where no method is known yet, the front end refused the body: too long, or not unpackable.
  if (responseType === "REQUEST_TOO_LARGE" || responseType === "UNSUPPORTED_MEDIA_TYPE")
    return method ? "integration" : "validation";
  // A private API called from outside its network is fixed as well.
  if (!method || call.fixed) return "route";
  const { authorizationType } = method;
  const isAnswered = authorizationType === "CUSTOM" || authorizationType === "COGNITO_USER_POOLS";
  const isByFunction = isAnswered && authorizerOf(call)?.type !== "COGNITO_USER_POOLS";
  switch (responseType) {
    case "ACCESS_DENIED":
      if (judged && !judged.decision.allow)
        return checkOfDenial(judged.decision, judged.question.authorizationType);
      return isByFunction ? "authorizer" : "policies";
    case "UNAUTHORIZED":
      return isByFunction ? "authorizer" : "credential";
    case "MISSING_AUTHENTICATION_TOKEN":
    case "INVALID_SIGNATURE":
    case "EXPIRED_TOKEN":
      return "credential";
    case "AUTHORIZER_CONFIGURATION_ERROR":
    case "AUTHORIZER_FAILURE":
      return "authorizer";
    case "INVALID_API_KEY":
      return "key";
    case "QUOTA_EXCEEDED":
    case "THROTTLED":
      return "limits";
    case "BAD_REQUEST_BODY":
    case "BAD_REQUEST_PARAMETERS":
      return "validation";
    case "DEFAULT_4XX":
      return call.errorType === "RequestUriTooLongException" ? "authorizer" : "integration";
    default:
      return "integration";
  }
}
