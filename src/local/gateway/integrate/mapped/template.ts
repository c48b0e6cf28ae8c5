import type { Routed, Overrides } from "../../call";
import { contextOf } from "./context-value";
import { emptyMap } from "../../port/headers";
import { jsonPath } from "./json-path";
import { seenHeaders } from "./seen-headers";
import { renderVelocity } from "./velocity";
import { fromJson, velocityText } from "./velocity-text";

/** A body that does not look like JSON is a text, as the templates for forms have it. */
function parseBody(body: string): unknown {
  const text = body.trim();
  if (text === "") return {};
  try {
    return fromJson(JSON.parse(text));
  } catch (error) {
    if (/^[[{]/.test(text)) throw error;
    return body;
  }
}

/** `$input` of mapping templates. */
function inputOf(call: Routed, body: string): Record<string, unknown> {
  let document: unknown;
  const read = (path: unknown): unknown => {
    document ??= parseBody(body);
    return fromJson(jsonPath(document, velocityText(path)));
  };
  let parameters: Record<string, Record<string, string>> | undefined;
  const places = (): Record<string, Record<string, string>> =>
    (parameters ??= {
      path: Object.assign(emptyMap<string>(), call.pathParameters),
      querystring: call.query.single,
      // Those that no integration is given are missing here as well (recorded: LS TestApiGatewayHeaderRemapping).
      header: seenHeaders(call).single,
    });
  return {
    // An empty body reads `{}` (LocalStack's pull request 12413, tried against AWS).
    body: body === "" ? "{}" : body,
    path: read,
    json: (path?: unknown) => JSON.stringify(read(path ?? "$") ?? ""),
    params: (name?: unknown) => {
      if (name === undefined) return places();
      const key = velocityText(name);
      for (const place of Object.values(places())) {
        if (Object.hasOwn(place, key)) return place[key];
      }
      return "";
    },
  };
}

/** Java's URLEncoder takes more signs than JavaScript does, and writes a space as `+`. */
function urlEncode(text: unknown): string {
  return encodeURIComponent(velocityText(text))
    .replace(/[!'()~]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`)
    .replaceAll("%20", "+");
}

/**
 * `$util` of mapping templates.
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-mapping-template-reference.html
 */
const util = {
  escapeJavaScript: (value: unknown) =>
    value === null
      ? "null"
      : JSON.stringify(velocityText(value)).slice(1, -1).replaceAll("'", "\\'"),
  parseJson: (text: unknown): unknown => fromJson(JSON.parse(velocityText(text))),
  urlEncode,
  urlDecode: (text: unknown) => decodeURIComponent(velocityText(text).replaceAll("+", " ")),
  base64Encode: (text: unknown) => Buffer.from(velocityText(text)).toString("base64"),
  base64Decode: (text: unknown) => Buffer.from(velocityText(text), "base64").toString("utf8"),
};

/** Overrides before any template set one. */
function noOverrides(): Overrides {
  return {
    requestOverride: { header: {}, path: {}, querystring: {} },
    responseOverride: { header: {} },
  };
}

/** Renders a mapping template of an integration (Velocity). Throws where it cannot be read or fails. */
export function renderTemplate(
  template: string,
  call: Routed,
  body: string,
): { text: string; overrides: Overrides } {
  // What the request's template set, the response's template reads and may change.
  const { requestOverride, responseOverride } = call.overrides ?? noOverrides();
  const context: Record<string, unknown> & Overrides = {
    ...contextOf(call),
    requestOverride,
    responseOverride,
  };
  const text = renderVelocity(template.trim(), {
    context,
    input: inputOf(call, body),
    stageVariables: { ...call.stage?.variables },
    util,
  });
  return {
    text,
    overrides: {
      requestOverride: context.requestOverride,
      responseOverride: context.responseOverride,
    },
  };
}
