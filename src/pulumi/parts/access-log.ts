/**
 * What one line of the access log says. It names the id of the key, never its value, and neither claims
 * nor the Authorization header.
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-mapping-template-reference.html
 */
const fields = {
  requestId: "$context.requestId",
  extendedRequestId: "$context.extendedRequestId",
  time: "$context.requestTime",
  method: "$context.httpMethod",
  route: "$context.resourcePath",
  status: "$context.status",
  latency: "$context.responseLatency",
  sourceIp: "$context.identity.sourceIp",
  apiKeyId: "$context.identity.apiKeyId",
  caller: "$context.identity.userArn",
  principal: "$context.authorizer.principalId",
  authorizerStatus: "$context.authorizer.status",
  authorizerError: "$context.authorizer.error",
  authenticateError: "$context.authenticate.error",
  authorizeError: "$context.authorize.error",
  integrationStatus: "$context.integration.status",
  integrationError: "$context.integration.error",
  refusedBecause: "$context.error.responseType",
  errorMessage: "$context.error.message",
  tlsVersion: "$context.tlsVersion",
};

/** The format of the access log: one line of JSON for each call. */
export const accessLogFormat = JSON.stringify(fields);
