import type { Acceptable } from "./accept";

/** How fast calls may come. */
export interface Throttle {
  /** Calls per second, over a longer time. May be a fraction; above 0. */
  rateLimit: number;
  /** Calls that may come at once: the size of the token bucket. A whole number; above 0. */
  burstLimit: number;
}

/** How many calls a period may hold. */
export interface Quota {
  /** Calls per period and key, over all stages of the plan. A whole number; above 0. */
  limit: number;
  /** The length of the period. */
  period: "DAY" | "WEEK" | "MONTH";
  /**
   * Calls taken off the limit of the first period. API Gateway bounds it by the period: 0 for DAY,
   * 0–6 for WEEK, 0–27 for MONTH.
   * @default 0
   */
  offset?: number;
}

/** One stage of an API that is not made by this program. */
export interface CoveredStage {
  /** The id of the API, ten letters and digits. */
  apiId: string;
  /** The name of its stage. */
  stage: string;
}

/** The stage of an API of another stack, whose program exports `apiId` and `stageName` of `api.outputs`. */
export interface StageOfStack {
  /** `"organization/project/stack"` */
  stack: string;
}

/** What `usagePlan` takes. */
export interface UsagePlanOptions extends Acceptable {
  /** How many calls a period may hold. @default no quota */
  quota?: Quota;
  /** How fast calls may come, per key, over all endpoints and stages of the plan. @default no limit */
  throttle?: Throttle;
  /** Stages of other APIs that the plan's limits also count. @default none */
  alsoCovers?: readonly (CoveredStage | StageOfStack)[];
}

/** A usage plan: the limits that hold for each of its API keys. */
export interface UsagePlan extends UsagePlanOptions {
  readonly kind: "usagePlan";
}

/**
 * A usage plan. Its limits count per key, over every endpoint and stage of the plan.
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-api-usage-plans.html
 * @example
 * export const plans = { free: usagePlan({ quota: { limit: 5_000, period: "MONTH" } }) };
 */
export function usagePlan(options: UsagePlanOptions): UsagePlan {
  return { ...options, kind: "usagePlan" };
}
