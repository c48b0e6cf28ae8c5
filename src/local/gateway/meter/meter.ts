import type { ThrottleDefinition } from "../../../graph/deployed";
import { sha256Base64 } from "../../sigv4";
import type { Routed } from "../call";
import type { PlannedKey } from "../compiled";
import { firstValue } from "../port/headers";
import type { QuotaCounters } from "./quota";
import { invalidApiKey, quotaExceeded, throttled, type Refusal } from "../answer/refusal";
import { stageMethodOf } from "../stage-method";
import { describeLimits, isLimited, type Buckets } from "./throttle";

/** What counts requests. */
export interface Meter {
  buckets: Buckets;
  quotas: QuotaCounters;
  /** AWS's own limit per account and region: 10,000 a second, burst 5,000. */
  account: ThrottleDefinition;
}

/** The key, then the limits of plan, quota, stage and account, in that order (docs/aws-facts.md 2 and 8). */
export function meter(call: Routed, parts: Meter): Refusal | undefined {
  let planned: PlannedKey | undefined;
  if (call.method.definition.apiKeyRequired) {
    const found = findKey(call);
    if ("allow" in found) return found;
    planned = found;
    const refusal = throttlePlan(call, planned, parts) ?? checkQuota(call, planned, parts);
    if (refusal) return refusal;
  }
  const refusal = throttleStage(call, parts);
  if (refusal) return refusal;
  if (planned?.plan.quota) {
    const { plan, key } = planned;
    // Refused calls are not counted, docs/aws-facts.md 2.
    const counted = { planId: plan.id, keyId: key.id, quota: planned.plan.quota };
    call.pending = parts.quotas.count(counted, call.receivedAt);
    call.pending.catch(() => undefined);
  }
  return undefined;
}

function findKey(call: Routed): PlannedKey | Refusal {
  const fromAuthorizer = call.api.definition.apiKeySource === "AUTHORIZER";
  const value = fromAuthorizer ? call.usageIdentifierKey : firstValue(call.headers, "x-api-key");
  const place = fromAuthorizer ? "the authorizer's usageIdentifierKey" : "the header x-api-key";
  const plans = call.stage.planNames.join(", ") || "none";
  if (!value) return invalidApiKey(`no API key: ${place} is missing or empty`);
  // Looked up by its digest, so that the time it takes says nothing about the value.
  const digest = sha256Base64(value);
  const planned = call.stage.keys.get(digest);
  if (planned?.key.enabled) {
    call.apiKey = { id: planned.key.id, value: planned.key.value };
    call.usagePlan = planned.plan.name;
    call.principal ??= `apiKey ${planned.key.id}`;
    call.because.push({
      check: "key",
      text: `the API key ${planned.key.id} (${planned.key.name}) is in the usage plan ${planned.plan.name}`,
    });
    return planned;
  }
  const known = planned?.key ?? call.graph.keys.get(digest);
  if (!known) return invalidApiKey(`${place} holds no key of the graph; plans here: ${plans}`);
  return invalidApiKey(
    known.enabled
      ? `the API key ${known.id} (${known.name}) is in no usage plan of this stage; plans here: ${plans}`
      : `the API key ${known.id} (${known.name}) is disabled`,
  );
}

function throttlePlan(call: Routed, planned: PlannedKey, parts: Meter): Refusal | undefined {
  const { plan, key } = planned;
  const { planKey } = stageMethodOf(call);
  const named = planned.methodThrottle[planKey];
  const own = named && isLimited(named) ? named : undefined;
  const limits = own ?? plan.throttle;
  if (!limits || !isLimited(limits)) return undefined;
  const stage = call.stage.definition.stageName;
  const name = own
    ? `plan/${plan.id}/${key.id}/${call.api.definition.apiId}/${stage}${planKey}`
    : `plan/${plan.id}/${key.id}`;
  if (parts.buckets.take(name, limits, call.receivedAt)) return undefined;
  return throttled(
    `the key ${key.id} is over the limit of the usage plan ${plan.name}${own ? ` for ${planKey}` : ""}: ${describeLimits(limits)}`,
  );
}

function checkQuota(call: Routed, { plan, key }: PlannedKey, parts: Meter): Refusal | undefined {
  if (!plan.quota) return undefined;
  const counted = { planId: plan.id, keyId: key.id, quota: plan.quota };
  const { used, limit } = parts.quotas.look(counted, call.receivedAt);
  if (used < limit) return undefined;
  return quotaExceeded(
    `the key ${key.id} has used ${used} of ${limit} calls of the usage plan ${plan.name} in this ${plan.quota.period}`,
  );
}

function throttleStage(call: Routed, parts: Meter): Refusal | undefined {
  const { throttle, bucketName } = stageMethodOf(call);
  if (throttle && !parts.buckets.take(bucketName, throttle, call.receivedAt)) {
    return throttled(
      `${call.method.route} is over the limit of the stage ${call.stage.definition.stageName}: ${describeLimits(throttle)}`,
    );
  }
  const { accountId, region } = call.api.definition;
  if (parts.buckets.take(`account/${accountId}/${region}`, parts.account, call.receivedAt)) {
    return undefined;
  }
  return throttled(
    `the account ${accountId} is over its limit in ${region}: ${describeLimits(parts.account)}`,
  );
}
