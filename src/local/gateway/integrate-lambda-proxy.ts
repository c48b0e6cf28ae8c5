import type { Functions } from "../services";
import type { Call } from "./call";
import type { IntegrationAnswer } from "./integration-answer";
import { invokeFunction } from "./invoke-function";
import { forbiddenMapping } from "./parameter-mapping";
import { proxyEvent } from "./proxy-event";
import { readProxyAnswer } from "./proxy-answer";
import { badGateway, configurationError, serverError, type Refusal } from "./refusal";
import { stageMethodOf } from "./stage-method";

/** AWS_PROXY: the function gets the whole request and says the whole answer. */
export async function integrateLambdaProxy(
  call: Call,
  functions: Functions,
): Promise<IntegrationAnswer | Refusal> {
  const { integration } = stageMethodOf(call);
  if (integration!.httpMethod?.toUpperCase() !== "POST") {
    return configurationError(
      `the integration of ${call.method!.route} calls Lambda by ${integration!.httpMethod ?? "no method"}; Lambda takes POST only`,
    );
  }
  // Mappings do nothing here, and yet those that name a header of the gateway's own are refused.
  const forbidden = forbiddenMapping(integration!);
  if (forbidden !== undefined) return serverError(forbidden);
  const result = await invokeFunction(call, functions, JSON.stringify(proxyEvent(call)));
  if ("allow" in result) return result;
  if (result.failed) {
    return badGateway(
      `the function ${integration!.functionArn} failed: ${result.payload.slice(0, 1000)}`,
    );
  }
  return readProxyAnswer(result.payload, call);
}
