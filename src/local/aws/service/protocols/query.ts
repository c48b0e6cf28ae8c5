import type { AwsError } from "../aws-error";
import type { AwsRequest, AwsResponse } from "../http/exchange";

/** An answer in the Query protocol: XML named after the action. */
export function queryAnswer(
  request: AwsRequest,
  { action, namespace, output }: { action: string; namespace: string; output: object },
): AwsResponse {
  const result = `<${action}Result>${toXml(output)}</${action}Result>`;
  return {
    status: 200,
    headers: { "content-type": "text/xml", "x-amzn-requestid": request.requestId },
    body:
      `<${action}Response xmlns="${namespace}">${result}` +
      `<ResponseMetadata><RequestId>${request.requestId}</RequestId></ResponseMetadata></${action}Response>`,
  };
}

/** A refusal in the Query protocol. */
export function queryError(request: AwsRequest, error: AwsError, namespace: string): AwsResponse {
  const kind = error.status >= 500 ? "Receiver" : "Sender";
  return {
    status: error.status,
    headers: { "content-type": "text/xml", "x-amzn-requestid": request.requestId },
    body:
      `<ErrorResponse xmlns="${namespace}"><Error><Type>${kind}</Type><Code>${escapeXml(error.code)}</Code>` +
      `<Message>${escapeXml(error.message)}</Message></Error><RequestId>${request.requestId}</RequestId></ErrorResponse>`,
  };
}

/** The parameters of a request: in the query string or the form. The first value of a name counts. */
export function readParameters(request: AwsRequest): Record<string, string> {
  const parameters: Record<string, string> = {};
  const texts = [request.query, request.method === "POST" ? request.body.toString("utf8") : ""];
  for (const text of texts) {
    for (const [name, value] of new URLSearchParams(text)) parameters[name] ??= value;
  }
  return parameters;
}

function toXml(value: unknown): string {
  if (value === undefined || value === null) return "";
  if (typeof value !== "object") return escapeXml(String(value));
  return Object.entries(value)
    .filter(([, inner]) => inner !== undefined)
    .map(([name, inner]) => `<${name}>${toXml(inner)}</${name}>`)
    .join("");
}

function escapeXml(text: string): string {
  return text
    .replace(/[^\t\n\r\x20-\ud7ff\ue000-\ufffd]/g, "?")
    .replace(/&/g, "&amp;")
    .replace(/</g, "&lt;")
    .replace(/>/g, "&gt;")
    .replace(/"/g, "&quot;");
}
