// One event through a handler: async functions, plain values, callbacks and response streams.
"use strict";
const { Writable } = require("node:stream");
const { describeError } = require("./describe-error.cjs");

const streaming = Symbol.for("aws.lambda.runtime.handler.streaming");

/** The global that Lambda's runtime offers for streamed responses. */
const awslambda = {
  streamifyResponse(handler) {
    handler[streaming] = "response";
    return handler;
  },
  HttpResponseStream: {
    from(stream, metadata) {
      stream.metadata = metadata;
      return stream;
    },
  },
};

/** What handlers get as their second argument. */
function contextOf(job, settings, finish) {
  const deadline = Date.now() + settings.timeoutSeconds * 1000;
  return {
    callbackWaitsForEmptyEventLoop: true,
    functionVersion: "$LATEST",
    functionName: settings.functionName,
    memoryLimitInMB: String(settings.memoryMegabytes),
    logGroupName: `/aws/lambda/${settings.functionName}`,
    logStreamName: settings.environment.AWS_LAMBDA_LOG_STREAM_NAME,
    clientContext: job.clientContext,
    identity: undefined,
    invokedFunctionArn: job.invokedFunctionArn,
    awsRequestId: job.requestId,
    getRemainingTimeInMillis: () => Math.max(0, deadline - Date.now()),
    done: (error, value) => finish(error, value),
    fail: (error) => finish(error ?? "handled"),
    succeed: (value) => finish(null, value),
  };
}

/** Collects what a streaming handler writes: the local gateway answers in one piece. */
function collector() {
  const chunks = [];
  const stream = new Writable({
    write(chunk, _encoding, done) {
      chunks.push(Buffer.from(chunk));
      done();
    },
  });
  stream.setContentType = (type) => {
    stream.contentType = type;
  };
  const ended = new Promise((resolve, reject) => stream.on("finish", resolve).on("error", reject));
  const text = () => {
    const body = Buffer.concat(chunks).toString("utf8");
    return stream.metadata ? JSON.stringify({ ...stream.metadata, body }) : body;
  };
  return { stream, ended, text };
}

async function runStreaming(handler, event, context) {
  const { stream, ended, text } = collector();
  await handler(event, stream, context);
  if (!stream.writableEnded) stream.end();
  await ended;
  return text();
}

/** Until Node.js 22 a plain function answers by its callback alone; from 24 on by what it returns. */
const returnsItsAnswer = (handler, { runtime }) =>
  handler.length < 3 && !/^nodejs(?:1\d|2[0-3])\./.test(runtime ?? "");

/** A callback's answer goes out once nothing is left to do, unless the handler does not want to wait. */
function callbackOf(context, finish, whenIdle) {
  return (error, value) => {
    const waits = context.callbackWaitsForEmptyEventLoop && (error ?? undefined) === undefined;
    if (waits && whenIdle) whenIdle(() => finish(error, value));
    else finish(error, value);
  };
}

function runPlain(handler, event, context, { finish, settings }) {
  const { whenIdle } = settings;
  // Nobody has called back and nothing is left that could: Lambda answers null.
  whenIdle?.(() => finish(null, null));
  const result = handler(event, context, callbackOf(context, finish, whenIdle));
  const isPromise = typeof result?.then === "function";
  if (!isPromise && !returnsItsAnswer(handler, settings)) return undefined;
  whenIdle?.(undefined);
  return isPromise ? result : Promise.resolve(result);
}

function toJson(value) {
  try {
    return JSON.stringify(value === undefined ? null : value) ?? "null";
  } catch {
    throw new Error("Unable to stringify response body");
  }
}

/** Runs one event; resolves with `{ payload }` or `{ error }`, never rejects. */
function runHandler(handler, job, settings) {
  return new Promise((resolve) => {
    const fail = (thrown) => resolve({ error: describeError(thrown) });
    const succeed = (value) => {
      try {
        resolve({ payload: toJson(value) });
      } catch (error) {
        fail(error);
      }
    };
    const finish = (error, value) =>
      error === null || error === undefined ? succeed(value) : fail(error);
    try {
      const event = JSON.parse(job.payload);
      const context = contextOf(job, settings, finish);
      if (handler[streaming]) {
        runStreaming(handler, event, context).then((payload) => resolve({ payload }), fail);
        return;
      }
      runPlain(handler, event, context, { finish, settings })?.then(succeed, fail);
    } catch (error) {
      fail(error);
    }
  });
}

module.exports = { runHandler, awslambda };
