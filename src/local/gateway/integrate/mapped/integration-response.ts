import { memo } from "../../../../base/memo";
import type {
  IntegrationDefinition,
  IntegrationResponseDefinition,
} from "../../../../openapi/read/definitions";
import { compileWholePattern } from "../../../../base/pattern/whole-pattern";
import { decodeBase64, firstAccepted } from "../../port/binary";
import type { Routed, Overrides } from "../../call";
import { firstValue } from "../../port/headers";
import { findBadHeader, remapHeaders, type IntegrationAnswer } from "../integration-answer";
import { mapResponse, type EndpointAnswer } from "./parameter-mapping";
import { configurationError, serverError, type Refusal } from "../../answer/refusal";
import { renderTemplate } from "./template";
import { velocityText } from "./velocity-text";

/** What an endpoint answered, and the text that picks the integration response: a status or an error. */
export interface SelectedAnswer extends EndpointAnswer {
  selection: string;
}

/** Maps what an endpoint answered: status, headers and body of the integration response that fits. */
export function integrationResponse(
  call: Routed,
  integration: IntegrationDefinition,
  answer: SelectedAnswer,
): IntegrationAnswer | Refusal {
  const chosen = choose(integration.responses, answer.selection);
  if (!chosen) {
    return configurationError(
      `no integration response fits ${JSON.stringify(answer.selection)} and there is no default one`,
    );
  }
  const mapped = mapResponse(call, chosen.responseParameters, answer);
  if ("allow" in mapped) return mapped;
  const converted = convert(call, chosen, answer);
  if (!converted) {
    return serverError("the endpoint's body is no base64, and CONVERT_TO_BINARY asks for it");
  }
  const { body, binary } = converted;
  const template = chooseTemplate(call, chosen);
  if (template && binary && body.length > 0) {
    return serverError("a response template cannot read a binary body");
  }
  try {
    const rendered = template && renderTemplate(template[1], call, body.toString("utf8"));
    return assemble(chosen, integration, {
      body: rendered ? Buffer.from(rendered.text) : body,
      contentType: template?.[0] ?? "application/json",
      headers: mapped,
      // A request template may have set them as well.
      override: (rendered?.overrides ?? call.overrides)?.responseOverride ?? { header: {} },
    });
  } catch (error) {
    return serverError(`the response template cannot be rendered: ${(error as Error).message}`);
  }
}

/** The first response whose pattern matches, else the one without a pattern. */
function choose(
  responses: readonly IntegrationResponseDefinition[],
  selection: string,
): IntegrationResponseDefinition | undefined {
  const fitting = responses.find(
    ({ selectionPattern }) => selectionPattern && patternOf(selectionPattern).test(selection),
  );
  return fitting ?? responses.find(({ selectionPattern }) => !selectionPattern);
}

const patternOf = memo(1_000, (text) => compileWholePattern(text));

/** Accept picks the template; without a match application/json, then any. */
function chooseTemplate(
  call: Routed,
  response: IntegrationResponseDefinition,
): readonly [contentType: string, template: string] | undefined {
  const templates = Object.entries(response.responseTemplates);
  const accept = firstValue(call.headers, "accept");
  return (
    templates.find(([type]) => type === accept) ??
    templates.find(([type]) => type === "application/json") ??
    templates[0]
  );
}

/**
 * Text and binary bodies.
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-payload-encodings-workflow.html
 */
function convert(
  call: Routed,
  { contentHandling }: IntegrationResponseDefinition,
  answer: EndpointAnswer,
): { body: Buffer; binary: boolean } | undefined {
  const { isBinary } = call.api;
  const index = answer.headers.findIndex(
    (name, at) => at % 2 === 0 && name.toLowerCase() === "content-type",
  );
  const binary = isBinary(index < 0 ? undefined : answer.headers[index + 1]);
  const accepted = isBinary(firstAccepted(firstValue(call.headers, "accept")));
  if (contentHandling === "CONVERT_TO_TEXT" || (!contentHandling && !accepted)) {
    return {
      body: binary ? Buffer.from(answer.body.toString("base64")) : answer.body,
      binary: false,
    };
  }
  if (binary) return { body: answer.body, binary };
  const decoded = decodeBase64(answer.body.toString("latin1"));
  return decoded && { body: decoded, binary: true };
}

/** Several values of one header stand beside each other. */
function headerText(value: unknown): string {
  return Array.isArray(value) ? value.map(velocityText).join(",") : velocityText(value);
}

function assemble(
  chosen: IntegrationResponseDefinition,
  integration: IntegrationDefinition,
  parts: {
    body: Buffer;
    contentType: string;
    headers: readonly string[];
    override: Overrides["responseOverride"];
  },
): IntegrationAnswer | Refusal {
  const overridden = Object.entries(parts.override.header).map(
    ([name, value]) => [name, headerText(value)] as const,
  );
  const replaced = new Set(overridden.map(([name]) => name.toLowerCase()));
  const headers: string[] = [];
  for (let index = 0; index < parts.headers.length; index += 2) {
    const name = parts.headers[index]!;
    if (!replaced.has(name.toLowerCase())) headers.push(name, parts.headers[index + 1]!);
  }
  headers.push(...overridden.flat());
  if (!headers.some((name, at) => at % 2 === 0 && name.toLowerCase() === "content-type")) {
    headers.unshift("Content-Type", parts.contentType);
  }
  const bad = findBadHeader(headers);
  if (bad !== undefined) {
    return serverError(`the header ${JSON.stringify(bad)} of the response cannot be written`);
  }
  const { status } = parts.override;
  // Whole numbers from 100 to 599, others are ignored (LocalStack's test_status_code, tried against AWS).
  const valid = Number.isInteger(status) && Number(status) >= 100 && Number(status) < 600;
  return {
    status: valid ? Number(status) : Number(chosen.statusCode),
    headers: remapHeaders(headers, integration.type),
    body: parts.body,
  };
}
