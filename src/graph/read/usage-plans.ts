import type { ThrottleDefinition, UsagePlanDefinition } from "../deployed";
import type { Entry } from "./graph-index";
import { referenceOf } from "./graph-index";
import { nameOf, type Reading } from "./reading";
import { types } from "../types";
import {
  holdsUnknown,
  isRecord,
  listOf,
  numberOf,
  present,
  recordOf,
  textOf,
  type Values,
} from "../../base/values";

type PlanStage = UsagePlanDefinition["stages"][number];

/**
 * Zero is no limit: the provider's SDK (AWS SDK for Go v2) leaves zero values out of the request, so
 * that AWS never hears of the limit.
 */
function limitOf(value: unknown): number | undefined {
  return numberOf(value) || undefined;
}

function throttleOf(value: unknown): ThrottleDefinition | undefined {
  const settings = Array.isArray(value) ? value[0] : value;
  if (!isRecord(settings)) return undefined;
  return present({
    rateLimit: limitOf(settings["rateLimit"]),
    burstLimit: limitOf(settings["burstLimit"]),
  });
}

/** The key of a method in a plan's stage: `/path/VERB`, `//GET` for the root. */
export function planMethodKey(path: string, verb: string): string {
  return `${path}/${verb}`;
}

/** Slashes stand as they are, or as `~1`. */
function methodKeyOf(text: string): string {
  const written = text.replaceAll("~1", "/");
  const cut = written.lastIndexOf("/");
  const path = written.slice(0, cut).replace(/^\/+|(?<!\/)\/+$/g, "");
  return planMethodKey(`/${path}`, written.slice(cut + 1).toUpperCase());
}

/** Limits of single methods: a list of `{ path, … }`, or an object by path. */
function methodThrottleOf(stage: Values): PlanStage["methodThrottle"] {
  const written = stage["throttles"] ?? stage["throttle"];
  const items = isRecord(written)
    ? Object.entries(written).map(([path, limits]) => ({ path, ...recordOf(limits) }))
    : listOf(written).map(recordOf);
  const throttles = items.flatMap((item) => {
    const path = textOf(item["path"]);
    return path === undefined ? [] : [[methodKeyOf(path), throttleOf(item) ?? {}] as const];
  });
  return Object.fromEntries(throttles);
}

function stageOf(value: unknown, reading: Reading): PlanStage[] {
  const stage = recordOf(value);
  const reference = referenceOf(stage["apiId"]);
  const stageName = textOf(stage["stage"]) ?? textOf(recordOf(stage["stage"])["stageName"]);
  if (reference === undefined || stageName === undefined) return [];
  const apiId = reading.index.find(types.restApi, reference)?.id ?? reference;
  return [{ apiId, stage: stageName, methodThrottle: methodThrottleOf(stage) }];
}

function quotaOf(value: unknown): UsagePlanDefinition["quota"] {
  const settings = Array.isArray(value) ? value[0] : value;
  if (!isRecord(settings)) return undefined;
  const limit = numberOf(settings["limit"]);
  const period = textOf(settings["period"])?.toUpperCase();
  if (limit === undefined || (period !== "DAY" && period !== "WEEK" && period !== "MONTH"))
    return undefined;
  return { limit, offset: numberOf(settings["offset"]) ?? 0, period };
}

/** The keys that a plan holds; membership that is not known is none. */
function keysByPlan(reading: Reading): ReadonlyMap<Entry, readonly string[]> {
  const members = new Map<Entry, string[]>();
  for (const entry of reading.index.all(types.usagePlanKey)) {
    const plan = reading.index.find(types.usagePlan, entry.inputs["usagePlanId"]);
    const reference = referenceOf(entry.inputs["keyId"]);
    if (plan === undefined || reference === undefined) {
      reading.warn(
        `${nameOf(entry)}: its key or its plan is not known, so the key is in no plan by it.`,
      );
      continue;
    }
    const keyId = reading.index.find(types.apiKey, reference)?.id ?? reference;
    members.set(plan, [...(members.get(plan) ?? []), keyId]);
  }
  return members;
}

function planOf(entry: Entry, keyIds: readonly string[], reading: Reading): UsagePlanDefinition {
  const { apiStages, quotaSettings, throttleSettings } = entry.inputs;
  const unknown = [apiStages, quotaSettings, throttleSettings].some(holdsUnknown);
  if (unknown)
    reading.warn(
      `${nameOf(entry)}: it depends on a value that is not known, so its keys are refused.`,
    );
  return present({
    name: entry.name,
    id: entry.id,
    stages: unknown ? [] : listOf(apiStages).flatMap((stage) => stageOf(stage, reading)),
    throttle: throttleOf(throttleSettings),
    quota: quotaOf(quotaSettings),
    keyIds,
  }) as UsagePlanDefinition;
}

/** All usage plans of a graph, with the keys in them. */
export function readUsagePlans(reading: Reading): readonly UsagePlanDefinition[] {
  const members = keysByPlan(reading);
  return reading.index
    .all(types.usagePlan)
    .map((entry) => planOf(entry, members.get(entry) ?? [], reading));
}
