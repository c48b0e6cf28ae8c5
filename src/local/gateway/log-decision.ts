import type { DecisionRecord, Log } from "../services";
import type { Call } from "./call";
import type { IntegrationAnswer } from "./integration-answer";
import type { Refusal } from "./refusal";

/** Tells the log what was decided and why. A failed integration is an allowed call. */
export function recordDecision(
  log: Log,
  call: Call,
  { result, status }: { result: IntegrationAnswer | Refusal; status: number },
): void {
  const refused = "allow" in result ? result : undefined;
  const record: DecisionRecord = {
    at: new Date(call.receivedAt).toISOString(),
    requestId: call.requestId,
    method: call.request.method,
    path: call.contextPath,
    status,
    allow: !refused,
    because: refused ? [...call.because, refused.because] : call.because,
    milliseconds: Math.max(0, Date.now() - call.receivedAt),
  };
  if (call.api) record.apiId = call.api.definition.apiId;
  if (call.stage) record.stage = call.stage.definition.stageName;
  if (call.method) record.route = call.method.route;
  if (refused) record.responseType = refused.responseType;
  if (call.principal !== undefined) record.principal = call.principal;
  if (call.usagePlan !== undefined) record.usagePlan = call.usagePlan;
  log.decision(record);
}
