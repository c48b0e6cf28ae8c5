import type { UsagePlanDefinition } from "../../../graph/deployed";
import { keyInPlan, page, planOf, type RestCall } from "./operation";

/** https://docs.aws.amazon.com/apigateway/latest/api/API_GetUsagePlans.html */
export function usagePlans({ query, context }: RestCall): object {
  const keyId = query.get("keyId");
  const all = context
    .definition()
    .usagePlans.filter(({ keyIds }) => keyId === null || keyIds.includes(keyId));
  const { items, position } = page(all, query);
  return { item: items.map(shown), ...(position !== undefined && { position }) };
}

/** https://docs.aws.amazon.com/apigateway/latest/api/API_GetUsagePlan.html */
export function usagePlan(call: RestCall): object {
  return shown(planOf(call));
}

/** https://docs.aws.amazon.com/apigateway/latest/api/API_GetUsagePlanKeys.html */
export function usagePlanKeys(call: RestCall): object {
  const { keyIds } = planOf(call);
  const name = call.query.get("name") ?? "";
  const all = call.context
    .definition()
    .apiKeys.filter((key) => keyIds.includes(key.id) && key.name.startsWith(name));
  const { items, position } = page(all, call.query);
  return { item: items.map(shownKey), ...(position !== undefined && { position }) };
}

/** https://docs.aws.amazon.com/apigateway/latest/api/API_GetUsagePlanKey.html */
export function usagePlanKey(call: RestCall): object {
  return shownKey(keyInPlan(call));
}

function shownKey({ id, name }: { id: string; name: string }): object {
  return { id, type: "API_KEY", name };
}

function shown({ id, name, stages, throttle, quota }: UsagePlanDefinition): object {
  return {
    id,
    name,
    apiStages: stages.map(({ apiId, stage, methodThrottle }) => ({
      apiId,
      stage,
      ...(Object.keys(methodThrottle).length > 0 && { throttle: methodThrottle }),
    })),
    ...(throttle && { throttle }),
    ...(quota && { quota }),
  };
}
