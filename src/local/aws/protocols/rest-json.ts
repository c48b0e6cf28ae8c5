import type { AwsError } from "../aws-error";
import type { AwsRequest, AwsResponse } from "../http/exchange";
import { headerText } from "./json";

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
