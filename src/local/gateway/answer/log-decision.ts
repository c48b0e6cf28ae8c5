import { mendFor } from "../../../access/explain/mend";
import { checkOf } from "../../../access/explain/refused-call";
import type { DecisionRecord, Log } from "../../start/services";
import { splitTarget } from "../../sigv4";
import { isRouted, type Call } from "../call";
import type { IntegrationAnswer } from "../integrate/integration-answer";
import type { Refusal } from "./refusal";
import { refusedByEntry } from "../authorize/refused-by-entry";
import { refusedCall } from "./refused-call";
import { blotOut, secretsOf } from "./secrets-of";

/** Tells the log what was decided and why, and of a refused call what would have let it pass. */
export function recordDecision(
  log: Log,
  call: Call,
  { result, status }: { result: IntegrationAnswer | Refusal; status: number },
): void {
  const byGateway = "allow" in result ? result : undefined;
  const byEntry = !byGateway && status === 403 && isRouted(call) ? refusedByEntry(call) : undefined;
  const refused = byGateway ?? byEntry;
  const record: DecisionRecord = {
    at: new Date(call.receivedAt).toISOString(),
    requestId: call.requestId,
    method: call.request.method,
    path: call.stage ? call.contextPath : splitTarget(call.request.target).path,
    status,
    allow: !refused,
    because: call.because.map(({ text }) => text),
    milliseconds: Math.max(0, Date.now() - call.receivedAt),
  };
  if (call.api) record.apiId = call.api.definition.apiId;
  if (call.stage) record.stage = call.stage.definition.stageName;
  if (call.method) record.route = call.method.route;
  if (call.principal !== undefined) record.principal = call.principal;
  if (call.usagePlan !== undefined) record.usagePlan = call.usagePlan;
  if (call.note !== undefined) record.note = call.note;
  if (refused) addRefusal(record, call, refused);
  // A row's own check answers as API Gateway does, and yet it is the function that answers.
  if (byGateway) record.responseType = byGateway.responseType;
  // What an authorizer's function answered may repeat what it was sent.
  const mayQuote = refused ?? call.method?.definition.authorizationType === "CUSTOM";
  log.decision(mayQuote ? withoutSecrets(record, secretsOf(call)) : record);
}

function addRefusal(record: DecisionRecord, call: Call, refusal: Refusal): void {
  const explained = refusedCall(call, refusal);
  record.because = [...record.because, refusal.because];
  record.check = checkOf(explained);
  const mend = mendFor(explained);
  if (mend !== undefined) record.mend = mend;
}

function withoutSecrets(record: DecisionRecord, secrets: readonly string[]): DecisionRecord {
  const { path, because, principal, mend } = record;
  const said = [path, principal, mend, ...because].join("\n");
  if (!secrets.some((secret) => said.includes(secret))) return record;
  return {
    ...record,
    path: blotOut(path, secrets),
    because: because.map((text) => blotOut(text, secrets)),
    ...(principal === undefined ? {} : { principal: blotOut(principal, secrets) }),
    ...(mend === undefined ? {} : { mend: blotOut(mend, secrets) }),
  };
}
