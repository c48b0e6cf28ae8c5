import type { ErrorPayload } from "../sandbox";

/** `{ errorType, errorMessage, trace }` of anything that was thrown. */
export function describeError(thrown: unknown): ErrorPayload;
/** The same under one of the runtime's own types, such as `Runtime.HandlerNotFound`. */
export function runtimeError(errorType: string, thrown: unknown): ErrorPayload;
