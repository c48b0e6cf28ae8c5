import type { UsagePlan } from "./usage-plan";

/** What `apiKey` takes. */
export interface ApiKeyOptions {
  /** The usage plan that the key belongs to. One plan: a key may be in one plan of a stage. */
  plan: UsagePlan;
  /**
   * The versions of the key that work, oldest first. Add a number to begin a rotation: both work and
   * our own callers get the last one. Take the first out to retire it.
   * @default [1]
   */
  versions?: readonly [number, ...number[]];
}

/** An API key. Its value is made by API Gateway and stays a Pulumi secret. */
export interface ApiKey extends ApiKeyOptions {
  readonly kind: "apiKey";
}

/**
 * An API key. Keys meter callers; they do not say who somebody is.
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-setup-api-key-with-console.html
 * @example
 * export const website = apiKey({ plan: plans.paid, versions: [1, 2] });
 */
export function apiKey(options: ApiKeyOptions): ApiKey {
  return { ...options, kind: "apiKey" };
}
