import type { InvocationResult } from "../start/services";
import type { Ended, ErrorPayload, Job } from "./sandbox";

// https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html: 6 MB, and 100 bytes of envelope for answers.
const largestAnswer = 6 * 1024 * 1024 + 100;

/** What Lambda answers for an event that was begun. */
export function resultOf(outcome: Ended, job: Job): InvocationResult {
  const printed = outcome.printed === undefined ? {} : { printed: outcome.printed };
  if (outcome.kind !== "returned") return { ...failedResult(outcome.error, job), ...printed };
  const { payload } = outcome;
  if (payload.length * 3 > largestAnswer && Buffer.byteLength(payload) > largestAnswer) {
    return { outcome: "tooLarge", what: "response" };
  }
  return { outcome: "returned", payload, requestId: job.requestId, ...printed };
}

/** What Lambda answers for an event that failed; errors of the sandbox name the request. */
export function failedResult(error: ErrorPayload, { requestId }: Job): InvocationResult {
  const message = `RequestId: ${requestId} ${error.errorMessage}`;
  const payload = JSON.stringify(error.trace ? error : { ...error, errorMessage: message });
  return { outcome: "functionError", payload, requestId };
}
