/** Headers that let the gateway's own page read an answer. */
export function corsHeaders(origin: string | undefined): Record<string, string> {
  if (origin === undefined) return {};
  return {
    "access-control-allow-origin": origin,
    "access-control-expose-headers": "x-amzn-requestid,x-amzn-errortype,x-amzn-errormessage,date",
    vary: "origin",
  };
}

/** Headers of the answer to a preflight. */
export function preflightHeaders(origin: string): Record<string, string> {
  return {
    ...corsHeaders(origin),
    "access-control-allow-methods": "GET,HEAD,POST,PUT,PATCH,DELETE",
    "access-control-allow-headers": allowedHeaders.join(","),
    "access-control-max-age": "600",
  };
}

/** What the SDKs and Amplify send from a browser. */
const allowedHeaders = [
  "amz-sdk-invocation-id",
  "amz-sdk-request",
  "authorization",
  "cache-control",
  "content-type",
  "x-amz-client-context",
  "x-amz-content-sha256",
  "x-amz-date",
  "x-amz-invocation-type",
  "x-amz-log-type",
  "x-amz-security-token",
  "x-amz-target",
  "x-amz-user-agent",
  "x-amzn-trace-id",
];
