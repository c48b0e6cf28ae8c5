import { answerOf } from "./answer";
import { ApiError } from "./api-error";
import { encode } from "./encode";
import { invokedFunction, signingKeys, variable } from "./environment";
import type { ProxyResult } from "./event";
import { labelOf, type Input, type Row, type Surroundings } from "./row";
import { send, type HttpAnswer } from "./send";
import { signedHeaders } from "./sign";

/**
 * The `invoke` of one function: Lambda's Invoke on the alias `direct` of the callee.
 * @see https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html
 */
export function createInvoke(surroundings: Surroundings) {
  return async function invoke(row: Row, input: Input = {}): Promise<unknown> {
    const { status, headers, text } = await request(row, input, surroundings);
    const payload = answerOf(text, "application/json");
    const endpoint = labelOf(row);
    if (status !== 200) throw new ApiError({ endpoint, status, body: payload });
    // What a failed function says is its own affair; the gateway, too, answers 502 and no more.
    if (headers["x-amz-function-error"] !== undefined)
      throw new ApiError(failed(endpoint, payload));
    return valueOf(endpoint, payload);
  };
}

function request(row: Row, input: Input, surroundings: Surroundings): Promise<HttpAnswer> {
  const region = variable("AWS_REGION", surroundings.row);
  const origin = new URL(process.env["AWS_ENDPOINT_URL_LAMBDA"] ?? lambdaUrl(region));
  const [name = "", alias = ""] = invokedFunction(row.name, surroundings.row).split(":");
  const path = `/2015-03-31/functions/${encode(name)}/invocations?Qualifier=${encode(alias)}`;
  const { params, query, headers, body } = input;
  const payload = JSON.stringify({ params, query, headers, body });
  const plain = { "content-type": "application/json", "x-amz-invocation-type": "RequestResponse" };
  const signed = signedHeaders(
    {
      service: "lambda",
      region,
      host: origin.host,
      method: "POST",
      path,
      headers: plain,
      body: payload,
    },
    signingKeys(surroundings.row),
  );
  const timeoutMilliseconds = surroundings.timeoutMilliseconds();
  const label = labelOf(row);
  return send({
    origin,
    method: "POST",
    path,
    headers: signed,
    body: payload,
    timeoutMilliseconds,
    label,
  });
}

function lambdaUrl(region: string): string {
  return `https://lambda.${region}.amazonaws.com${region.startsWith("cn-") ? ".cn" : ""}`;
}

function failed(endpoint: string, payload: unknown) {
  const type = (payload as { errorType?: unknown } | null)?.errorType;
  const message =
    typeof type === "string" ? `the function failed with ${type}` : "the function failed";
  return { endpoint, status: 502, body: { ...(payload as object | null), message } };
}

function valueOf(endpoint: string, payload: unknown): unknown {
  const { statusCode, headers, body, isBase64Encoded } = (payload ?? {}) as Partial<ProxyResult>;
  const status = Number(statusCode ?? 200);
  const text = isBase64Encoded ? Buffer.from(body ?? "", "base64").toString("utf8") : (body ?? "");
  const mediaType = Object.entries(headers ?? {}).find(
    ([name]) => name.toLowerCase() === "content-type",
  );
  const value = answerOf(text, mediaType === undefined ? undefined : String(mediaType[1]));
  if (status >= 200 && status < 300) return value;
  throw new ApiError({ endpoint, status, body: value });
}
