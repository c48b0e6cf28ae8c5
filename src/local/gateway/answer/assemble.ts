import { deflateSync, gzipSync } from "node:zlib";
import type { Call } from "../call";
import { edgeResponseHeaders } from "../port/edge";
import { renderRefusal } from "./gateway-response";
import { firstValue } from "../port/headers";
import { findBadHeader, type IntegrationAnswer } from "../integrate/integration-answer";
import type { Refusal } from "./refusal";
import type { GatewayResponse } from "../port/request";

function ids(call: Call): string[] {
  const headers = ["x-amzn-RequestId", call.requestId, "x-amz-apigw-id", call.extendedRequestId];
  if (call.traced) headers.push("X-Amzn-Trace-Id", call.trace.full);
  return headers;
}

/** An integration's answer with the gateway's own headers. */
export function assembleAnswer(answer: IntegrationAnswer, call: Call): GatewayResponse {
  const headers = [...ids(call), ...answer.headers];
  const packed = compress(answer, call);
  if (packed) headers.push("Content-Encoding", packed.coding);
  if (call.api?.isEdge) headers.push(...edgeResponseHeaders(answer.status >= 400));
  return { status: answer.status, headers, body: packed?.body ?? answer.body };
}

/**
 * An answer of `minimumCompressionSize` or more, for a caller who takes gzip or deflate.
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-gzip-compression-decompression.html
 */
function compress(
  answer: IntegrationAnswer,
  call: Call,
): { coding: string; body: Buffer } | undefined {
  const minimum = call.api?.definition.minimumCompressionSize;
  if (minimum === undefined) return undefined;
  const accepted = firstValue(call.headers, "accept-encoding") ?? "";
  const encoded = answer.headers.some(
    (name, at) => at % 2 === 0 && /^content-encoding$/i.test(name),
  );
  const gzip = /(^|[\s,])(gzip|\*)/i.test(accepted);
  if (encoded || !(gzip || /(^|[\s,])deflate/i.test(accepted))) return undefined;
  const body = Buffer.from(answer.body as string);
  if (body.length === 0 || body.length < minimum) return undefined;
  return gzip
    ? { coding: "gzip", body: gzipSync(body) }
    : { coding: "deflate", body: deflateSync(body) };
}

/** A refusal as it goes over the wire, docs/aws-facts.md 0. */
export function assembleRefusal(refusal: Refusal, call: Call): GatewayResponse {
  const rendered = renderRefusal(refusal, call);
  // CloudFront's and the front end's own texts carry no ids, docs/aws-facts.md 7.
  if (refusal.plain) {
    return { status: rendered.status, headers: rendered.headers, body: rendered.body };
  }
  const safe = findBadHeader(rendered.headers) === undefined ? rendered.headers : [];
  const headers = [...ids(call), ...safe];
  if (call.api?.isEdge) headers.push(...edgeResponseHeaders(true));
  return { status: rendered.status, headers, body: rendered.body };
}
