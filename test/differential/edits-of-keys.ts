import { named, onePlace, type EditOf } from "./places";

/** Edits of API keys and usage plans. */
export const keyEdits: Readonly<Record<string, EditOf>> = {
  key: (graph, random) => {
    const place = onePlace(graph, random);
    if (place === undefined) return undefined;
    const { api, stage, method } = place;
    method.apiKeyRequired = true;
    const id = `netkey${graph.apiKeys.length}`;
    const value = `value-of-the-key-${id}-0000`;
    const enabled = random.below(4) > 0;
    graph.apiKeys.push({ name: id, id, value, enabled });
    const throttle = random.pick([
      ...[undefined, undefined, { rateLimit: 0, burstLimit: 0 }, { rateLimit: 10, burstLimit: 5 }],
    ]);
    const stages = random.pick([
      [{ apiId: api.apiId, stage, methodThrottle: {} }],
      [{ apiId: api.apiId, stage, methodThrottle: {} }],
      [{ apiId: api.apiId, stage: "other", methodThrottle: {} }],
      [{ apiId: "otherapi00", stage, methodThrottle: {} }],
      [],
    ]);
    const plan = {
      ...{ name: `net-plan-${id}`, id: `netplan${graph.usagePlans.length}`, stages },
      keyIds: random.pick([[id], [id], []]),
      ...(throttle !== undefined && { throttle }),
    };
    if (random.below(8) > 0) graph.usagePlans.push(plan);
    return `${named(place)} asks for a key; ${id} is ${enabled ? "on" : "off"}, ${JSON.stringify(plan)}`;
  },
  keyState: (graph, random) => {
    if (graph.apiKeys.length === 0) return undefined;
    const key = random.pick(graph.apiKeys);
    key.enabled = !key.enabled;
    return `${key.name} is ${key.enabled ? "on" : "off"}`;
  },
  keySource: (graph, random) => {
    const place = onePlace(graph, random);
    if (place === undefined) return undefined;
    place.method.apiKeyRequired = true;
    place.api.apiKeySource = "AUTHORIZER";
    return `${place.api.name} takes keys from its authorizers`;
  },
  planKeys: (graph, random) => {
    if (graph.usagePlans.length === 0) return undefined;
    const plan = random.pick(graph.usagePlans);
    if (random.below(2) === 0) plan.keyIds = [];
    else plan.stages = plan.stages.map((one) => ({ ...one, stage: "other" }));
    return `the plan ${plan.name} is ${JSON.stringify(plan)}`;
  },
};
