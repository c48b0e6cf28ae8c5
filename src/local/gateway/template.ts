import { Compile, parse } from "velocityjs";
import type { Call } from "./call";
import { contextOf } from "./context-value";
import { emptyMap } from "./headers";
import { jsonPath } from "./json-path";

/** What `$context.requestOverride` and `$context.responseOverride` were set to. */
export interface Overrides {
  requestOverride: {
    header: Record<string, unknown>;
    path: Record<string, unknown>;
    querystring: Record<string, unknown>;
  };
  responseOverride: { header: Record<string, unknown>; status?: unknown };
}

type Parsed = ReturnType<typeof parse>;
const limit = 1_000;
const parsed = new Map<string, Parsed>();

function parseOnce(template: string): Parsed {
  const known = parsed.get(template);
  if (known) return known;
  if (parsed.size >= limit) parsed.clear();
  const tree = parse(template);
  parsed.set(template, tree);
  return tree;
}

/** `get` of a name that is absent gives an empty text, as API Gateway's maps do. */
function withGet(values: Readonly<Record<string, string>>): Record<string, string> {
  const map: Record<string, string> = { ...values };
  Object.defineProperty(map, "get", {
    enumerable: false,
    value: (name: string) => (Object.hasOwn(values, name) ? values[name] : ""),
  });
  return map;
}

function headerMap(call: Call): Record<string, string> {
  const headers = emptyMap<string>();
  const { raw } = call.headers;
  for (let index = 0; index < raw.length; index += 2) headers[raw[index]!] = raw[index + 1]!;
  return headers;
}

function inputOf(call: Call, body: string): Record<string, unknown> {
  const places = {
    path: withGet(call.pathParameters ?? {}),
    querystring: withGet(call.query.single),
    header: withGet(headerMap(call)),
  };
  const read = (path: string): unknown => {
    if (body.trim() === "") return {};
    return jsonPath(JSON.parse(body), path);
  };
  return {
    body,
    path: (path: string) => read(path),
    json: (path: string) => JSON.stringify(read(path) ?? ""),
    params: (name?: string) => {
      if (name === undefined) return places;
      for (const place of [places.path, places.querystring, places.header]) {
        if (Object.hasOwn(place, name)) return place[name];
      }
      return "";
    },
  };
}

/**
 * `$util` of mapping templates.
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-mapping-template-reference.html
 */
const util = {
  escapeJavaScript: (text: unknown) =>
    JSON.stringify(typeof text === "string" ? text : JSON.stringify(text ?? ""))
      .slice(1, -1)
      .replaceAll("'", "\\'"),
  parseJson: (text: string): unknown => JSON.parse(text),
  urlEncode: (text: unknown) => encodeURIComponent(String(text)).replaceAll("%20", "+"),
  urlDecode: (text: unknown) => decodeURIComponent(String(text).replaceAll("+", " ")),
  base64Encode: (text: unknown) => Buffer.from(String(text)).toString("base64"),
  base64Decode: (text: unknown) => Buffer.from(String(text), "base64").toString("utf8"),
};

/** Renders a mapping template of an integration (Velocity). Throws where it cannot be read or fails. */
export function renderTemplate(
  template: string,
  call: Call,
  body: string,
): { text: string; overrides: Overrides } {
  const overrides: Overrides = {
    requestOverride: { header: {}, path: {}, querystring: {} },
    responseOverride: { header: {} },
  };
  if (call.overrides) overrides.requestOverride = call.overrides.requestOverride;
  const text = new Compile(parseOnce(template)).render({
    context: { ...contextOf(call), ...overrides },
    input: inputOf(call, body),
    stageVariables: call.stage?.variables ?? {},
    util,
  });
  return { text, overrides };
}
