import type { Functions } from "../../start/services";
import type { Routed } from "../call";
import {
  badGateway,
  configurationError,
  requestTooLong,
  timedOut,
  type Refusal,
} from "../answer/refusal";
import { stageMethodOf } from "../stage-method";

/** Lambda takes events of 6 MB. */
const eventLimit = 6 * 1024 * 1024;

/** Why Lambda would not even queue a call of the integration's function. */
export function invocationFault(call: Routed): Refusal | undefined {
  const { integration, permissionFault } = stageMethodOf(call);
  const functionArn = integration?.functionArn;
  const because =
    permissionFault ??
    (functionArn !== undefined && call.graph.functions.has(functionArn)
      ? undefined
      : `there is no function or alias ${functionArn}`);
  if (because === undefined) return undefined;
  call.traced = true;
  return configurationError(because);
}

/** Invokes the function of an integration: its payload, or why there is none. */
export async function invokeFunction(
  call: Routed,
  functions: Functions,
  payload: string,
): Promise<{ payload: string; failed: boolean } | Refusal> {
  const { integration, permissionFault } = stageMethodOf(call);
  const functionArn = integration?.functionArn;
  if (functionArn === undefined) {
    return configurationError(`the integration of ${call.method.route} names no function`);
  }
  call.traced = true;
  if (permissionFault !== undefined) return configurationError(permissionFault);
  if (payload.length > eventLimit / 3 && Buffer.byteLength(payload) > eventLimit) {
    return requestTooLong(`the event of ${functionArn} is over 6 MB`);
  }
  const { timeoutMilliseconds } = integration!;
  const result = await functions.invoke({
    functionArn,
    payload,
    definition: call.graph.definition,
    traceId: call.trace.full,
    timeoutMilliseconds,
  });
  switch (result.outcome) {
    case "returned":
      return { payload: result.payload, failed: false };
    case "functionError":
      return { payload: result.payload, failed: true };
    case "notFound":
      return configurationError(`there is no function or alias ${functionArn}`);
    case "throttled":
      return configurationError(`the function ${functionArn} is throttled`);
    case "callerTimeout":
      return timedOut(
        `the function ${functionArn} did not answer within ${timeoutMilliseconds} ms, the integration's timeout`,
      );
    case "tooLarge":
      return result.what === "request"
        ? requestTooLong(`the event of ${functionArn} is over 6 MB`)
        : badGateway(`the answer of ${functionArn} is over 6 MB`);
    default:
      return result satisfies never;
  }
}
