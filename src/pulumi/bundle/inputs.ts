import type { ApiModel, AuthorizerModel, EndpointModel } from "../../model/model";
import type { Access, Cors } from "../../spec";

interface Handled {
  /** The name of the export; the function's name in the result. */
  name: string;
  /** The file in `handlers/`, without its ending. */
  handler: string;
}

/** An endpoint's function. */
export interface EndpointInput extends Handled {
  kind: "endpoint";
  route: string;
  access: Access;
  /** The authorizer of a `custom` row, whose context the entry parses. */
  authorizer?: string;
  /** Whether only keys of some plans open the row, so that `plans.json` will lie beside the function. */
  checksPlans: boolean;
  /** Whether the row's plans have keys that are looked up, one for each of many customers. */
  listsKeys: boolean;
  /** Whether the row has `calls`. */
  calls: boolean;
  /** Whether the row has `invokes`. */
  invokes: boolean;
  cors?: Cors;
}

/** An authorizer's function. */
export interface AuthorizerInput extends Handled {
  kind: "authorizer";
  type: "token" | "request";
  identitySource: readonly string[];
  cacheSeconds: number;
  /** The rows behind the authorizer. */
  rows: readonly { name: string; verb: string; path: string }[];
}

/** A trigger's function. */
export interface TriggerInput extends Handled {
  kind: "trigger";
}

/** A function to bundle. */
export type BundleInput = EndpointInput | AuthorizerInput | TriggerInput;

/** The functions of a table. */
export function bundleInputs(model: ApiModel): BundleInput[] {
  return [
    ...model.endpoints.map((row) => endpointInput(row, model)),
    ...model.authorizers.map((authorizer) => authorizerInput(authorizer, model)),
    ...model.triggers.map(({ name, handler }) => ({ kind: "trigger" as const, name, handler })),
  ];
}

function endpointInput(row: EndpointModel, model: ApiModel): EndpointInput {
  return {
    kind: "endpoint",
    name: row.name,
    handler: row.handler,
    route: row.route,
    access: row.access,
    ...(row.authorizer === undefined ? {} : { authorizer: row.authorizer }),
    checksPlans: checksPlans(row, model.plans.length),
    listsKeys: listedPlans(row, model).length > 0,
    calls: row.calls.length > 0,
    invokes: row.invokes.length > 0,
    ...(row.cors === undefined ? {} : { cors: row.cors }),
  };
}

/** Whether a row asks for keys of some of the table's plans only, so that its function must check them. */
export function checksPlans(row: Pick<EndpointModel, "plans">, plansOfTable: number): boolean {
  return row.plans.length > 0 && row.plans.length < plansOfTable;
}

/** The plans of a row, where it checks them, that have keys for each of many customers. */
export function listedPlans(
  row: Pick<EndpointModel, "plans">,
  { plans, apiKeys }: Pick<ApiModel, "plans" | "apiKeys">,
): string[] {
  if (!checksPlans(row, plans.length)) return [];
  return row.plans.filter((plan) => apiKeys.some((key) => key.plan === plan && key.customers));
}

function authorizerInput(authorizer: AuthorizerModel, { endpoints }: ApiModel): AuthorizerInput {
  const { name, handler, type, identitySource, cacheSeconds } = authorizer;
  const rows = endpoints
    .filter((row) => row.authorizer === name)
    .map((row) => ({ name: row.name, verb: row.verb, path: row.path }));
  return { kind: "authorizer", name, handler, type, identitySource, cacheSeconds, rows };
}
