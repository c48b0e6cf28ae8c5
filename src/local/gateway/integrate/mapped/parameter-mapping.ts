import type { IntegrationDefinition } from "../../../../openapi/read/definitions";
import type { Routed } from "../../call";
import { contextValue } from "./context-value";
import { jsonPath } from "./json-path";
import { refuse, serverError, type Refusal } from "../../answer/refusal";
import { seenHeaders } from "./seen-headers";

const everywhere = new Set([
  "content-length",
  "transfer-encoding",
  "x-amzn-trace-id",
  "x-amzn-apigateway-api-id",
]);
const ofAws = new Set(["authorization", "connection", "expect", "proxy-authenticate", "te"]);

/** A mapping to a header that is the gateway's own, which is a configuration error at every call (recorded). */
export function forbiddenMapping(integration: IntegrationDefinition): string | undefined {
  const aws = integration.type === "AWS" || integration.type === "AWS_PROXY";
  for (const target of Object.keys(integration.requestParameters)) {
    const header = /^integration\.request\.header\.(.+)$/.exec(target)?.[1]?.toLowerCase();
    if (header === undefined) continue;
    if (everywhere.has(header) || (aws && ofAws.has(header))) {
      return `the integration maps the header ${header}, which is the gateway's own`;
    }
  }
  return undefined;
}

/** Parameters for an endpoint, by place. */
export interface MappedParameters {
  header: Record<string, string>;
  path: Record<string, string>;
  querystring: Record<string, string | readonly string[]>;
}

/** A body that parameters are taken from. */
interface MappedBody {
  text: string;
  document: unknown;
}

/**
 * An empty body reads `{}`, and what does not begin as JSON does is no JSON; undefined where it begins so and is
 * none (LocalStack's test_parameters_mapping, tried against AWS).
 */
function readBody(body: Buffer): MappedBody | undefined {
  const text = body.toString("utf8").trim() || "{}";
  if (!/^[{["']/.test(text)) return { text, document: {} };
  try {
    return { text, document: JSON.parse(text) };
  } catch {
    return undefined;
  }
}

function fromBody({ text, document }: MappedBody, path: string): string | undefined {
  return path === "body" ? text : textOf(jsonPath(document, `$.${path.slice("body.".length)}`));
}

function isOfBody(source: string, head: string): boolean {
  return source === `${head}body` || source.startsWith(`${head}body.`);
}

/** Applies `requestParameters` of an integration. */
export function mapRequest(
  call: Routed,
  { requestParameters }: IntegrationDefinition,
): MappedParameters | Refusal {
  const mapped: MappedParameters = { header: {}, path: {}, querystring: {} };
  const sources = Object.entries(requestParameters);
  if (sources.length === 0) return mapped;
  const body = sources.some(([, source]) => isOfBody(source, "method.request."))
    ? readBody(call.request.body)
    : emptyBody;
  if (!body) {
    return refuse(
      "DEFAULT_4XX",
      "Invalid JSON in request body",
      "a parameter of the integration is taken from the body, which is no JSON",
    );
  }
  for (const [target, source] of sources) {
    const match = /^integration\.request\.(header|path|querystring)\.(.+)$/.exec(target);
    if (!match) continue;
    const value = requestSource(call, source, body);
    if (value === undefined || value === "") continue;
    const [, place, name] = match;
    if (place === "querystring") mapped.querystring[name!] = value;
    else mapped[place as "header" | "path"][name!] = [value].flat().join(",");
  }
  return mapped;
}

const emptyBody: MappedBody = { text: "{}", document: {} };

function requestSource(
  call: Routed,
  source: string,
  body: MappedBody,
): string | readonly string[] | undefined {
  if (!source.startsWith("method.request.")) return staticSource(call, source);
  const rest = source.slice("method.request.".length);
  if (isOfBody(rest, "")) return fromBody(body, rest);
  const dot = rest.indexOf(".");
  const name = rest.slice(dot + 1);
  switch (rest.slice(0, dot)) {
    case "path":
      return own(call.pathParameters ?? {}, name);
    case "querystring":
      return call.query.single[name];
    case "multivaluequerystring":
      return call.query.multi[name];
    // Names in mappings are case-sensitive, docs/aws-facts.md 7.
    case "header":
      return seenHeaders(call).single[name];
    case "multivalueheader":
      return seenHeaders(call).multi[name]?.join(",");
    default:
      return undefined;
  }
}

function own(values: Readonly<Record<string, string>>, name: string): string | undefined {
  return Object.hasOwn(values, name) ? values[name] : undefined;
}

function staticSource(call: Routed, source: string): string | undefined {
  if (source.length >= 2 && source.startsWith("'") && source.endsWith("'")) {
    return source.slice(1, -1);
  }
  if (source.startsWith("context.")) return textOf(contextValue(call, source.slice(8)));
  if (source.startsWith("stageVariables."))
    return own(call.stage?.variables ?? {}, source.slice(15));
  return undefined;
}

/** What an endpoint answered, for mappings and templates. */
export interface EndpointAnswer {
  status: number;
  /** Names and values by turns. */
  headers: readonly string[];
  body: Buffer;
}

/** Applies `responseParameters` of an integration response: names and values by turns. */
export function mapResponse(
  call: Routed,
  parameters: Readonly<Record<string, string>>,
  answer: EndpointAnswer,
): string[] | Refusal {
  const sources = Object.entries(parameters);
  const body = sources.some(([, source]) => isOfBody(source, "integration.response."))
    ? readBody(answer.body)
    : emptyBody;
  if (!body) return serverError("a header is taken from the endpoint's body, which is no JSON");
  const headers: string[] = [];
  for (const [target, source] of sources) {
    const name = target.replace(/^method\.response\.header\./, "");
    const value = source.startsWith("integration.response.")
      ? responseSource(source.slice("integration.response.".length), answer, body)
      : staticSource(call, source);
    if (value !== undefined && value !== "") headers.push(name, value);
  }
  return headers;
}

function responseSource(
  source: string,
  answer: EndpointAnswer,
  body: MappedBody,
): string | undefined {
  if (isOfBody(source, "")) return fromBody(body, source);
  const match = /^(header|multivalueheader)\.(.+)$/.exec(source);
  if (!match) return undefined;
  // Case-sensitive as well (LocalStack's test_response_mapping_casing).
  const values = answer.headers.filter(
    (_, at) => at % 2 === 1 && answer.headers[at - 1] === match[2],
  );
  if (values.length === 0) return undefined;
  return match[1] === "header" ? values.at(-1) : values.join(",");
}

function textOf(value: unknown): string | undefined {
  if (value === undefined || value === null) return undefined;
  return typeof value === "string" ? value : JSON.stringify(value);
}
