import type { Functions } from "../../start/services";
import type { Routed } from "../call";
import type { IntegrationAnswer } from "./integration-answer";
import { integrateHttp } from "./integrate-http";
import { integrateLambda } from "./integrate-lambda";
import { integrateLambdaProxy } from "./integrate-lambda-proxy";
import { integrateMock } from "./integrate-mock";
import { configurationError, type Refusal } from "../answer/refusal";
import { stageMethodOf } from "../stage-method";

/** Asks the integration of the method. */
export function integrate(
  call: Routed,
  functions: Functions,
): Promise<IntegrationAnswer | Refusal> | IntegrationAnswer | Refusal {
  const { integration } = stageMethodOf(call);
  switch (integration?.type) {
    case "AWS_PROXY":
      return integrateLambdaProxy(call, functions);
    case "AWS":
      return integrateLambda(call, functions);
    case "MOCK":
      return integrateMock(call);
    case "HTTP":
    case "HTTP_PROXY":
      return integrateHttp(call);
    case undefined:
      return configurationError(`${call.method.route} has no integration`);
    default:
      return integration!.type satisfies never;
  }
}
