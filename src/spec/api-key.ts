import type { UsagePlan } from "./usage-plan";

/** What every key takes. */
interface KeyFields {
  /** The usage plan that the key belongs to. One plan: a key may be in one plan of a stage. */
  plan: UsagePlan;
  /**
   * Where the value is also put, for those who must read it: Secrets Manager, or a SecureString of SSM
   * Parameter Store, named `/gatehouse/<api>-<stack>/<key>-<version>`.
   * @default nowhere; it is a secret of the stack
   */
  store?: "secretsManager" | "parameterStore";
}

/** What `apiKey` takes for a key of one caller. */
export interface SingleKey extends KeyFields {
  /**
   * The versions of the key that work, oldest first. Add a number to begin a rotation: both work and
   * our own callers get the last one. Take the first out to retire it.
   * @default [1]
   */
  versions?: readonly [number, ...number[]];
  customers?: never;
}

/** What `apiKey` takes for a key for each of many customers. */
export interface CustomerKeys extends KeyFields {
  /**
   * A key for each customer that the stack's configuration lists under `gatehouse:customers`, by the
   * name of this export: `{ resellers: [acme, globex] }`, or with versions `{ resellers: { acme: [1, 2] } }`.
   * Adding a customer changes no function.
   */
  customers: true;
  versions?: never;
}

/** What `apiKey` takes. */
export type ApiKeyOptions = SingleKey | CustomerKeys;

/** An API key. Its value is made by API Gateway, unless the stack's configuration gives one, and stays a Pulumi secret. */
export interface ApiKey {
  readonly kind: "apiKey";
  readonly plan: UsagePlan;
}

/**
 * An API key, or with `customers` one for each of many. Keys meter callers; they do not say who somebody is.
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-setup-api-key-with-console.html
 * @example
 * export const website = apiKey({ plan: plans.paid, versions: [1, 2] });
 * export const resellers = apiKey({ plan: plans.free, customers: true });
 */
export function apiKey(options: ApiKeyOptions): ApiKey {
  return { ...options, kind: "apiKey" } as ApiKey;
}
