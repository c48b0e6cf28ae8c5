import type { Resource, ResourceGraph } from "../../graph/resource";
import { types } from "../../graph/types";
import { booleanOf, listOf, numberOf, recordOf, textOf, type Values } from "../../base/values";
import type { Live } from "./live";
import { changed, found, withInputs } from "./resource";

/** A live limit of 0 lets nothing through; the graph's 0 is one that AWS never heard of. */
function limitOf(value: unknown): number | undefined {
  const limit = numberOf(value);
  return limit === 0 ? 1e-9 : limit;
}

function throttleOf(value: unknown): Values | undefined {
  const { rateLimit, burstLimit } = recordOf(value);
  if (rateLimit === undefined && burstLimit === undefined) return undefined;
  return { rateLimit: limitOf(rateLimit), burstLimit: limitOf(burstLimit) };
}

function planInputs(plan: Values): Values {
  return {
    name: plan["name"],
    apiStages: listOf(plan["apiStages"]).map((one) => {
      const { apiId, stage, throttle } = recordOf(one);
      const throttles = Object.entries(recordOf(throttle)).map(([path, limits]) => ({
        path,
        ...throttleOf(limits),
      }));
      return { apiId, stage, throttles };
    }),
    throttleSettings: throttleOf(plan["throttle"]),
    quotaSettings: plan["quota"],
  };
}

const idOf = (data: Values) => textOf(data["id"]) ?? "";

/** The graph with plans, keys and memberships as they are; ids are the graph's already. */
export function withLivePlans(graph: ResourceGraph, live: Live): ResourceGraph {
  const written = (type: string) =>
    new Map(
      graph.filter((one) => one.type === type).map((one) => [textOf(one.outputs["id"]), one]),
    );
  const [plans, keys] = [written(types.usagePlan), written(types.apiKey)];
  const apis = new Set(
    graph.filter(({ type }) => type === types.restApi).map(({ outputs }) => textOf(outputs["id"])),
  );
  // Plans of other programs in the account concern this one where they cover one of its stages.
  const own = live.usagePlans.filter(
    ({ plan }) =>
      plans.has(idOf(plan)) ||
      listOf(plan["apiStages"]).some((one) => apis.has(textOf(recordOf(one)["apiId"]))),
  );
  const members = new Set(own.flatMap((one) => one.keys.map(idOf)));
  const liveKeys = live.apiKeys.filter((key) => keys.has(idOf(key)) || members.has(idOf(key)));

  const planOf = ({ plan }: (typeof own)[number]): Resource => {
    const id = idOf(plan);
    const base =
      plans.get(id) ?? found(types.usagePlan, textOf(plan["name"]) ?? id, { outputs: { id } });
    return withInputs(base, planInputs(plan));
  };
  const keyOf = (key: Values): Resource => {
    const id = idOf(key);
    const base =
      keys.get(id) ??
      found(types.apiKey, textOf(key["name"]) ?? id, { urn: `live::${id}`, outputs: { id } });
    return withInputs(base, { enabled: booleanOf(key["enabled"]) ?? true });
  };
  const memberOf = (planId: string, keyId: string): Resource => {
    const known = graph.find(
      ({ type, inputs }) =>
        type === types.usagePlanKey &&
        textOf(inputs["usagePlanId"]) === planId &&
        textOf(inputs["keyId"]) === keyId,
    );
    const inputs = { keyId, keyType: "API_KEY", usagePlanId: planId };
    return known ?? found(types.usagePlanKey, `${planId} ${keyId}`, { inputs });
  };
  const replaced: ReadonlySet<string> = new Set([
    types.usagePlan,
    types.apiKey,
    types.usagePlanKey,
  ]);
  return changed(graph, (one) => (replaced.has(one.type) ? undefined : one), [
    ...liveKeys.map(keyOf),
    ...own.map(planOf),
    ...own.flatMap((one) => one.keys.map((key) => memberOf(idOf(one.plan), idOf(key)))),
  ]);
}
