import type { Routed } from "../../call";
import { edgeHeaders } from "../../port/edge";
import { eventHeaders, type EventHeaders } from "../../port/headers";

/** The headers of a call as functions, mapping templates and parameter mappings see them. */
export function seenHeaders(call: Routed): EventHeaders {
  return eventHeaders(call.headers, {
    traceId: call.trace.event,
    sourceIp: call.request.sourceIp,
    edge: edgeHeaders(call),
    withoutAuthorization: call.method?.definition.authorizationType === "AWS_IAM",
  });
}
