import type { Routed } from "../call";
import type { IntegrationAnswer } from "./integration-answer";
import { requestBody } from "./mapped/integration-request";
import { integrationResponse } from "./mapped/integration-response";
import { serverError, type Refusal } from "../answer/refusal";
import { stageMethodOf } from "../stage-method";

/** MOCK: the request template says a status code, the integration response that fits is the answer. */
export function integrateMock(call: Routed): IntegrationAnswer | Refusal {
  const integration = stageMethodOf(call).integration!;
  const rendered = requestBody(call, integration);
  if ("allow" in rendered) return rendered;
  const status = readStatusCode(rendered.body.toString("utf8"));
  if (status === undefined) {
    return serverError(
      "the request template of the MOCK integration says no statusCode, a whole number",
    );
  }
  const answer = { status, headers: [], body: Buffer.alloc(0), selection: String(status) };
  return integrationResponse(call, integration, answer);
}

/** API Gateway also takes `{statusCode:200}`, as the templates of widespread tools have it. */
function readStatusCode(text: string): number | undefined {
  try {
    const value = JSON.parse(text) as { statusCode?: unknown } | null;
    const status = value?.statusCode;
    return typeof status === "number" && Number.isInteger(status) ? status : undefined;
  } catch {
    const match = /^\s*\{[^]*?['"]?statusCode['"]?\s*:\s*(\d{3})\s*[,}]/.exec(text);
    return match ? Number(match[1]) : undefined;
  }
}
