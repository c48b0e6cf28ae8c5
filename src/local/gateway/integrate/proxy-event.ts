import type { Routed } from "../call";
import { firstValue } from "../port/headers";
import { requestContext } from "./request-context";
import { seenHeaders } from "./mapped/seen-headers";

/**
 * The event of a Lambda proxy integration, format 1.0, keys exactly as AWS sends them
 * (recorded: LS lambda::test_lambda_aws_proxy_integration, 02-08-2024).
 */
export function proxyEvent(call: Routed): Record<string, unknown> {
  const headers = seenHeaders(call);
  const { body } = call.request;
  const binary =
    body.length > 0 &&
    call.api.isBinary(firstValue(call.headers, "content-type") ?? "application/json");
  return {
    resource: call.resource.path,
    path: call.eventPath,
    httpMethod: call.verb,
    headers: headers.single,
    multiValueHeaders: headers.multi,
    queryStringParameters: call.query.empty ? null : call.query.single,
    multiValueQueryStringParameters: call.query.empty ? null : call.query.multi,
    pathParameters: call.pathParameters,
    stageVariables: call.stage.variables,
    requestContext: requestContext(call),
    body: body.length === 0 ? null : body.toString(binary ? "base64" : "utf8"),
    isBase64Encoded: binary,
  };
}
