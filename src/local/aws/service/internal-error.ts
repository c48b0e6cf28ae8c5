import { AwsError } from "./aws-error";
import type { AwsContext } from "./context";

/** A refusal as it is; anything else is a fault of ours: told in the log, and not to the caller. */
export function asAwsError(error: unknown, { log }: Pick<AwsContext, "log">): AwsError {
  if (error instanceof AwsError) return error;
  const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
  log.problem(`The AWS port: ${text}`);
  return new AwsError("InternalErrorException", "Something went wrong", 500);
}
