import type { Deployed, ThrottleDefinition, UsagePlanDefinition } from "../../graph/deployed";
import { quotaText, throttleText } from "../report/limits-text";
import type { Endpoint } from "../who/endpoints";
import { keyLabel } from "../who/keys";
import { stageMethodKey } from "../../graph/read/stages";
import type { Fact } from "./fact";

/** Rate and burst as they count: a rate without a burst lets as many through at once. */
function numbersOf(limits: ThrottleDefinition | undefined): readonly [number, number] {
  const rate = limits?.rateLimit ?? Infinity;
  return [rate, limits?.burstLimit ?? Math.max(1, rate)];
}

/** How many calls fit into a day, a week, a month, and a first month. */
function quotaNumbers(quota: UsagePlanDefinition["quota"]): readonly number[] {
  if (quota === undefined) return [Infinity, Infinity, Infinity, Infinity];
  const { limit, offset, period } = quota;
  const days = { DAY: 1, WEEK: 7, MONTH: 31 }[period];
  const within = (span: number) => (limit * Math.max(span, days)) / days;
  return [within(1), within(7), within(31), within(31) - offset];
}

/** A plan's limit of one method, its own or that of all. */
type MethodLimits = readonly { plan: string; key: string; limits: ThrottleDefinition }[];

function limitedMethods({ usagePlans }: Deployed): MethodLimits {
  return usagePlans.flatMap(({ name, stages }) =>
    stages.flatMap(({ methodThrottle }) =>
      Object.entries(methodThrottle).map(([key, limits]) => ({ plan: name, key, limits })),
    ),
  );
}

function pair(
  names: readonly ["planRate", "planBurst"] | readonly ["stageRate", "stageBurst"],
  at: { where: string; who: string },
  limits: ThrottleDefinition | undefined,
): readonly Fact[] {
  const [rate, burst] = numbersOf(limits);
  const text = throttleText(limits);
  return [
    { ...at, property: names[0], value: [rate], text },
    { ...at, property: names[1], value: [burst], text },
  ];
}

function ofPlan(plan: UsagePlanDefinition, all: MethodLimits, apis: ReadonlySet<string>): Fact[] {
  const where = `plan ${plan.name}`;
  const who = `keys of ${plan.name}`;
  const own = plan.stages.flatMap(({ methodThrottle }) => Object.entries(methodThrottle));
  const methods = new Set(all.filter((one) => one.plan === plan.name).map(({ key }) => key));
  return [
    ...pair(["planRate", "planBurst"], { where, who }, plan.throttle),
    ...[...methods].flatMap((key) => {
      const found = own.find(([name]) => name === key)?.[1];
      const limits = found && Object.keys(found).length > 0 ? found : plan.throttle;
      return pair(["planRate", "planBurst"], { where: `${where}, ${key}`, who }, limits);
    }),
    {
      property: "planQuota",
      where,
      who,
      value: quotaNumbers(plan.quota),
      text: quotaText(plan.quota),
    },
    {
      property: "planStages",
      where,
      who,
      value: new Set(
        plan.stages
          .filter(({ apiId }) => !apis.has(apiId))
          .map((one) => `${one.apiId}/${one.stage}`),
      ),
    },
  ];
}

/** What each key may use, named with its plan, so that a move to another plan can be judged. */
function ofKeys({ apiKeys, usagePlans }: Deployed): Fact[] {
  return apiKeys.flatMap((key): Fact[] => {
    const plans = usagePlans.filter(({ keyIds }) => keyIds.includes(key.id));
    const [plan] = plans;
    if (plan === undefined) return [];
    const label = keyLabel(key);
    return [
      {
        property: "keyLimits",
        where: `key ${label}`,
        who: `key ${label}`,
        value: [...numbersOf(plan.throttle), ...quotaNumbers(plan.quota)],
        text: `plan ${plan.name}`,
      },
    ];
  });
}

function ofStages(definition: Deployed, endpoints: readonly Endpoint[], own: ReadonlySet<string>) {
  const general = definition.apis.flatMap(({ name, stages }) =>
    stages.flatMap(({ stageName, methodThrottle }) =>
      pair(
        ["stageRate", "stageBurst"],
        { where: `stage ${name}/${stageName}`, who: "callers of each endpoint" },
        methodThrottle["*/*"],
      ),
    ),
  );
  const single = endpoints.flatMap(({ stage, path, verb, label }) => {
    const key = stageMethodKey(path, verb);
    if (!own.has(`${stage.stageName} ${key}`)) return [];
    const { "*/*": all, [key]: its } = stage.methodThrottle;
    const limits = { ...all, ...its };
    return pair(["stageRate", "stageBurst"], { where: label, who: "all callers" }, limits);
  });
  return [...general, ...single];
}

function stageMethods({ apis }: Deployed): readonly string[] {
  return apis.flatMap(({ stages }) =>
    stages.flatMap(({ stageName, methodThrottle }) =>
      Object.keys(methodThrottle)
        .filter((key) => key !== "*/*")
        .map((key) => `${stageName} ${key}`),
    ),
  );
}

/** How often plans, stages and functions let somebody through; `both` are the graphs that are compared. */
export function factsOfLimits(
  definition: Deployed,
  endpoints: readonly Endpoint[],
  both: readonly Deployed[],
): readonly Fact[] {
  const methods = both.flatMap(limitedMethods);
  const apis = new Set(both.flatMap((one) => one.apis.map(({ apiId }) => apiId)));
  return [
    ...definition.usagePlans.flatMap((plan) => ofPlan(plan, methods, apis)),
    ...ofKeys(definition),
    ...ofStages(definition, endpoints, new Set(both.flatMap(stageMethods))),
    ...definition.functions.map(({ name, reservedConcurrency }): Fact => {
      const who = "callers of the function";
      const value = [reservedConcurrency ?? Infinity];
      return { property: "concurrency", where: `function ${name}`, who, value };
    }),
  ];
}
