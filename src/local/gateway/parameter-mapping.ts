import type { IntegrationDefinition } from "../../access/definition";
import type { Call } from "./call";
import { contextValue } from "./context-value";
import { jsonPath } from "./json-path";

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

/** Applies `requestParameters` of an integration. */
export function mapRequest(call: Call, integration: IntegrationDefinition): MappedParameters {
  const mapped: MappedParameters = { header: {}, path: {}, querystring: {} };
  for (const [target, source] of Object.entries(integration.requestParameters)) {
    const match = /^integration\.request\.(header|path|querystring)\.(.+)$/.exec(target);
    if (!match) continue;
    const value = requestSource(call, source);
    if (value === undefined || value === "") continue;
    const [, place, name] = match;
    if (place === "querystring") mapped.querystring[name!] = value;
    else mapped[place as "header" | "path"][name!] = [value].flat().join(",");
  }
  return mapped;
}

function requestSource(call: Call, source: string): string | readonly string[] | undefined {
  if (!source.startsWith("method.request.")) return staticSource(call, source);
  const rest = source.slice("method.request.".length);
  if (rest === "body") return call.request.body.toString("utf8");
  if (rest.startsWith("body.")) {
    return textOf(jsonPath(parse(call.request.body.toString("utf8")), `$.${rest.slice(5)}`));
  }
  const dot = rest.indexOf(".");
  const name = rest.slice(dot + 1);
  switch (rest.slice(0, dot)) {
    case "path":
      return call.pathParameters?.[name];
    case "querystring":
      return call.query.single[name];
    case "multivaluequerystring":
      return call.query.multi[name];
    case "header":
      return headerNamed(call, name).at(-1);
    case "multivalueheader":
      return headerNamed(call, name).join(",");
    default:
      return undefined;
  }
}

/** Names in mappings are case-sensitive, aws-facts.md 7. */
function headerNamed(call: Call, name: string): string[] {
  const values: string[] = [];
  const { raw } = call.headers;
  for (let index = 0; index < raw.length; index += 2) {
    if (raw[index] === name) values.push(raw[index + 1]!);
  }
  return values;
}

function staticSource(call: Call, source: string): string | undefined {
  if (source.length >= 2 && source.startsWith("'") && source.endsWith("'")) {
    return source.slice(1, -1);
  }
  if (source.startsWith("context.")) return textOf(contextValue(call, source.slice(8)));
  if (source.startsWith("stageVariables.")) return call.stage?.variables?.[source.slice(15)];
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
  call: Call,
  parameters: Readonly<Record<string, string>>,
  answer: EndpointAnswer,
): string[] {
  const headers: string[] = [];
  for (const [target, source] of Object.entries(parameters)) {
    const name = target.replace(/^method\.response\.header\./, "");
    const value = responseSource(call, source, answer);
    if (value !== undefined && value !== "") headers.push(name, value);
  }
  return headers;
}

function responseSource(call: Call, source: string, answer: EndpointAnswer): string | undefined {
  if (!source.startsWith("integration.response.")) return staticSource(call, source);
  const rest = source.slice("integration.response.".length);
  if (rest === "body") return answer.body.toString("utf8");
  if (rest.startsWith("body.")) {
    return textOf(jsonPath(parse(answer.body.toString("utf8")), `$.${rest.slice(5)}`));
  }
  const match = /^(header|multivalueheader)\.(.+)$/.exec(rest);
  if (!match) return undefined;
  const values: string[] = [];
  for (let index = 0; index < answer.headers.length; index += 2) {
    if (answer.headers[index]!.toLowerCase() === match[2]!.toLowerCase()) {
      values.push(answer.headers[index + 1]!);
    }
  }
  if (values.length === 0) return undefined;
  return match[1] === "header" ? values.at(-1) : values.join(",");
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function textOf(value: unknown): string | undefined {
  if (value === undefined || value === null) return undefined;
  return typeof value === "string" ? value : JSON.stringify(value);
}
