import { isUtf8 } from "node:buffer";
import type { InvocationResult } from "../../start/services";
import { AwsError } from "../service/aws-error";
import type { AwsContext } from "../service/context";
import type { AwsRequest, AwsResponse } from "../service/http/exchange";
import { logResult } from "./log-result";
import type { LambdaTarget } from "./target";

/** https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html */
const largestEvent = 6 * 1024 * 1024;
const largestAsyncEvent = 1024 * 1024;
/** Bytes in Base64. */
const largestContext = 3_583;

/** Runs a function for a caller who may: RequestResponse, Event or DryRun. */
export async function invoke(
  request: AwsRequest,
  { target, context }: { target: LambdaTarget; context: AwsContext },
): Promise<AwsResponse> {
  const type = request.header("x-amz-invocation-type") ?? "RequestResponse";
  const logType = request.header("x-amz-log-type") ?? "None";
  const clientContext = readClientContext(request);
  refuseModes(request);
  const headers = { "x-amzn-requestid": request.requestId };
  if (type === "DryRun") return { status: 204, headers, body: "" };
  const payload = readPayload(request, type === "Event" ? largestAsyncEvent : largestEvent);
  const traceId = request.header("x-amzn-trace-id");
  const invocation = {
    functionArn: target.arn,
    payload,
    definition: context.definition(),
    tail: logType === "Tail",
    ...(clientContext !== undefined && { clientContext }),
    ...(traceId !== undefined && { traceId }),
  };
  if (type === "Event") {
    void context.functions.invoke(invocation).catch((error: unknown) => {
      context.log.problem(`Function ${target.arn}, invoked as Event: ${String(error)}`);
    });
    return { status: 202, headers, body: "" };
  }
  const begun = Date.now();
  const result = await context.functions.invoke(invocation);
  const answer = answerOf(result, { target, headers });
  if (logType === "None") return answer;
  const fn = context.definition().functions.find(({ arn }) => arn === target.functionArn);
  const log = logResult(result, {
    milliseconds: Date.now() - begun,
    megabytes: fn?.memoryMegabytes,
  });
  return { ...answer, headers: { ...answer.headers, ...log } };
}

function readPayload(request: AwsRequest, limit: number): string {
  if (request.body.length > limit) {
    throw new AwsError(
      "RequestTooLargeException",
      `Request must be smaller than ${limit} bytes for the InvokeFunction operation`,
      413,
    );
  }
  const text = request.body.length === 0 ? "{}" : request.body.toString("utf8");
  if (isUtf8(request.body) && isJson(text)) return text;
  throw new AwsError(
    "InvalidRequestContentException",
    "Could not parse request body into json: the payload is no JSON.",
  );
}

/** Recorded: boto/boto3#2153. */
function readClientContext(request: AwsRequest): string | undefined {
  const encoded = request.header("x-amz-client-context");
  if (encoded === undefined) return undefined;
  const text = Buffer.from(encoded, "base64").toString("utf8");
  const inBase64 = /^[A-Za-z0-9+/]+={0,2}$/.test(encoded) && encoded.length % 4 === 0;
  if (inBase64 && encoded.length <= largestContext && isJson(text, "object")) return encoded;
  throw new AwsError(
    "InvalidRequestContentException",
    "Client context must be a valid Base64-encoded JSON object.",
  );
}

/** Functions here serve one tenant and run once: a call that counts on more is refused. */
function refuseModes(request: AwsRequest): void {
  const modes = {
    "x-amz-tenant-id": "tenant isolation",
    "x-amz-durable-execution-name": "durable",
  };
  for (const [header, mode] of Object.entries(modes)) {
    if (request.header(header) === undefined) continue;
    throw new AwsError(
      "InvalidParameterValueException",
      `The invoked function is not configured for ${mode}: ${header} cannot be used.`,
    );
  }
}

function isJson(text: string, kind?: "object"): boolean {
  try {
    const value: unknown = JSON.parse(text);
    return kind === undefined || (typeof value === "object" && !Array.isArray(value) && !!value);
  } catch {
    return false;
  }
}

function answerOf(
  result: InvocationResult,
  { target, headers }: { target: LambdaTarget; headers: Record<string, string> },
): AwsResponse {
  const executed = { "content-type": "application/json", "x-amz-executed-version": "$LATEST" };
  switch (result.outcome) {
    case "returned":
    case "functionError":
      return {
        status: 200,
        headers: {
          ...headers,
          ...executed,
          "x-amzn-requestid": result.requestId,
          ...(result.outcome === "functionError" && { "x-amz-function-error": "Unhandled" }),
        },
        body: result.payload,
      };
    case "notFound":
      throw new AwsError(
        "ResourceNotFoundException",
        `Function not found: ${target.functionArn}`,
        404,
      );
    case "throttled":
      throw new AwsError("TooManyRequestsException", "Rate Exceeded.", 429);
    case "tooLarge":
      if (result.what === "response")
        return { status: 200, headers: tooLarge(headers), body: large };
      throw new AwsError(
        "RequestTooLargeException",
        `Request must be smaller than ${largestEvent} bytes for the InvokeFunction operation`,
        413,
      );
    case "callerTimeout":
      throw new AwsError("ServiceException", "The function did not answer in time.", 500);
  }
}

function tooLarge(headers: Record<string, string>): Record<string, string> {
  return { ...headers, "content-type": "application/json", "x-amz-function-error": "Unhandled" };
}

/** What Lambda's runtime answers for a result over 6 MB. */
const large = JSON.stringify({
  errorMessage: "Response payload size exceeded maximum allowed payload size (6291556 bytes).",
  errorType: "Function.ResponseSizeTooLarge",
});
