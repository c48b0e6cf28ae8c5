import type { ApiKeyDefinition, UsagePlanDefinition } from "../../../graph/deployed";
import { AwsError } from "../service/aws-error";
import type { AwsContext } from "../service/context";

/** One call about keys and plans whose caller may. */
export interface RestCall {
  /** Ids that the path names; empty where it names none. */
  key: string;
  plan: string;
  query: URLSearchParams;
  body: Buffer;
  context: AwsContext;
}

/** Answers a call. */
export type RestOperation = (call: RestCall) => object | Promise<object>;

/** The plan that a path names; throws `NotFoundException`. */
export function planOf({ plan, context }: RestCall): UsagePlanDefinition {
  const found = context.definition().usagePlans.find(({ id }) => id === plan);
  if (found) return found;
  throw new AwsError("NotFoundException", "Invalid Usage Plan ID specified", 404);
}

/** The key of an id; throws `NotFoundException`. */
export function keyOf(id: string, context: AwsContext): ApiKeyDefinition {
  const found = context.definition().apiKeys.find((key) => key.id === id);
  if (found) return found;
  throw new AwsError("NotFoundException", "Invalid API Key identifier specified", 404);
}

/** The key of a path, in the plan of the path; throws `NotFoundException`. */
export function keyInPlan(call: RestCall): ApiKeyDefinition {
  const plan = planOf(call);
  const key = keyOf(call.key, call.context);
  if (plan.keyIds.includes(key.id)) return key;
  throw new AwsError("NotFoundException", `Usage Plan ${plan.id} has no API Key ${key.id}`, 404);
}

/** One page of a list, as `limit` and `position` ask for it; a position is the id of the last item before. */
export function page<Item extends { id: string }>(
  all: readonly Item[],
  query: URLSearchParams,
): { items: readonly Item[]; position?: string } {
  const limit = limitOf(query);
  const position = query.get("position") ?? "";
  const from = position === "" ? 0 : all.findIndex(({ id }) => id === position) + 1;
  if (position !== "" && from === 0) throw badRequest("Invalid position parameter");
  const items = all.slice(from, from + limit);
  const last = items.at(-1);
  return { items, ...(last && from + limit < all.length && { position: last.id }) };
}

function limitOf(query: URLSearchParams): number {
  const text = query.get("limit") ?? "25";
  const limit = Number(text);
  if (/^\d+$/.test(text) && limit >= 1 && limit <= 500) return limit;
  throw badRequest("Invalid limit parameter. Valid values are between 1 and 500");
}

/** A boolean of a query; false where it is not there. */
export function flagOf(query: URLSearchParams, name: string): boolean {
  const text = query.get(name) ?? "false";
  if (text === "true" || text === "false") return text === "true";
  throw badRequest(`Invalid ${name} parameter. Valid values are true and false`);
}

/** What API Gateway cannot take. */
export function badRequest(message: string): AwsError {
  return new AwsError("BadRequestException", message);
}
