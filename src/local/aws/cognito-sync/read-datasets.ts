import { AwsError } from "../service/aws-error";
import { pageOf } from "../cognito-identity/pages";
import { noDataset } from "./datasets";
import type { SyncCall } from "./operation";
import { sessionToken } from "./session-token";
import { shownDataset, shownRecord } from "./shown";

/** https://docs.aws.amazon.com/cognitosync/latest/APIReference/API_ListDatasets.html */
export async function listDatasets({ id, query, datasets }: SyncCall) {
  const page = pageOf(datasets.of(id.identityId), pageQuery(query, 64));
  return {
    Count: page.items.length,
    Datasets: page.items.map(shownDataset),
    ...(page.next !== undefined && { NextToken: page.next }),
  };
}

/** https://docs.aws.amazon.com/cognitosync/latest/APIReference/API_DescribeDataset.html */
export async function describeDataset({ id, datasets }: SyncCall) {
  const found = datasets.find(id);
  if (!found) throw noDataset(id);
  return { Dataset: shownDataset(found) };
}

/** https://docs.aws.amazon.com/cognitosync/latest/APIReference/API_DeleteDataset.html */
export async function deleteDataset({ id, caller, datasets }: SyncCall) {
  const gone = await datasets.remove(id, caller.cognito?.identityId ?? caller.arn);
  return { Dataset: shownDataset(gone) };
}

/** https://docs.aws.amazon.com/cognitosync/latest/APIReference/API_ListRecords.html */
export async function listRecords({ id, query, datasets, context }: SyncCall) {
  const since = numberOf(query, "lastSyncCount") ?? 0;
  const trace = datasets.trace(id);
  const exists = trace?.deleted === false;
  const changed = exists ? datasets.records(id).filter((one) => one.syncCount > since) : [];
  changed.sort((one, other) => one.syncCount - other.syncCount);
  const page = pageOf(changed, pageQuery(query, 1_024));
  return {
    Count: page.items.length,
    DatasetDeletedAfterRequestedSyncCount: since > 0 && (trace?.deletedAt ?? 0) > since,
    DatasetExists: exists,
    DatasetSyncCount: trace?.syncCount ?? 0,
    ...(exists && { LastModifiedBy: trace.modifiedBy }),
    MergedDatasetNames: [],
    ...(page.next !== undefined && { NextToken: page.next }),
    Records: page.items.map(shownRecord),
    SyncSessionToken: sessionToken(context.store, id),
  };
}

/** `maxResults` and `nextToken` of a query. */
export function pageQuery(query: URLSearchParams, most: number): { size: number; token?: string } {
  const wanted = numberOf(query, "maxResults");
  const size = wanted === undefined || wanted < 1 ? most : Math.min(wanted, most);
  const token = query.get("nextToken");
  return { size, ...(token !== null && token !== "" && { token }) };
}

function numberOf(query: URLSearchParams, name: string): number | undefined {
  const text = query.get(name);
  if (text === null || text === "") return undefined;
  if (/^\d{1,15}$/.test(text)) return Number(text);
  throw new AwsError("InvalidParameterException", `${name} must be a number from 0.`);
}
