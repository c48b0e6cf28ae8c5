import type { IntegrationDefinition } from "../../access/definition";
import type { Functions } from "../services";
import type { Call } from "./call";
import type { IntegrationAnswer } from "./integration-answer";
import { invokeFunction } from "./invoke-function";
import { forbiddenMapping, mapRequest } from "./parameter-mapping";
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
  const refused = refuseMappings(call, integration!);
  if (refused) return refused;
  const result = await invokeFunction(call, functions, JSON.stringify(proxyEvent(call)));
  if ("allow" in result) return result;
  if (result.failed) {
    return badGateway(
      `the function ${integration!.functionArn} failed: ${result.payload.slice(0, 1000)}`,
    );
  }
  return readProxyAnswer(result.payload, call);
}

/**
 * Mappings do nothing here, and yet a body that they cannot be taken from is refused, and a header of the
 * gateway's own (recorded: LS integrations::test_apigateway_header_remapping_aws[AWS_PROXY], 18-07-2024).
 */
function refuseMappings(call: Call, integration: IntegrationDefinition): Refusal | undefined {
  if (Object.keys(integration.requestParameters).length === 0) return undefined;
  const mapped = mapRequest(call, integration);
  if ("allow" in mapped) return mapped;
  const forbidden = forbiddenMapping(integration);
  return forbidden === undefined ? undefined : serverError(forbidden);
}
