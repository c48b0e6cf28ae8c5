import type { Call } from "../call";
import { edgeBadRequest } from "./edge";
import { refuse, type Refusal } from "../answer/refusal";

/**
 * Bytes of the longest body.
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-execution-service-limits-table.html
 */
export const bodyLimit = 10_485_760;

/** Characters of the longest address: CloudFront takes fewer. */
const addressLimits = { edge: 8_192, other: 10_240 };

/** Bytes of all header values together. */
const headerLimit = 10_240;

/**
 * What API Gateway does not take, whatever the API says: too long an address, too large headers, a raw `|`.
 * That they are refused is documented, with what status and text is not known (docs/aws-facts.md, known gap 3).
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-known-issues.html
 */
export function refuseUntakeable(call: Call): Refusal | undefined {
  const { target, rawHeaders } = call.request;
  const edge = call.api?.isEdge === true;
  const longest = addressLimits[edge ? "edge" : "other"];
  if (target.length > longest) {
    const because = `the address has ${target.length} characters; API Gateway takes ${longest}`;
    return edge
      ? { ...fixed("", { status: 413, because }), plain: edgeBadRequest(413) }
      : fixed("Request URI too long", {
          status: 414,
          errorType: "RequestUriTooLongException",
          because,
        });
  }
  let bytes = 0;
  for (let index = 1; index < rawHeaders.length; index += 2) bytes += rawHeaders[index]!.length;
  if (bytes > headerLimit) {
    return fixed("Request header fields too large", {
      status: 431,
      because: `the header values have ${bytes} bytes; API Gateway takes ${headerLimit}`,
    });
  }
  if (target.includes("|")) {
    return fixed("Bad Request", {
      status: 400,
      because: "the address holds a raw |, which must be sent as %7C",
    });
  }
  return undefined;
}

function fixed(
  message: string,
  parts: { status: number; because: string; errorType?: string },
): Refusal {
  return { ...refuse("DEFAULT_4XX", message, parts.because), ...parts, fixed: true };
}
