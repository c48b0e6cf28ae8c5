import { z } from "zod";
import { AwsError } from "../service/aws-error";
import { parseInput } from "../service/parse-input";
import type { Dataset, SyncRecord } from "./datasets";
import type { SyncCall } from "./operation";
import { checkSessionToken } from "./session-token";
import { shownRecord } from "./shown";

// https://docs.aws.amazon.com/cognito/latest/developerguide/limits.html
const largestDataset = 1024 * 1024;
const mostDatasets = 20;
const mostRecords = 1_024;

const input = z.object({
  DeviceId: z.string().optional(),
  SyncSessionToken: z.string(),
  RecordPatches: z
    .array(
      z.object({
        Op: z.enum(["replace", "remove"]),
        Key: z.string(),
        Value: z.string().nullish(),
        SyncCount: z.number().int().min(0),
        DeviceLastModifiedDate: z.number().optional(),
      }),
    )
    .optional(),
});

type Patch = NonNullable<z.output<typeof input>["RecordPatches"]>[number];

/** https://docs.aws.amazon.com/cognitosync/latest/APIReference/API_UpdateRecords.html */
export async function updateRecords({ id, body, caller, datasets, context }: SyncCall) {
  const { DeviceId, SyncSessionToken, RecordPatches: patches = [] } = parseInput(input, body);
  checkSessionToken(context.store, id, SyncSessionToken);
  checkPatches(patches);
  const by = DeviceId ?? caller.cognito?.identityId ?? caller.arn;
  let changed: SyncRecord[] = [];
  await datasets.change(id, () => {
    const known = datasets.find(id);
    if (!known && datasets.of(id.identityId).length >= mostDatasets) {
      throw overLimit(`An identity has at most ${mostDatasets} datasets.`);
    }
    const now = Date.now();
    const before = known ?? { ...fresh, ...id, createdAt: now, ...traceOf(datasets.trace(id)) };
    const syncCount = before.syncCount + (patches.length > 0 ? 1 : 0);
    const dataset: Dataset = {
      ...before,
      deleted: false,
      syncCount,
      modifiedAt: now,
      modifiedBy: by,
    };
    changed = patches.map((patch) => {
      const record = datasets.record(id, patch.Key);
      checkCount(patch, record?.syncCount ?? 0);
      const next = patched(patch, { syncCount, modifiedAt: now, modifiedBy: by });
      dataset.size += sizeOf(next) - sizeOf(record);
      dataset.records += (next.value === undefined ? 0 : 1) - (record?.value === undefined ? 0 : 1);
      return next;
    });
    if (dataset.size > largestDataset) {
      throw overLimit(`A dataset holds at most ${largestDataset} bytes.`);
    }
    if (dataset.records > mostRecords) {
      throw overLimit(`A dataset holds at most ${mostRecords} records.`);
    }
    return { dataset, records: changed };
  });
  return { Records: changed.map(shownRecord) };
}

const fresh = { syncCount: 0, size: 0, records: 0, deleted: false, modifiedAt: 0, modifiedBy: "" };

/** A dataset that was deleted goes on counting, so that no device takes the new one for the old. */
function traceOf(trace: Dataset | undefined): Partial<Dataset> {
  if (!trace) return {};
  const { syncCount, deletedAt } = trace;
  return { syncCount, ...(deletedAt !== undefined && { deletedAt }) };
}

function patched(
  { Op, Key: key, Value: value, DeviceLastModifiedDate: device }: Patch,
  change: Pick<SyncRecord, "syncCount" | "modifiedAt" | "modifiedBy">,
): SyncRecord {
  const deviceModifiedAt = device === undefined ? change.modifiedAt : device * 1000;
  const record = { key, ...change, deviceModifiedAt };
  return Op === "replace" ? { ...record, value: value ?? "" } : record;
}

function checkPatches(patches: readonly Patch[]): void {
  if (new Set(patches.map(({ Key }) => Key)).size < patches.length) {
    throw new AwsError("InvalidParameterException", "A key stands in two record patches.");
  }
  const without = patches.find(({ Op, Value }) => Op === "replace" && typeof Value !== "string");
  if (without) throw new AwsError("InvalidParameterException", "A replaced record needs a Value.");
}

function checkCount({ Key, SyncCount }: Patch, current: number): void {
  if (SyncCount === current) return;
  throw new AwsError(
    "ResourceConflictException",
    `Current SyncCount for: ${JSON.stringify(Key)} is: ${current} not: ${SyncCount}`,
    409,
  );
}

function sizeOf(record: SyncRecord | undefined): number {
  if (record?.value === undefined) return 0;
  return Buffer.byteLength(record.key) + Buffer.byteLength(record.value);
}

function overLimit(message: string): AwsError {
  return new AwsError("LimitExceededException", message);
}
