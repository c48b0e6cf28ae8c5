import { dayOf, periodOf } from "../../local/gateway";
import type { ApiGatewayClient, ListedPlan } from "./api-gateway-client";

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
export async function readUsage(client: ApiGatewayClient, known: KnownNames): Promise<Usage> {
  const plans = (await client.plans()).filter(
    ({ id }) => known.planIds === undefined || known.planIds.has(id),
  );
  const inAws = await client.keyNames();
  const names = (id: string) => known.keys.get(id) ?? inAws.get(id) ?? id;
  const rows: UsageRow[] = [];
  for (const plan of plans) rows.push(...(await rowsOf(client, plan, names)));
  rows.sort((one, other) => one.key.localeCompare(other.key) || one.plan.localeCompare(other.plan));
  return { rows, uncounted: plans.filter(({ quota }) => !quota).map(({ name }) => name) };
}

async function rowsOf(
  client: ApiGatewayClient,
  { id: planId, name: plan, quota }: ListedPlan,
  nameOf: (keyId: string) => string,
): Promise<UsageRow[]> {
  if (!quota) return [];
  const { period } = quota;
  const now = Date.now();
  const days = await client.usage(planId, { from: periodOf(period, now), to: dayOf(now) });
  return Object.entries(days).map(([keyId, ofKey]) => {
    const [usedToday, left] = ofKey.at(-1) ?? [0, quota.limit];
    const usedInPeriod = ofKey.reduce((sum, [used]) => sum + used, 0);
    return { key: nameOf(keyId), keyId, plan, planId, period, usedToday, usedInPeriod, left };
  });
}
