import type { ApiKeyDefinition, Deployed, UsagePlanDefinition } from "../deployed";
import { inAwsWords, quoted, repeated, type Judged, type Rule } from "./judged";

type Definition = Judged["definition"];

/** Quota offsets by period. */
const largestOffset = { DAY: 0, WEEK: 6, MONTH: 27 } as const;

/** The provider's own words, which come before AWS is asked. */
function offsetRule(period: keyof typeof largestOffset): string {
  const range = period === "DAY" ? "zero" : `between 0 and ${largestOffset[period]} inclusive`;
  return `Usage Plan quota offset must be ${range} in the ${period} period`;
}

function keyProblems({ apiKeys }: Definition): readonly string[] {
  const lengths = apiKeys.flatMap(({ name, value }) =>
    value !== undefined && (value.length < 20 || value.length > 128)
      ? [
          `ApiKey "${name}": the value must have 20 to 128 characters, found ${value.length}.${value.length < 20 ? ` ${inAwsWords("API Key value should be at least 20 characters")}.` : ""}`,
        ]
      : [],
  );
  const twice = repeated(apiKeys, ({ value }) => value).map(
    ({ items }) =>
      `The API keys ${quoted(items.map(({ name }) => name))} have one value. ${inAwsWords("API Key already exists")}. Each key needs a unique value.`,
  );
  return [...lengths, ...twice];
}

function keyNames(apiKeys: readonly ApiKeyDefinition[], id: string): string {
  return apiKeys.find((key) => key.id === id)?.name ?? id;
}

/** A key is in one plan per stage. */
function membershipProblems({ usagePlans, apiKeys }: Definition): readonly string[] {
  const places = usagePlans.flatMap((plan) =>
    plan.stages.flatMap(({ apiId, stage }) =>
      [...new Set(plan.keyIds)].map((keyId) => ({ plan, keyId, place: `${apiId}/${stage}` })),
    ),
  );
  return repeated(places, ({ keyId, place }) => `${keyId} ${place}`).flatMap(({ items }) => {
    const plans = [...new Set(items.map(({ plan }) => plan))];
    const [first] = items;
    if (plans.length < 2 || first === undefined) return [];
    return [
      `ApiKey "${keyNames(apiKeys, first.keyId)}" is in the plans ${quoted(plans.map(({ name }) => name))}, which both cover the stage ${first.place}. ${inAwsWords(
        `Usage Plan ${plans[1]?.id} cannot be added because API Key ${first.keyId} cannot reference multiple Usage Plans with the same API stage: ${first.place.replace("/", ":")}`,
      )}. A key is in one plan per stage.`,
    ];
  });
}

function stageProblems(definition: Definition, plan: UsagePlanDefinition): readonly string[] {
  const missing = plan.stages.filter(({ apiId, stage }) => {
    const api = definition.apis.find((one) => one.apiId === apiId);
    return api !== undefined && !api.stages.some(({ stageName }) => stageName === stage);
  });
  const twice = repeated(plan.stages, ({ apiId, stage }) => `${apiId}/${stage}`);
  return [
    ...missing.map(
      ({ apiId, stage }) =>
        `it names the stage ${apiId}/${stage}, which does not exist. ${inAwsWords(`API Stage not found: ${apiId}:${stage}`)}`,
    ),
    ...twice.map(({ key }) => `it names the stage ${key} twice`),
  ];
}

function quotaProblems({ quota }: UsagePlanDefinition): readonly string[] {
  if (quota === undefined) return [];
  const most = largestOffset[quota.period];
  const limit =
    quota.limit < 1 ? [`a quota lets at least 1 request through, found ${quota.limit}`] : [];
  const offset = quota.offset < 0 || quota.offset > most;
  return offset
    ? [
        ...limit,
        `the quota's offset must lie between 0 and ${most} in a ${quota.period}, found ${quota.offset} ("${offsetRule(quota.period)}")`,
      ]
    : limit;
}

function mappingProblems({ domains, apis }: Definition): readonly string[] {
  return domains.flatMap(({ domainName, mappings }) => [
    ...repeated(mappings, ({ basePath }) => basePath).map(
      ({ key }) =>
        `Domain ${domainName}: the base path "${key}" is mapped twice. ${inAwsWords("Base path already exists for this domain name")}.`,
    ),
    ...mappings.flatMap(({ apiId, stage }) => {
      const api: Deployed["apis"][number] | undefined = apis.find((one) => one.apiId === apiId);
      const known = stage === undefined || api?.stages.some(({ stageName }) => stageName === stage);
      return known
        ? []
        : [
            `Domain ${domainName}: it maps the stage ${apiId}/${stage}, which does not exist. ${inAwsWords("Invalid stage identifier specified")}.`,
          ];
    }),
  ]);
}

/** Keys, plans and mappings that API Gateway does not take. */
export const planProblems: Rule = ({ definition }) => [
  ...keyProblems(definition),
  ...membershipProblems(definition),
  ...definition.usagePlans.flatMap((plan) =>
    [...stageProblems(definition, plan), ...quotaProblems(plan)].map(
      (problem) => `UsagePlan "${plan.name}": ${problem}.`,
    ),
  ),
  ...mappingProblems(definition),
];
