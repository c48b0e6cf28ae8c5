import type { IntegrationDefinition } from "../../../../openapi/read/definitions";
import { decodeBase64, mediaTypeOf } from "../../port/binary";
import type { Routed } from "../../call";
import { firstValue } from "../../port/headers";
import { serverError, unsupportedMediaType, type Refusal } from "../../answer/refusal";
import { renderTemplate } from "./template";

/** The body for an endpoint: through the template of the content type, or as it came. */
export function requestBody(
  call: Routed,
  integration: IntegrationDefinition,
): { body: Buffer } | Refusal {
  const header = firstValue(call.headers, "content-type") ?? "application/json";
  const { requestTemplates, passthroughBehavior, contentHandling } = integration;
  const name = [header, mediaTypeOf(header), "$default"].find((one) =>
    Object.hasOwn(requestTemplates, one),
  );
  const refused =
    name === undefined &&
    (passthroughBehavior === "NEVER" ||
      (passthroughBehavior === "WHEN_NO_TEMPLATES" && Object.keys(requestTemplates).length > 0));
  if (refused) {
    return unsupportedMediaType(
      `no request template for ${header}, and passthroughBehavior is ${passthroughBehavior}`,
    );
  }
  const converted = convert(call.request.body, call.api.isBinary(header), contentHandling);
  if (!converted) return serverError("the body is no base64, and CONVERT_TO_BINARY asks for it");
  return name === undefined ? converted : render(call, requestTemplates[name]!, converted);
}

interface Converted {
  body: Buffer;
  /** Whether it is no text, which templates cannot read. */
  binary: boolean;
}

/**
 * Text and binary bodies on their way to an endpoint.
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-payload-encodings-workflow.html
 */
function convert(
  body: Buffer,
  binary: boolean,
  contentHandling: IntegrationDefinition["contentHandling"],
): Converted | undefined {
  if (contentHandling === "CONVERT_TO_TEXT" && binary) {
    return { body: Buffer.from(body.toString("base64")), binary: false };
  }
  if (contentHandling !== "CONVERT_TO_BINARY" || binary) return { body, binary };
  const decoded = decodeBase64(body.toString("latin1"));
  return decoded && { body: decoded, binary: true };
}

function render(
  call: Routed,
  template: string,
  { body, binary }: Converted,
): { body: Buffer } | Refusal {
  if (binary) {
    // Without a body too, so that `*/*` breaks preflights which do not set contentHandling.
    return serverError(
      "a request template cannot read a body of a binary type; contentHandling CONVERT_TO_TEXT would make it a text",
    );
  }
  try {
    const { text, overrides } = renderTemplate(template, call, body.toString("utf8"));
    call.overrides = overrides;
    return { body: Buffer.from(text) };
  } catch (error) {
    return serverError(`the request template cannot be rendered: ${(error as Error).message}`);
  }
}
