import type { AuthorizerDefinition } from "../../../openapi/read/definitions";
import { identitySourceOf } from "../../../access/judge/identity-source";
import { methodArn, type Routed } from "../call";
import { contextValue } from "../integrate/mapped/context-value";
import { edgeHeaders } from "../port/edge";
import { eventHeaders, firstValue, lastValue } from "../port/headers";
import { requestContext } from "../integrate/request-context";

/** The values of an authorizer's identity sources, in order; undefined where one is missing or empty. */
export function identityValues(
  call: Routed,
  definition: AuthorizerDefinition,
): { values: string[] } | { missing: string } {
  const values: string[] = [];
  for (const source of definition.identitySource) {
    const value = sourceValue(call, source, definition.type);
    if (!value) return { missing: source };
    values.push(value);
  }
  return { values };
}

function sourceValue(
  call: Routed,
  source: string,
  type: AuthorizerDefinition["type"],
): string | undefined {
  const read = identitySourceOf(source);
  // The policy is kept by what the function sees: of a repeated header the last value, as in its event.
  const headerValue = type === "REQUEST" ? lastValue : firstValue;
  switch (read.place) {
    case "header":
      return headerValue(call.headers, read.name.toLowerCase());
    case "querystring":
      return call.query.single[read.name];
    case "stageVariable":
      return call.stage.variables?.[read.name];
    case "context": {
      const value = contextValue(call, read.name);
      return value === undefined || value === null ? undefined : String(value);
    }
    case "none":
      return undefined;
    default:
      return read satisfies never;
  }
}

/** The event of an authorizer's function, docs/aws-facts.md 4. */
export function authorizerEvent(
  call: Routed,
  definition: AuthorizerDefinition,
  token: string | undefined,
): Record<string, unknown> {
  if (definition.type === "TOKEN") {
    return { type: "TOKEN", methodArn: methodArn(call), authorizationToken: token };
  }
  const headers = eventHeaders(call.headers, {
    traceId: call.trace.event,
    sourceIp: call.request.sourceIp,
    edge: edgeHeaders(call),
    withoutAuthorization: false,
  });
  const context = requestContext(call);
  // The key is not validated yet: its raw value stands here and no id, docs/aws-facts.md 4.
  const key = firstValue(call.headers, "x-api-key");
  if (key !== undefined) (context["identity"] as Record<string, unknown>)["apiKey"] = key;
  return {
    type: "REQUEST",
    methodArn: methodArn(call),
    resource: call.resource.path,
    path: call.eventPath,
    httpMethod: call.verb,
    headers: headers.single,
    multiValueHeaders: headers.multi,
    queryStringParameters: call.query.single,
    multiValueQueryStringParameters: call.query.multi,
    pathParameters: call.pathParameters ?? {},
    stageVariables: call.stage.variables ?? {},
    requestContext: context,
  };
}
