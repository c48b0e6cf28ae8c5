import type { ApiModel, BuildOptions, FunctionModel, SettingsModel, StackSettings } from "./model";

/** What has a function, as the table alone says it. */
export type Unsettled<Model extends FunctionModel> = Omit<Model, keyof FunctionModel> &
  Partial<FunctionModel>;

type Settled = "endpoints" | "authorizers" | "triggers" | "settings";

/** The model as the table alone says it. */
export type UnsettledModel = Omit<ApiModel, Settled> & {
  endpoints: readonly Unsettled<ApiModel["endpoints"][number]>[];
  authorizers: readonly Unsettled<ApiModel["authorizers"][number]>[];
  triggers: readonly Unsettled<ApiModel["triggers"][number]>[];
  settings: Omit<SettingsModel, "throttle"> & Partial<Pick<SettingsModel, "throttle">>;
};

const standard = {
  timeoutSeconds: 10,
  memoryMegabytes: 256,
  ephemeralStorageMegabytes: 512,
  architecture: "arm64",
} as const;
/** Cognito waits for a trigger for 5 seconds: https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pools-working-with-lambda-triggers.html */
const ofTriggers = { ...standard, timeoutSeconds: 5 };
const standardThrottle = { rateLimit: 100, burstLimit: 200 };
const standardStack: StackSettings = {
  ...{ tracing: false, logRetentionDays: 30 },
  ...{ throttles: {}, plans: {} },
};

/** Every field of a function; a new one without a place in this list does not compile. */
const functionFields = Object.keys({
  timeoutSeconds: true,
  memoryMegabytes: true,
  ephemeralStorageMegabytes: true,
  architecture: true,
  tracing: true,
  logRetentionDays: true,
  reservedConcurrency: true,
} satisfies Record<keyof FunctionModel, true>) as (keyof FunctionModel)[];

/** The fields of a function out of several places, the last of which wins. */
function functionOf(...places: readonly Partial<FunctionModel>[]): FunctionModel {
  const given = functionFields.flatMap((field) => {
    const value = places.findLast((place) => place[field] !== undefined)?.[field];
    return value === undefined ? [] : [[field, value]];
  });
  return Object.fromEntries(given) as unknown as FunctionModel;
}

/**
 * The model with every number that the table, the stack's configuration and the program's options may set:
 * the one place that says which of them wins, and what holds where none says anything.
 */
export function settle(
  model: UnsettledModel,
  { config = standardStack, program = {} }: Pick<BuildOptions, "config" | "program">,
): ApiModel {
  const { tracing, logRetentionDays } = config;
  const withFunction = <Model extends Partial<FunctionModel> & { name: string }>(
    row: Model,
    usual: Partial<FunctionModel> = standard,
  ): Model & FunctionModel => ({
    ...row,
    ...functionOf(
      { ...usual, tracing, logRetentionDays },
      program.defaults ?? {},
      row,
      program.functions?.[row.name] ?? {},
    ),
  });
  const corsOfAll = program.cors ?? model.settings.cors;
  return {
    ...model,
    endpoints: model.endpoints.map((row) => {
      const throttle = own(config.throttles, row.name) ?? row.throttle;
      const cors = row.cors ?? corsOfAll;
      return { ...withFunction(row), ...(throttle && { throttle }), ...(cors && { cors }) };
    }),
    authorizers: model.authorizers.map((one) => withFunction(one)),
    triggers: model.triggers.map((one) => withFunction(one, ofTriggers)),
    plans: model.plans.map((plan) => {
      const { throttle = plan.throttle, quota = plan.quota } = own(config.plans, plan.name) ?? {};
      return {
        ...plan,
        ...(throttle && { throttle }),
        ...(quota && { quota: withoutUndefined(quota) }),
      };
    }),
    settings: {
      ...model.settings,
      throttle: config.throttle ?? model.settings.throttle ?? standardThrottle,
      ...(corsOfAll && { cors: corsOfAll }),
    },
  };
}

function own<Value>(record: Readonly<Record<string, Value>>, name: string): Value | undefined {
  return Object.hasOwn(record, name) ? record[name] : undefined;
}

function withoutUndefined<T extends { offset?: number | undefined }>({ offset, ...rest }: T) {
  return { ...rest, ...(offset === undefined ? {} : { offset }) };
}
