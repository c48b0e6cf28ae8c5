import type { IntegrationDefinition } from "../../../openapi/read/definitions";
import type { Routed, Overrides } from "../call";
import { firstValue, networkHeader, vpceHeader } from "../port/headers";
import { sendHttp } from "./http-endpoint";
import { findBadHeader, remapHeaders, type IntegrationAnswer } from "./integration-answer";
import { requestBody } from "./mapped/integration-request";
import { integrationResponse } from "./mapped/integration-response";
import { forbiddenMapping, mapRequest, type MappedParameters } from "./mapped/parameter-mapping";
import { badGateway, serverError, type Refusal } from "../answer/refusal";
import { stageMethodOf } from "../stage-method";
import { velocityText } from "./mapped/velocity-text";

const withoutBody = new Set(["GET", "HEAD", "OPTIONS"]);

/** Headers that a proxied request does not take along, docs/aws-facts.md 6.2 and its recordings. */
const notProxied = new Set([
  "host",
  "content-encoding",
  "content-length",
  "connection",
  "content-md5",
  "expect",
  "max-forwards",
  "proxy-authenticate",
  "server",
  "te",
  "trailer",
  "transfer-encoding",
  "upgrade",
  "via",
  "www-authenticate",
  "x-amzn-trace-id",
  networkHeader,
  vpceHeader,
]);

/** Headers that no mapping brings to an endpoint (recorded: LS TestApiGatewayHeaderRemapping[HTTP]). */
const neverSent = new Set(["connection", "expect", "proxy-authenticate", "te", "via"]);

/** HTTP_PROXY: the request as it came; HTTP: what mappings and templates say. */
export async function integrateHttp(call: Routed): Promise<IntegrationAnswer | Refusal> {
  const integration = stageMethodOf(call).integration!;
  const proxied = integration.type === "HTTP_PROXY";
  const parameters = mapRequest(call, integration);
  if ("allow" in parameters) return parameters;
  const rendered = proxied ? { body: call.request.body } : requestBody(call, integration);
  if ("allow" in rendered) return rendered;
  const forbidden = forbiddenMapping(integration);
  if (forbidden !== undefined) return serverError(forbidden);
  const mapped = withOverrides(parameters, call.overrides);
  const method = (
    integration.httpMethod && integration.httpMethod !== "ANY" ? integration.httpMethod : call.verb
  ).toUpperCase();
  if (!proxied) call.traced = true;
  const answer = await sendHttp({
    method,
    url: addressOf(call, integration, mapped),
    headers: requestHeaders(call, integration, { mapped, method }),
    body: withoutBody.has(method) ? Buffer.alloc(0) : rendered.body,
    timeoutMilliseconds: integration.timeoutMilliseconds,
  });
  if ("allow" in answer) return answer;
  if (!proxied) {
    return integrationResponse(call, integration, { ...answer, selection: String(answer.status) });
  }
  const bad = findBadHeader(answer.headers);
  if (bad !== undefined)
    return badGateway(`the endpoint's header ${JSON.stringify(bad)} is broken`);
  return {
    status: answer.status,
    headers: remapHeaders(answer.headers, "HTTP_PROXY"),
    body: answer.body,
  };
}

/** `$context.requestOverride` of a template stands over the mappings. */
function withOverrides(
  mapped: MappedParameters,
  overrides: Overrides | undefined,
): MappedParameters {
  const request = overrides?.requestOverride;
  if (!request) return mapped;
  const text = (values: Record<string, unknown>): Record<string, string> =>
    Object.fromEntries(
      Object.entries(values).map(([name, value]) => [
        name,
        Array.isArray(value) ? value.map(velocityText).join(",") : velocityText(value),
      ]),
    );
  return {
    header: { ...mapped.header, ...text(request.header) },
    path: { ...mapped.path, ...text(request.path) },
    querystring: { ...mapped.querystring, ...text(request.querystring) },
  };
}

function addressOf(
  call: Routed,
  integration: IntegrationDefinition,
  mapped: MappedParameters,
): string {
  const parameters = mapped.path;
  const filled = (integration.uri ?? "").replace(
    /\{([^{}]+)\}/g,
    // One without a value stays as it is (LocalStack's test_integration_uri_path_params_undefined).
    (whole, name: string) => {
      const key = name.replace(/\+$/, "");
      return Object.hasOwn(parameters, key) ? parameters[key]! : whole;
    },
  );
  const pairs: [string, string][] = [];
  if (integration.type === "HTTP_PROXY") {
    for (const [name, values] of Object.entries(call.query.multi)) {
      for (const value of values) pairs.push([name, value]);
    }
  }
  for (const [name, value] of Object.entries(mapped.querystring)) {
    for (const one of [value].flat()) pairs.push([name, one]);
  }
  if (pairs.length === 0) return filled;
  const query = pairs
    .map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(value)}`)
    .join("&");
  return `${filled}${filled.includes("?") ? "&" : "?"}${query}`;
}

function requestHeaders(
  call: Routed,
  integration: IntegrationDefinition,
  { mapped, method }: { mapped: MappedParameters; method: string },
): Record<string, string | string[]> {
  const headers = new Map<string, [name: string, value: string | string[]]>();
  const set = (name: string, value: string | string[]): void => {
    headers.set(name.toLowerCase(), [name, value]);
  };
  if (integration.type === "HTTP_PROXY") {
    const { raw, names } = call.headers;
    for (let index = 0; index < names.length; index++) {
      const lower = names[index]!;
      if (notProxied.has(lower)) continue;
      const known = headers.get(lower)?.[1];
      const value = raw[2 * index + 1]!;
      set(raw[2 * index]!, known === undefined ? value : [known, value].flat().join(","));
    }
  }
  for (const [name, value] of Object.entries(mapped.header)) {
    if (!neverSent.has(name.toLowerCase())) set(name, value);
  }
  const contentType = firstValue(call.headers, "content-type");
  if (contentType !== undefined && !withoutBody.has(method) && !headers.has("content-type")) {
    set("Content-Type", contentType);
  }
  const { apiId } = call.api.definition;
  if (!headers.has("accept")) set("Accept", "application/json");
  if (!headers.has("user-agent")) set("User-Agent", `AmazonAPIGateway_${apiId}`);
  set("X-Amzn-Trace-Id", call.trace.event);
  set("X-Amzn-Apigateway-Api-Id", apiId);
  return Object.fromEntries(headers.values());
}
