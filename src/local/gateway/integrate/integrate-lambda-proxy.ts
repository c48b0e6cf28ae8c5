import type { IntegrationDefinition } from "../../../openapi/read/definitions";
import type { Functions } from "../../start/services";
import { misfit } from "./answer-fit";
import type { Routed } from "../call";
import type { IntegrationAnswer } from "./integration-answer";
import { invokeFunction } from "./invoke-function";
import { forbiddenMapping, mapRequest } from "./mapped/parameter-mapping";
import { proxyEvent } from "./proxy-event";
import { readProxyAnswer } from "./proxy-answer";
import { badGateway, configurationError, serverError, type Refusal } from "../answer/refusal";
import { stageMethodOf } from "../stage-method";

/** AWS_PROXY: the function gets the whole request and says the whole answer. */
export async function integrateLambdaProxy(
  call: Routed,
  functions: Functions,
): Promise<IntegrationAnswer | Refusal> {
  const { integration } = stageMethodOf(call);
  if (integration!.httpMethod?.toUpperCase() !== "POST") {
    return configurationError(
      `the integration of ${call.method.route} calls Lambda by ${integration!.httpMethod ?? "no method"}; Lambda takes POST only`,
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
  const answer = readProxyAnswer(result.payload, call);
  if (!("allow" in answer)) noteMisfit(call, { status: answer.status, payload: result.payload });
  return answer;
}

function noteMisfit(call: Routed, { status, payload }: { status: number; payload: string }): void {
  if (call.note !== undefined || !call.method || !call.api) return;
  const { definition } = call.api;
  const method = call.method.definition;
  // Parsed once more only where something is declared.
  const declares = Object.values(method.methodResponses).some((one) => one.responseModels);
  if (!declares) return;
  const { body } = JSON.parse(payload) as { body?: unknown };
  const note = misfit(method, definition.models, { status, body });
  if (note !== undefined) call.note = note;
}

/**
 * Mappings do nothing here, and yet a body that they cannot be taken from is refused, and a header of the
 * gateway's own (recorded: LS integrations::test_apigateway_header_remapping_aws[AWS_PROXY], 18-07-2024).
 */
function refuseMappings(call: Routed, integration: IntegrationDefinition): Refusal | undefined {
  if (Object.keys(integration.requestParameters).length === 0) return undefined;
  const mapped = mapRequest(call, integration);
  if ("allow" in mapped) return mapped;
  const forbidden = forbiddenMapping(integration);
  return forbidden === undefined ? undefined : serverError(forbidden);
}
