import type { StageDefinition } from "../../graph/deployed";

/** One place in which an authorizer looks for who calls. */
export type IdentitySource =
  | { place: "header" | "querystring" | "stageVariable" | "context"; name: string }
  | { place: "none" };

/** Reads `method.request.header.Authorization` and its like. */
export function identitySourceOf(source: string): IdentitySource {
  const [, request, variable, context] =
    /^(?:(method\.request\.(?:header|querystring))|(stageVariables)|(context))\./.exec(source) ??
    [];
  const start = request ?? variable ?? context;
  if (start === undefined) return { place: "none" };
  const name = source.slice(start.length + 1);
  if (variable !== undefined) return { place: "stageVariable", name };
  if (context !== undefined) return { place: "context", name };
  return { place: request?.endsWith("header") === true ? "header" : "querystring", name };
}

/** What `$context` can hold where nobody signs, docs/aws-facts.md 6.1. */
const inContext: ReadonlySet<string> = new Set([
  ...["accountId", "apiId", "deploymentId", "domainName", "domainPrefix", "extendedRequestId"],
  ...["httpMethod", "path", "protocol", "requestId", "requestTime", "requestTimeEpoch"],
  ...["resourceId", "resourcePath", "stage"],
  ...["identity.sourceIp", "identity.userAgent", "identity.apiKey", "identity.clientCert"],
]);

/** Whether no call whatever has a value there: the stage lacks the variable, or no such place exists. */
export function neverSent(source: string, { variables }: StageDefinition): boolean {
  const read = identitySourceOf(source);
  if (read.place === "stageVariable") return (variables[read.name] ?? "") === "";
  if (read.place === "context") return !inContext.has(read.name);
  return read.place === "none";
}

/** Headers that come with every call, or with a key: without a proof they may be there all the same. */
const unproven: ReadonlySet<string> = new Set([
  ...["host", "user-agent", "accept", "accept-encoding", "x-api-key", "content-type", "origin"],
  ...["x-forwarded-for", "x-forwarded-port", "x-forwarded-proto", "x-amzn-trace-id", "referer"],
]);

/** Whether a caller who sends no proof at all leaves this source empty. */
export function isLeftEmpty(source: string): boolean {
  const read = identitySourceOf(source);
  if (read.place === "querystring") return true;
  return read.place === "header" && !unproven.has(read.name.toLowerCase());
}
