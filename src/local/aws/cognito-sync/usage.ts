import type { Dataset } from "./datasets";
import type { SyncCall } from "./operation";

/** https://docs.aws.amazon.com/cognitosync/latest/APIReference/API_DescribeIdentityUsage.html */
export async function describeIdentityUsage({ id, datasets }: SyncCall) {
  const all = datasets.of(id.identityId);
  return {
    IdentityUsage: {
      DatasetCount: all.length,
      IdentityId: id.identityId,
      IdentityPoolId: id.poolId,
      ...usageOf(all),
    },
  };
}

/** https://docs.aws.amazon.com/cognitosync/latest/APIReference/API_DescribeIdentityPoolUsage.html */
export async function describeIdentityPoolUsage({ id, datasets }: SyncCall) {
  const all = datasets.ofPool(id.poolId);
  return { IdentityPoolUsage: { IdentityPoolId: id.poolId, ...usageOf(all), ...sessionsOf(all) } };
}

/** https://docs.aws.amazon.com/cognitosync/latest/APIReference/API_ListIdentityPoolUsage.html */
export async function listIdentityPoolUsage({ datasets, context }: SyncCall) {
  const usages = context.definition().identityPools.map(({ id: IdentityPoolId }) => {
    const all = datasets.ofPool(IdentityPoolId);
    return { IdentityPoolId, ...usageOf(all), ...sessionsOf(all) };
  });
  return { Count: usages.length, IdentityPoolUsages: usages, MaxResults: 60 };
}

function usageOf(all: readonly Dataset[]): { DataStorage: number; LastModifiedDate?: number } {
  const last = Math.max(0, ...all.map(({ modifiedAt }) => modifiedAt));
  return {
    DataStorage: all.reduce((sum, { size }) => sum + size, 0),
    ...(last > 0 && { LastModifiedDate: last / 1000 }),
  };
}

/** Each change of a dataset was a sync session. */
function sessionsOf(all: readonly Dataset[]): { SyncSessionsCount: number } {
  return { SyncSessionsCount: all.reduce((sum, { syncCount }) => sum + syncCount, 0) };
}
