import { isUtf8 } from "node:buffer";
import type { AwsError } from "../aws-error";
import type { AwsRequest, AwsResponse } from "../http/exchange";

const contentType = "application/x-amz-json-1.1";

/** An answer in AWS JSON 1.1. */
export function jsonAnswer(request: AwsRequest, output: object): AwsResponse {
  return {
    status: 200,
    headers: { "content-type": contentType, "x-amzn-requestid": request.requestId },
    body: JSON.stringify(output),
  };
}

/** A refusal in AWS JSON 1.1. https://smithy.io/2.0/aws/protocols/aws-json-1_1-protocol.html#operation-error-serialization */
export function jsonError(request: AwsRequest, error: AwsError): AwsResponse {
  return {
    status: error.status,
    headers: {
      "content-type": contentType,
      "x-amzn-requestid": request.requestId,
      "x-amzn-errortype": `${error.code}:`,
      "x-amzn-errormessage": headerText(error.message),
    },
    body: JSON.stringify({ __type: error.code, message: error.message }),
  };
}

/** A header holds one line of ASCII. */
export function headerText(text: string): string {
  return text.replace(/[^\x20-\x7e]/g, " ").trim();
}

/** The JSON of a request; undefined where it is none. */
export function readJson(body: Buffer): object | undefined {
  if (body.length === 0) return {};
  if (!isUtf8(body)) return undefined;
  try {
    const value: unknown = JSON.parse(body.toString("utf8"));
    return value !== null && typeof value === "object" && !Array.isArray(value) ? value : undefined;
  } catch {
    return undefined;
  }
}
