import type { Located } from "../../call";
import { requestContext } from "../request-context";

/** The value at a path of `$context`, such as `identity.sourceIp` or `authorizer.claims.email`. */
export function contextValue(call: Located, path: string): unknown {
  if (path === "awsEndpointRequestId") return undefined;
  let value: unknown = contextOf(call);
  const names = path.split(".");
  for (let index = 0; index < names.length; index++) {
    if (typeof value !== "object" || value === null) return undefined;
    const rest = names.slice(index).join(".");
    // Claims such as `cognito:groups` stay one name; a dotted one is looked for whole.
    if (Object.hasOwn(value, rest)) return (value as Record<string, unknown>)[rest];
    if (!Object.hasOwn(value, names[index]!)) return undefined;
    value = (value as Record<string, unknown>)[names[index]!];
  }
  return value;
}

/** `$context` of a call: the event's requestContext, also where no stage was found. */
export function contextOf(call: Located): Record<string, unknown> {
  if (call.stage && call.api) return requestContext(call);
  return {
    requestId: call.requestId,
    extendedRequestId: call.extendedRequestId,
    httpMethod: call.verb,
    path: call.contextPath,
    protocol: call.request.protocol,
    identity: { sourceIp: call.request.sourceIp },
  };
}
