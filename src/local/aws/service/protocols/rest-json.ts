import { AwsError } from "../aws-error";
import type { AwsRequest, AwsResponse } from "../http/exchange";
import { headerText } from "./json";

/** What the front end of every service refuses is 403 in REST-JSON where the JSON services answer 400. */
const frontEnd = new Set([
  "AccessDeniedException",
  "ExpiredTokenException",
  "IncompleteSignatureException",
  "InvalidSignatureException",
  "MissingAuthenticationTokenException",
  "UnrecognizedClientException",
]);

/** The refusal with the status that REST-JSON has for it. */
export function withRestStatus(error: AwsError): AwsError {
  const { code, message, status } = error;
  return status === 400 && frontEnd.has(code) ? new AwsError(code, message, 403) : error;
}

/** A refusal in REST-JSON. */
export function restError(request: AwsRequest, error: AwsError): AwsResponse {
  return {
    status: error.status,
    headers: {
      "content-type": "application/json",
      "x-amzn-requestid": request.requestId,
      "x-amzn-errortype": headerText(error.code),
    },
    // Lambda writes `Message`, API Gateway `message`; the SDKs read either.
    body: JSON.stringify({ Type: "User", message: error.message, Message: error.message }),
  };
}

/** An answer in REST-JSON. */
export function restAnswer(request: AwsRequest, output: object, status = 200): AwsResponse {
  return {
    status,
    headers: { "content-type": "application/json", "x-amzn-requestid": request.requestId },
    body: JSON.stringify(output),
  };
}
