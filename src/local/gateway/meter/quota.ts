import type { UsagePlanDefinition } from "../../../graph/deployed";
import type { Store, Table } from "../../start/services";

/** What a key has used of a plan, as the state folder keeps it. */
export interface QuotaRecord {
  /** `2026-11-24` of the period's first day, in UTC. */
  period: string;
  used: number;
  /** The first period that this key and plan ever saw; `offset` is taken off in it. */
  firstPeriod: string;
  /** The day of the last call, and how many calls it saw. */
  day?: string;
  today?: number;
  /** What UpdateUsage added for this period, or took away. */
  granted?: number;
}

/** How a day ended: calls of the day, and calls left of the quota. */
export type DayOfUsage = readonly [used: number, remaining: number];

/** The name of the store's table of days; a key is `<plan id>/<key id>/2026-11-24`. */
export const usageDaysTable = "usageDays";

/** The name of the store's table; a key is `<plan id>/<key id>`. */
export const quotaTable = "quota";

type Quota = NonNullable<UsagePlanDefinition["quota"]>;

/**
 * The first day of the period that a moment lies in. AWS does not say when a quota is reset and measurements
 * disagree (docs/aws-facts.md 2); calendar days in UTC, weeks from Sunday.
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
  const base = record.period === record.firstPeriod ? quota.limit - quota.offset : quota.limit;
  return base + (record.granted ?? 0);
}

const dayMilliseconds = 86_400_000;
let lastDay = { number: Number.NaN, text: "" };

/** `2026-11-24`, in UTC. */
export function dayOf(milliseconds: number): string {
  const number = Math.floor(milliseconds / dayMilliseconds);
  if (number !== lastDay.number) {
    lastDay = { number, text: new Date(milliseconds).toISOString().slice(0, 10) };
  }
  return lastDay.text;
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
  /** What each of these days saw; days to come are left out. */
  days(counted: Counted, dates: readonly string[], now: number): DayOfUsage[];
  /** Leaves so many calls for the rest of the period; the promise resolves when it is on disk. */
  leave(counted: Counted, remaining: number, now: number): Promise<void>;
}

const shared = new WeakMap<Store, QuotaCounters>();

/** The counters of a store: the gateway counts, and API Gateway's own calls read and change. */
export function quotaCountersOf(store: Store): QuotaCounters {
  const known = shared.get(store);
  if (known) return known;
  const days = store.table<DayOfUsage>(usageDaysTable);
  const made = createQuotaCounters(store.table<QuotaRecord>(quotaTable), days);
  shared.set(store, made);
  return made;
}

/** Counters over the store's table; calls that arrive while one write is under way share the next. */
export function createQuotaCounters(
  table: Table<QuotaRecord>,
  pastDays?: Table<DayOfUsage>,
): QuotaCounters {
  const counters = new Map<string, Counter>();

  function find(name: string, quota: Quota, now: number): Counter {
    let counter = counters.get(name);
    const period = periodOf(quota.period, now);
    if (!counter) {
      const record = table.get(name) ?? { period, used: 0, firstPeriod: period };
      counters.set(name, (counter = { record, writing: undefined, next: undefined }));
    }
    const day = dayOf(now);
    if (counter.record.day !== day) {
      const { day: ended, today = 0, used } = counter.record;
      const left = Math.max(0, limitOf(quota, counter.record) - used);
      if (ended !== undefined && pastDays) endDay(pastDays, `${name}/`, [ended, [today, left]]);
      counter.record = { ...counter.record, day, today: 0 };
    }
    if (counter.record.period !== period) {
      const { firstPeriod } = counter.record;
      counter.record = { period, used: 0, firstPeriod, day, today: 0 };
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
      counter.record.today = (counter.record.today ?? 0) + 1;
      return write(name, counter);
    },
    days({ planId, keyId, quota }, dates, now) {
      const name = `${planId}/${keyId}`;
      const { record } = find(name, quota, now);
      const known = new Map<string, DayOfUsage>();
      for (const [key, day] of pastDays?.entries(`${name}/`) ?? []) {
        known.set(key.slice(name.length + 1), day);
      }
      known.set(dayOf(now), [record.today ?? 0, Math.max(0, limitOf(quota, record) - record.used)]);
      return dates
        .filter((date) => date <= dayOf(now))
        .map((date) => known.get(date) ?? [0, leftOn(date, { known, quota, record })]);
    },
    leave({ planId, keyId, quota }, remaining, now) {
      const name = `${planId}/${keyId}`;
      const counter = find(name, quota, now);
      const { record } = counter;
      const granted = remaining + record.used - limitOf(quota, { ...record, granted: 0 });
      counter.record = { ...record, granted };
      return write(name, counter);
    },
  };
}

/** Days that API Gateway still tells of. */
const daysKept = 90;

function endDay(
  days: Table<DayOfUsage>,
  prefix: string,
  [ended, day]: [ended: string, day: DayOfUsage],
): void {
  const oldest = `${prefix}${dayOf(Date.parse(ended) - daysKept * dayMilliseconds)}`;
  const old = [...days.entries(prefix)].flatMap(([key]) => (key < oldest ? [key] : []));
  const writes = [days.put(`${prefix}${ended}`, day), ...old.map((key) => days.remove(key))];
  // What is lost here is a line of a report, not a count.
  Promise.all(writes).catch(() => undefined);
}

/** What was left at the end of a day without calls: as much as the day before, or the whole quota. */
function leftOn(
  date: string,
  {
    known,
    quota,
    record,
  }: { known: ReadonlyMap<string, DayOfUsage>; quota: Quota; record: QuotaRecord },
): number {
  const period = periodOf(quota.period, Date.parse(date));
  const before = [...known.keys()].filter((day) => day < date).sort();
  const last = before.findLast((day) => periodOf(quota.period, Date.parse(day)) === period);
  if (last !== undefined) return known.get(last)?.[1] ?? 0;
  return Math.max(0, limitOf(quota, { firstPeriod: record.firstPeriod, period, used: 0 }));
}
