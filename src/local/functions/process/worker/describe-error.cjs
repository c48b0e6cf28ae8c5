// Errors as Lambda's own Node runtime reports them, from what a handler threw or rejected with.
"use strict";
const { isNativeError } = require("node:util").types;

const isError = (value) =>
  isNativeError(value) ||
  (typeof value === "object" &&
    value !== null &&
    "name" in value &&
    "message" in value &&
    "stack" in value);

/** Frames of Node and of this runtime say nothing about the handler. */
const isForeign = (line) =>
  /^\s+at /.test(line) && (line.includes(__dirname) || /\(?node:[\w/]+:\d+:\d+\)?$/.test(line));

/** `{ errorType, errorMessage, trace }` of anything that was thrown. */
function describeError(thrown) {
  try {
    if (!isError(thrown)) {
      return { errorType: typeof thrown, errorMessage: String(thrown), trace: [] };
    }
    return {
      errorType: String(thrown.name),
      errorMessage: String(thrown.message),
      trace: String(thrown.stack)
        .split("\n")
        .filter((line) => !isForeign(line)),
    };
  } catch {
    return {
      errorType: "handled",
      errorMessage:
        "callback called with Error argument, but there was a problem while retrieving one or more of its message, name, and stack",
      trace: [],
    };
  }
}

/** The same under one of the runtime's own types, such as `Runtime.HandlerNotFound`. */
function runtimeError(errorType, thrown) {
  const { errorMessage, trace, errorType: name } = describeError(thrown);
  const withName = errorMessage.startsWith(name) ? errorMessage : `${name}: ${errorMessage}`;
  return { errorType, errorMessage: thrown instanceof Error ? withName : errorMessage, trace };
}

module.exports = { describeError, runtimeError };
