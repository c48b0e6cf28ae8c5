import { gunzipSync, inflateRawSync, inflateSync } from "node:zlib";
import type { Call } from "../call";
import { firstValue } from "./headers";
import { payloadTooLarge, unsupportedMediaType, type Refusal } from "../answer/refusal";
import { bodyLimit } from "./request-limits";

const limits = { maxOutputLength: bodyLimit };

const codings: Readonly<Record<string, (body: Buffer) => Buffer>> = {
  gzip: (body) => gunzipSync(body, limits),
  deflate: (body) =>
    // RFC 9110 means the zlib format; some clients leave its header out.
    (body[0]! & 0x0f) === 8 ? inflateSync(body, limits) : inflateRawSync(body, limits),
  identity: (body) => body,
};

/**
 * Unpacks the body in front of all checks but the signature, which holds for what was sent; the
 * header stays (dougmoscrop/serverless-http#194).
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-make-request-with-compressed-payload.html
 */
export function decompressBody(call: Call): Refusal | undefined {
  const { body } = call.request;
  if (body.length === 0) return undefined;
  const coding = firstValue(call.headers, "content-encoding")?.trim().toLowerCase();
  if (coding === undefined || coding === "") return undefined;
  if (!Object.hasOwn(codings, coding)) {
    return unsupportedMediaType(
      `API Gateway unpacks gzip, deflate and identity, not the Content-Encoding ${coding}`,
    );
  }
  try {
    call.request = { ...call.request, body: codings[coding]!(body) };
    call.packedBody = body;
    return undefined;
  } catch (fault) {
    if ((fault as { code?: string }).code === "ERR_BUFFER_TOO_LARGE") {
      return payloadTooLarge(bodyLimit);
    }
    return unsupportedMediaType(`the body is not ${coding}, as its Content-Encoding says`);
  }
}
