import type { Deployed, ThrottleDefinition, UsagePlanDefinition } from "../../graph/deployed";
import { keyLabel } from "../who/keys";
import { compareText, sorted } from "../who/order";
import { code, codes, table } from "./text";

/** `100 a second, burst 200` */
export function throttleText(limits: ThrottleDefinition | undefined): string {
  if (limits?.rateLimit === undefined && limits?.burstLimit === undefined) return "not limited";
  const rate = limits.rateLimit === undefined ? "any number" : String(limits.rateLimit);
  const burst = limits.burstLimit === undefined ? "" : `, burst ${limits.burstLimit}`;
  return `${rate} a second${burst}`;
}

/** `5000 a MONTH` */
export function quotaText(quota: UsagePlanDefinition["quota"]): string {
  if (quota === undefined) return "not limited";
  const offset = quota.offset > 0 ? `, ${quota.offset} fewer in the first` : "";
  return `${quota.limit} a ${quota.period.toLowerCase()}${offset}`;
}

/** The usage plans with their limits and keys. */
export function drawPlans(definition: Deployed): readonly string[] {
  if (definition.usagePlans.length === 0) return ["There are no plans."];
  const labels = new Map(definition.apiKeys.map((key) => [key.id, keyLabel(key)]));
  const apis = new Map(definition.apis.map(({ apiId, name }) => [apiId, name]));
  const rows = [...definition.usagePlans]
    .sort((a, b) => compareText(a.name, b.name))
    .map(({ name, throttle, quota, stages, keyIds }) => {
      const methods = stages.flatMap(({ methodThrottle }) =>
        Object.entries(methodThrottle).map(
          ([key, limits]) => `${code(key)}: ${throttleText(limits)}`,
        ),
      );
      return [
        code(name),
        [throttleText(throttle), ...methods.sort(compareText)].join("<br>"),
        quotaText(quota),
        codes(sorted(stages.map(({ apiId, stage }) => `${apis.get(apiId) ?? apiId}/${stage}`))),
        codes(sorted(keyIds.map((id) => labels.get(id) ?? id))),
      ];
    });
  return table(["plan", "calls of each key", "quota of each key", "stages", "keys"], rows);
}

/** The limits of the stages themselves. */
export function drawStages(definition: Deployed): readonly string[] {
  const rows = definition.apis.flatMap(({ name, stages, endpointType }) =>
    stages.map(({ stageName, methodThrottle }) => [
      code(`${name}/${stageName}`),
      endpointType.toLowerCase(),
      Object.entries(methodThrottle)
        .sort(([a], [b]) => compareText(a, b))
        .map(
          ([key, limits]) =>
            `${key === "*/*" ? "each method" : code(key)}: ${throttleText(limits)}`,
        )
        .join("<br>") || "not limited",
    ]),
  );
  return table(
    ["stage", "endpoint", "calls of all together"],
    rows.sort((a, b) => compareText(a[0]!, b[0]!)),
  );
}
