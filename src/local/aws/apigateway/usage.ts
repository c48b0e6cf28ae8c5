import { z } from "zod";
import type { UsagePlanDefinition } from "../../../graph/deployed";
import { dayOf, quotaCountersOf } from "../../gateway";
import { readJson } from "../service/protocols/json";
import { badRequest, keyInPlan, page, planOf, type RestCall } from "./operation";

const dayMilliseconds = 86_400_000;
/** https://docs.aws.amazon.com/apigateway/latest/api/API_GetUsage.html: usage is kept for this long. */
const mostDays = 90;

/** Per key and day, calls used and left: https://docs.aws.amazon.com/apigateway/latest/api/API_GetUsage.html */
export function getUsage(call: RestCall): object {
  const plan = planOf(call);
  const [startDate, endDate] = [dateOf(call.query, "startDate"), dateOf(call.query, "endDate")];
  const dates = datesBetween(startDate, endDate);
  const keyId = call.query.get("keyId");
  const all = call.context
    .definition()
    .apiKeys.filter(({ id }) => plan.keyIds.includes(id) && (keyId === null || id === keyId));
  const { items, position } = page(all, call.query);
  const values = items.map(({ id }) => [id, daysOf(call, plan, { keyId: id, dates })] as const);
  return {
    usagePlanId: plan.id,
    startDate,
    endDate,
    ...(position !== undefined && { position }),
    // The SDKs call it items.
    values: Object.fromEntries(values.filter(([, days]) => days.length > 0)),
  };
}

const patchInput = z.object({
  patchOperations: z
    .array(z.object({ op: z.string(), path: z.string(), value: z.string().optional() }))
    .min(1),
});

/** Leaves a key more or fewer calls for now: https://docs.aws.amazon.com/apigateway/latest/api/API_UpdateUsage.html */
export async function updateUsage(call: RestCall): Promise<object> {
  const plan = planOf(call);
  const key = keyInPlan(call);
  const { quota } = plan;
  if (!quota) throw badRequest(`Usage Plan ${plan.id} has no quota`);
  const parsed = patchInput.safeParse(readJson(call.body));
  if (!parsed.success) throw badRequest("Invalid patch document");
  const counted = { planId: plan.id, keyId: key.id, quota };
  const remaining = parsed.data.patchOperations.map(remainingOf).at(-1) ?? 0;
  await quotaCountersOf(call.context.store).leave(counted, remaining, Date.now());
  const today = dayOf(Date.now());
  const days = daysOf(call, plan, { keyId: key.id, dates: [today] });
  return { usagePlanId: plan.id, startDate: today, endDate: today, values: { [key.id]: days } };
}

function remainingOf({
  op,
  path,
  value = "",
}: {
  op: string;
  path: string;
  value?: string | undefined;
}) {
  if (op !== "replace" || path !== "/remaining") {
    throw badRequest(
      `Invalid patch path '${path.slice(0, 100)}' specified for op '${op.slice(0, 20)}'. Must be one of: [/remaining]`,
    );
  }
  if (/^\d{1,15}$/.test(value)) return Number(value);
  throw badRequest("Invalid value for /remaining: it must be a number from 0");
}

/** A key's days in a plan; none where the plan has no quota, since nothing is counted then. */
function daysOf(
  { context }: RestCall,
  { id: planId, quota }: UsagePlanDefinition,
  { keyId, dates }: { keyId: string; dates: readonly string[] },
): readonly (readonly [used: number, remaining: number])[] {
  if (!quota) return [];
  return quotaCountersOf(context.store).days({ planId, keyId, quota }, dates, Date.now());
}

function dateOf(query: URLSearchParams, name: string): string {
  const text = query.get(name) ?? "";
  const day = /^\d{4}-\d{2}-\d{2}$/.test(text) ? Date.parse(text) : Number.NaN;
  if (!Number.isNaN(day) && dayOf(day) === text) return text;
  throw badRequest(`Invalid ${name} specified: expected yyyy-MM-dd`);
}

function datesBetween(start: string, end: string): string[] {
  const [first, last] = [Date.parse(start), Date.parse(end)];
  if (last < first) throw badRequest("Invalid date range: endDate is before startDate");
  if ((last - first) / dayMilliseconds >= mostDays) {
    throw badRequest(`Invalid date range: at most ${mostDays} days`);
  }
  const dates: string[] = [];
  for (let day = first; day <= last; day += dayMilliseconds) dates.push(dayOf(day));
  return dates;
}
