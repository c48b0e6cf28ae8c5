import type { IntegrationDefinition } from "../../access/definition";
import { mediaTypeOf } from "./binary";
import type { Call } from "./call";
import { firstValue } from "./headers";
import { serverError, unsupportedMediaType, type Refusal } from "./refusal";
import { renderTemplate } from "./template";

/** The body for an endpoint: through the template of the content type, or as it came. */
export function requestBody(
  call: Call,
  integration: IntegrationDefinition,
): { body: Buffer } | Refusal {
  const header = firstValue(call.headers, "content-type") ?? "application/json";
  const { requestTemplates, passthroughBehavior } = integration;
  const name = [header, mediaTypeOf(header), "$default"].find((one) =>
    Object.hasOwn(requestTemplates, one),
  );
  const template = name === undefined ? undefined : requestTemplates[name];
  if (template !== undefined) return render(call, template);
  const refused =
    passthroughBehavior === "NEVER" ||
    (passthroughBehavior === "WHEN_NO_TEMPLATES" && Object.keys(requestTemplates).length > 0);
  return refused
    ? unsupportedMediaType(
        `no request template for ${header}, and passthroughBehavior is ${passthroughBehavior}`,
      )
    : { body: call.request.body };
}

function render(call: Call, template: string): { body: Buffer } | Refusal {
  try {
    const { text, overrides } = renderTemplate(template, call, call.request.body.toString("utf8"));
    call.overrides = overrides;
    return { body: Buffer.from(text.trim()) };
  } catch (error) {
    return serverError(`the request template cannot be rendered: ${(error as Error).message}`);
  }
}
