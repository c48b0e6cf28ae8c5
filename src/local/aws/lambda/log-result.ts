import type { InvocationResult } from "../../start/services";

/** Bytes of the end of a log that Lambda hands back. */
const tailBytes = 4_096;

/** The header of `LogType: Tail`: the end of the log, Lambda's own lines around what the function printed. */
export function logResult(
  result: InvocationResult,
  { milliseconds, megabytes = 128 }: { milliseconds: number; megabytes?: number | undefined },
): Record<string, string> {
  if (result.outcome !== "returned" && result.outcome !== "functionError") return {};
  const { requestId, printed = "" } = result;
  const used = `Memory Size: ${megabytes} MB\tMax Memory Used: ${megabytes} MB`;
  const text = [
    `START RequestId: ${requestId} Version: $LATEST\n`,
    printed === "" || printed.endsWith("\n") ? printed : `${printed}\n`,
    `END RequestId: ${requestId}\n`,
    `REPORT RequestId: ${requestId}\tDuration: ${milliseconds.toFixed(2)} ms\tBilled Duration: ${Math.ceil(milliseconds)} ms\t${used}\t\n`,
  ].join("");
  return { "x-amz-log-result": Buffer.from(text).subarray(-tailBytes).toString("base64") };
}
