import { createHash } from "node:crypto";
import type { Store, Table } from "../../start/services";
import { AwsError } from "../service/aws-error";

/** A record of a dataset, as the state folder keeps it. */
export interface SyncRecord {
  key: string;
  /** Absent once the record was removed, so that other devices hear of it. */
  value?: string;
  syncCount: number;
  /** Milliseconds since 1970. */
  modifiedAt: number;
  modifiedBy: string;
  /** As the device said. */
  deviceModifiedAt: number;
}

/** A dataset of an identity. One that was deleted stays as a mark, so that other devices hear of it. */
export interface Dataset {
  identityId: string;
  poolId: string;
  name: string;
  /** Grows by one with each change. */
  syncCount: number;
  /** Bytes of keys and values. */
  size: number;
  records: number;
  createdAt: number;
  modifiedAt: number;
  modifiedBy: string;
  /** The count at which it was deleted last. */
  deletedAt?: number;
  deleted: boolean;
}

/** Whose dataset, by name. */
export interface DatasetId {
  poolId: string;
  identityId: string;
  name: string;
}

/** Datasets of a state folder. */
export interface Datasets {
  /** Undefined: never there, or deleted. */
  find(id: DatasetId): Dataset | undefined;
  /** Also one that was deleted. */
  trace(id: DatasetId): Dataset | undefined;
  of(identityId: string): Dataset[];
  ofPool(poolId: string): Dataset[];
  records(id: DatasetId): SyncRecord[];
  record(id: DatasetId, key: string): SyncRecord | undefined;
  /** Writes a dataset and its changed records as one step; `work` may throw, and then nothing is written. */
  change(
    id: DatasetId,
    work: () => { dataset: Dataset; records: readonly SyncRecord[] },
  ): Promise<void>;
  remove(id: DatasetId, modifiedBy: string): Promise<Dataset>;
}

/** The datasets that a store keeps. */
export function datasetsIn(store: Store): Datasets {
  const datasets: Table<Dataset> = store.table("syncDatasets");
  const records: Table<SyncRecord> = store.table("syncRecords");
  const trace = (id: DatasetId) => {
    const known = datasets.get(keyOf(id));
    return known?.poolId === id.poolId ? known : undefined;
  };
  const find = (id: DatasetId) => {
    const known = trace(id);
    return known?.deleted === false ? known : undefined;
  };
  const live = (entries: Iterable<readonly [string, Dataset]>) =>
    [...entries].flatMap(([, one]) => (one.deleted ? [] : [one]));
  return {
    find,
    trace,
    of: (identityId) => live(datasets.entries(`${identityId} `)),
    ofPool: (poolId) => live(datasets.entries()).filter((one) => one.poolId === poolId),
    records: (id) => [...records.entries(`${keyOf(id)} `)].map(([, record]) => record),
    record: (id, key) => records.get(recordKey(id, key)),
    async change(id, work) {
      await datasets.transaction(() => {
        const { dataset, records: changed } = work();
        datasets.putNow(keyOf(id), dataset);
        for (const record of changed) records.putNow(recordKey(id, record.key), record);
      });
    },
    remove: (id, modifiedBy) =>
      datasets.transaction(() => {
        const known = find(id);
        if (!known) throw noDataset(id);
        for (const [key] of [...records.entries(`${keyOf(id)} `)]) records.removeNow(key);
        const syncCount = known.syncCount + 1;
        const mark = { deleted: true, deletedAt: syncCount, syncCount, size: 0, records: 0 };
        const change = { modifiedAt: Date.now(), modifiedBy };
        datasets.putNow(keyOf(id), { ...known, ...mark, ...change });
        return known;
      }),
  };
}

/** Refusal where a dataset is not there. */
export function noDataset({ name }: DatasetId): AwsError {
  return new AwsError("ResourceNotFoundException", `Dataset '${name}' not found.`, 404);
}

/** Neither ids nor names hold a space. */
function keyOf({ identityId, name }: DatasetId): string {
  return `${identityId} ${name}`;
}

/** A record's key may be longer than the store's keys are. */
function recordKey(id: DatasetId, key: string): string {
  return `${keyOf(id)} ${createHash("sha256").update(key).digest("hex")}`;
}
