import { RunError } from "@pulumi/pulumi";

/**
 * A mistake in the user's table, configuration or code: Pulumi prints its message without a stack.
 *
 * The message stays as it is: where a rejected value is an input, Pulumi puts `error serializing property "…": `
 * before the message, once for each resource that waits for it (runtime/rpc.js).
 */
export function runError(message: string): RunError {
  const error = new RunError(message);
  Object.defineProperty(error, "message", { get: () => message, set: () => {} });
  return error;
}
