import type { Dataset, SyncRecord } from "./datasets";

/** A dataset as Cognito Sync answers it; times in seconds. */
export function shownDataset(dataset: Dataset): object {
  return {
    CreationDate: dataset.createdAt / 1000,
    DataStorage: dataset.size,
    DatasetName: dataset.name,
    IdentityId: dataset.identityId,
    LastModifiedBy: dataset.modifiedBy,
    LastModifiedDate: dataset.modifiedAt / 1000,
    NumRecords: dataset.records,
  };
}

/** A record as Cognito Sync answers it; one that was removed has no value. */
export function shownRecord(record: SyncRecord): object {
  return {
    DeviceLastModifiedDate: record.deviceModifiedAt / 1000,
    Key: record.key,
    LastModifiedBy: record.modifiedBy,
    LastModifiedDate: record.modifiedAt / 1000,
    SyncCount: record.syncCount,
    ...(record.value !== undefined && { Value: record.value }),
  };
}
