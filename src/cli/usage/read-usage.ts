import { dayOf, periodOf } from "../../local/gateway";
import { itemsOf, pagesOf, type Caller } from "../aws/call";

/** A plan as API Gateway lists it. */
interface ListedPlan {
  id: string;
  name: string;
  quota?: { limit: number; period: "DAY" | "WEEK" | "MONTH" };
}

/** A key's days in a plan: calls used and left on each. */
type UsageByKey = Readonly<Record<string, readonly (readonly [number, number])[]>>;

/** What one key has used of one plan. */
export interface UsageRow {
  /** The name of the key; never its value. */
  key: string;
  keyId: string;
  plan: string;
  planId: string;
  period: "DAY" | "WEEK" | "MONTH";
  usedToday: number;
  usedInPeriod: number;
  /** Calls left of the quota in this period. */
  left: number;
}

/** What is known of plans and keys beside API Gateway's own answers. */
export interface KnownNames {
  /** Plans that are asked about; absent: all. */
  planIds?: ReadonlySet<string>;
  /** Names of keys in the program, by id. */
  keys: ReadonlyMap<string, string>;
}

/** Plans without a quota, whose calls API Gateway does not count. */
export interface Usage {
  rows: UsageRow[];
  uncounted: string[];
}

/** Reads the usage of every key in every plan, of the period that runs now. */
export async function readUsage(caller: Caller, known: KnownNames): Promise<Usage> {
  const all = async (operation: string, list: string, more = {}) => {
    const input = { limit: 500, ...more };
    return itemsOf(await pagesOf("apigateway", operation, { input, caller }), list);
  };
  const listed = (await all("GetUsagePlans", "items")) as ListedPlan[];
  const plans = listed.filter(({ id }) => known.planIds === undefined || known.planIds.has(id));
  const keys = (await all("GetApiKeys", "items", { includeValues: false })) as {
    id: string;
    name?: string;
  }[];
  const inAws = new Map(keys.map(({ id, name }) => [id, name ?? id]));
  const names = (id: string) => known.keys.get(id) ?? inAws.get(id) ?? id;
  const rows: UsageRow[] = [];
  for (const plan of plans) rows.push(...(await rowsOf(caller, plan, names)));
  rows.sort((one, other) => one.key.localeCompare(other.key) || one.plan.localeCompare(other.plan));
  return { rows, uncounted: plans.filter(({ quota }) => !quota).map(({ name }) => name) };
}

async function rowsOf(
  caller: Caller,
  { id: planId, name: plan, quota }: ListedPlan,
  nameOf: (keyId: string) => string,
): Promise<UsageRow[]> {
  if (!quota) return [];
  const { period } = quota;
  const now = Date.now();
  const input = {
    ...{ usagePlanId: planId, limit: 500 },
    ...{ startDate: periodOf(period, now), endDate: dayOf(now) },
  };
  const pages = await pagesOf("apigateway", "GetUsage", { input, caller });
  const days = Object.assign({}, ...pages.map(({ items }) => items)) as UsageByKey;
  return Object.entries(days).map(([keyId, ofKey]) => {
    const [usedToday, left] = ofKey.at(-1) ?? [0, quota.limit];
    const usedInPeriod = ofKey.reduce((sum, [used]) => sum + used, 0);
    return { key: nameOf(keyId), keyId, plan, planId, period, usedToday, usedInPeriod, left };
  });
}
