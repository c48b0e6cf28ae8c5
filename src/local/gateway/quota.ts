import type { UsagePlanDefinition } from "../../access/definition";
import type { Table } from "../services";

/** What a key has used of a plan, as the state folder keeps it. */
export interface QuotaRecord {
  /** `2026-11-24` of the period's first day, in UTC. */
  period: string;
  used: number;
  /** The first period that this key and plan ever saw; `offset` is taken off in it. */
  firstPeriod: string;
}

/** The name of the store's table; a key is `<plan id>/<key id>`. */
export const quotaTable = "quota";

type Quota = NonNullable<UsagePlanDefinition["quota"]>;

/**
 * The first day of the period that a moment lies in. AWS does not say when a quota is reset and measurements
 * disagree (aws-facts.md 2); calendar days in UTC, weeks from Sunday.
 */
export function periodOf(period: Quota["period"], now: number): string {
  const date = new Date(now);
  const day = date.getUTCDate();
  const shift = period === "DAY" ? 0 : period === "WEEK" ? date.getUTCDay() : day - 1;
  return new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth(), day - shift))
    .toISOString()
    .slice(0, 10);
}

/** How many calls the quota allows in the record's period. */
export function limitOf(quota: Quota, record: QuotaRecord): number {
  return record.period === record.firstPeriod ? quota.limit - quota.offset : quota.limit;
}

interface Counter {
  record: QuotaRecord;
  writing: Promise<void> | undefined;
  next: Promise<void> | undefined;
}

/** A key in a plan with a quota. */
export interface Counted {
  planId: string;
  keyId: string;
  quota: Quota;
}

/** Counts calls per key and plan. */
export interface QuotaCounters {
  /** What is used and allowed now, without counting. */
  look(counted: Counted, now: number): { used: number; limit: number };
  /** Counts one call; the promise resolves when it is on disk. */
  count(counted: Counted, now: number): Promise<void>;
}

/** Counters over the store's table; calls that arrive while one write is under way share the next. */
export function createQuotaCounters(table: Table<QuotaRecord>): QuotaCounters {
  const counters = new Map<string, Counter>();

  function find(name: string, quota: Quota, now: number): Counter {
    let counter = counters.get(name);
    const period = periodOf(quota.period, now);
    if (!counter) {
      const record = table.get(name) ?? { period, used: 0, firstPeriod: period };
      counters.set(name, (counter = { record, writing: undefined, next: undefined }));
    }
    if (counter.record.period !== period) {
      counter.record = { period, used: 0, firstPeriod: counter.record.firstPeriod };
    }
    return counter;
  }

  function write(name: string, counter: Counter): Promise<void> {
    if (!counter.writing) {
      return (counter.writing = table.put(name, { ...counter.record }).finally(() => {
        counter.writing = undefined;
      }));
    }
    return (counter.next ??= counter.writing
      .catch(() => undefined)
      .then(() => {
        counter.next = undefined;
        return write(name, counter);
      }));
  }

  return {
    look({ planId, keyId, quota }, now) {
      const { record } = find(`${planId}/${keyId}`, quota, now);
      return { used: record.used, limit: limitOf(quota, record) };
    },
    count({ planId, keyId, quota }, now) {
      const name = `${planId}/${keyId}`;
      const counter = find(name, quota, now);
      counter.record.used++;
      return write(name, counter);
    },
  };
}
