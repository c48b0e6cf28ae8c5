import type { Functions } from "../../start/services";
import type { Routed } from "../call";
import type { IntegrationAnswer } from "./integration-answer";
import { requestBody } from "./mapped/integration-request";
import { integrationResponse, type SelectedAnswer } from "./mapped/integration-response";
import { invocationFault, invokeFunction } from "./invoke-function";
import { forbiddenMapping, mapRequest } from "./mapped/parameter-mapping";
import { payloadFault } from "./payload-fault";
import { configurationError, refuse, serverError, type Refusal } from "../answer/refusal";
import { stageMethodOf } from "../stage-method";

/** AWS: a function with templates before and after; every other service answers 501 here. */
export async function integrateLambda(
  call: Routed,
  functions: Functions,
): Promise<IntegrationAnswer | Refusal> {
  const integration = stageMethodOf(call).integration!;
  if (integration.functionArn === undefined) {
    const service = /^arn:[^:]*:apigateway:[^:]*:([^:]+):/.exec(integration.uri ?? "")?.[1];
    return {
      ...refuse(
        "DEFAULT_5XX",
        "Not implemented",
        `the integration calls the service ${service ?? integration.uri ?? "(none)"}, which this gateway does not stand in for`,
      ),
      status: 501,
      errorType: "NotImplementedException",
    };
  }
  if (integration.httpMethod !== undefined && integration.httpMethod !== "POST") {
    return configurationError(
      `the integration calls Lambda by ${integration.httpMethod}; Lambda takes POST only`,
    );
  }
  const mapped = mapRequest(call, integration);
  if ("allow" in mapped) return mapped;
  const rendered = requestBody(call, integration);
  if ("allow" in rendered) return rendered;
  const forbidden = forbiddenMapping(integration);
  if (forbidden !== undefined) return serverError(forbidden);
  const payload = rendered.body.length === 0 ? "{}" : rendered.body.toString("utf8");
  const malformed = payloadFault(payload);
  if (malformed) return malformed;
  if (isEvent(mapped.header)) {
    const fault = invocationFault(call);
    if (fault) return fault;
    void invokeFunction(call, functions, payload).catch(() => undefined);
    return integrationResponse(call, integration, asAnswer("", ""));
  }
  const result = await invokeFunction(call, functions, payload);
  if ("allow" in result) return result;
  // The error's text picks the response, not a status.
  const selection = errorMessage(result.payload);
  return integrationResponse(call, integration, asAnswer(result.payload, selection));
}

/** `X-Amz-Invocation-Type: Event`: Lambda queues the call and answers at once. */
function isEvent(headers: Readonly<Record<string, string>>): boolean {
  return Object.entries(headers).some(
    ([name, value]) =>
      name.toLowerCase() === "x-amz-invocation-type" && value.toLowerCase() === "event",
  );
}

function asAnswer(payload: string, selection: string): SelectedAnswer {
  return { status: 200, headers: [], body: Buffer.from(payload), selection };
}

function errorMessage(payload: string): string {
  try {
    const value = JSON.parse(payload) as { errorMessage?: unknown } | null;
    return typeof value?.errorMessage === "string" ? value.errorMessage : "";
  } catch {
    return "";
  }
}
