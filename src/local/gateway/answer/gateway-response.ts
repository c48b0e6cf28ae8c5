import type { GatewayResponseDefinition } from "../../../openapi/read/definitions";
import { isLocated, type Call } from "../call";
import type { CompiledResponse, GatewayResponses } from "../compiled";
import { contextValue } from "../integrate/mapped/context-value";
import { firstValue } from "../port/headers";
import type { Refusal, ResponseType } from "./refusal";
import { compileSubstitution, type Substitution } from "../integrate/mapped/substitution";

const builtIn = compileSubstitution('{"message":$context.error.messageString}');

/** Compiles the gateway responses of an API. */
export function compileGatewayResponses(
  definitions: readonly GatewayResponseDefinition[],
): GatewayResponses {
  const responses = new Map<string, CompiledResponse>();
  for (const one of definitions) {
    const templates = Object.entries(one.responseTemplates);
    responses.set(one.responseType, {
      status: one.statusCode ? Number(one.statusCode) : undefined,
      parameters: Object.entries(one.responseParameters).map(([target, source]) => [
        target.replace(/^gatewayresponse\.header\./, ""),
        source,
      ]),
      // A type that was put without templates has the default one, docs/aws-facts.md 9.
      templates:
        templates.length === 0
          ? [["application/json", builtIn]]
          : templates.map(([type, text]) => [type, compileSubstitution(text)]),
    });
  }
  return responses;
}

/**
 * Errors of these types are raised while the method executes; their text has a space after the colon
 * (docs/aws-facts.md 0, from byte lengths). The others come from in front of it and are compact.
 */
const spaced = new Set<ResponseType>([
  "API_CONFIGURATION_ERROR",
  "AUTHORIZER_CONFIGURATION_ERROR",
  "AUTHORIZER_FAILURE",
  "BAD_REQUEST_BODY",
  "BAD_REQUEST_PARAMETERS",
  "DEFAULT_5XX",
  "INTEGRATION_FAILURE",
  "INTEGRATION_TIMEOUT",
  "REQUEST_TOO_LARGE",
  "UNSUPPORTED_MEDIA_TYPE",
]);

/** A body that parameters are mapped from has no type. */
function isSpaced({ responseType, status, fixed }: Refusal): boolean {
  return spaced.has(responseType) || (responseType === "DEFAULT_4XX" && status === 400 && !fixed);
}

/** `$context.error.messageString`: quoted, with the leading space that errors of execution have. */
export function messageString(refusal: Refusal): string {
  if (refusal.message === null) return "null";
  const quoted = JSON.stringify(refusal.message);
  return isSpaced(refusal) ? ` ${quoted}` : quoted;
}

/** The status, headers and body that a refusal has on the wire. */
export interface RenderedRefusal {
  status: number;
  headers: string[];
  body: string;
}

/** Renders a refusal through the API's gateway responses. */
export function renderRefusal(refusal: Refusal, call: Call): RenderedRefusal {
  if (refusal.plain) {
    return {
      status: refusal.status,
      headers: ["Content-Type", refusal.plain.contentType, ...(refusal.plain.headers ?? [])],
      body: refusal.plain.body,
    };
  }
  const own = refusal.fixed ? undefined : findResponse(refusal, call);
  if (!own) {
    const name = refusal.responseType === "ACCESS_DENIED" ? "Message" : "message";
    return {
      status: refusal.status,
      headers: ["Content-Type", "application/json", "x-amzn-ErrorType", refusal.errorType],
      body: `{"${name}":${messageString(refusal)}}`,
    };
  }
  const [contentType, template] = chooseTemplate(own, call);
  const look = (path: string): string => lookUp(path, refusal, call);
  const headers: string[] = ["x-amzn-ErrorType", refusal.errorType];
  let typed = false;
  for (const [name, source] of own.parameters) {
    const value = parameterValue(source, look, call);
    if (value === undefined) continue;
    if (name.toLowerCase() === "content-type") typed = true;
    headers.push(name, value);
  }
  if (!typed) headers.unshift("Content-Type", contentType);
  return { status: own.status ?? refusal.status, headers, body: template(look) };
}

/** DEFAULT_4XX and DEFAULT_5XX stand for every type of their class that was not put itself. */
function findResponse(refusal: Refusal, call: Call): CompiledResponse | undefined {
  const responses = call.api?.responses;
  if (!responses || responses.size === 0) return undefined;
  return (
    responses.get(refusal.responseType) ??
    responses.get(refusal.status >= 500 ? "DEFAULT_5XX" : "DEFAULT_4XX")
  );
}

function chooseTemplate(
  response: CompiledResponse,
  call: Call,
): readonly [contentType: string, template: Substitution] {
  const accept = firstValue(call.headers, "accept");
  return (
    response.templates.find(([type]) => type === accept) ??
    response.templates.find(([type]) => type === "application/json") ??
    response.templates[0]!
  );
}

function lookUp(path: string, refusal: Refusal, call: Call): string {
  switch (path) {
    case "context.error.message":
      return refusal.message ?? "null";
    case "context.error.messageString":
      return messageString(refusal);
    case "context.error.responseType":
      // Seen by one emulator's measurements, docs/aws-facts.md 9.
      return refusal.responseType === "AUTHORIZER_CONFIGURATION_ERROR"
        ? "API_CONFIGURATION_ERROR"
        : refusal.responseType;
    case "context.error.validationErrorString":
      // Comes escaped, so that it may stand between quotes (aws-samples/serverless-samples, apigw-eventbridge-schema-validation).
      return JSON.stringify(refusal.validationErrors ?? "").slice(1, -1);
    default:
  }
  if (path.startsWith("context."))
    return isLocated(call) ? textOf(contextValue(call, path.slice(8))) : "";
  if (path.startsWith("stageVariables.")) {
    return call.stage?.variables?.[path.slice(15)] ?? "";
  }
  return textOf(requestValue(path, call));
}

function textOf(value: unknown): string {
  if (value === undefined || value === null) return "";
  return typeof value === "string" ? value : JSON.stringify(value);
}

function requestValue(path: string, call: Call): string | undefined {
  const match = /^method\.request\.(header|path|querystring)\.(.+)$/.exec(path);
  if (!match) return undefined;
  const [, place, name] = match;
  if (place === "header") return firstValue(call.headers, name!.toLowerCase());
  if (place === "path") return call.pathParameters?.[name!];
  return call.query.single[name!];
}

function parameterValue(
  source: string,
  look: (path: string) => string,
  call: Call,
): string | undefined {
  if (source.startsWith("'")) return source.replace(/^'|'$/g, "");
  if (source.startsWith("method.request.")) return requestValue(source, call);
  const value = look(source);
  return value === "" ? undefined : value;
}
