import type { SyncOperation } from "./operation";
import { deleteDataset, describeDataset, listDatasets, listRecords } from "./read-datasets";
import { updateRecords } from "./update-records";
import { describeIdentityPoolUsage, describeIdentityUsage, listIdentityPoolUsage } from "./usage";

const identity = "/identitypools/(?<pool>[^/]+)/identities/(?<identity>[^/]+)";
const dataset = `${identity}/datasets/(?<dataset>[^/]+)`;

function operation(
  name: string,
  method: SyncOperation["method"],
  { path, run }: { path: string; run: SyncOperation["run"] },
): SyncOperation {
  // eslint-disable-next-line gatehouse/linear -- of our paths
  return { name, method, path: new RegExp(`^${path}$`), run };
}

/** The operations of Cognito Sync that the laptop answers. */
export const syncOperations: readonly SyncOperation[] = [
  operation("ListIdentityPoolUsage", "GET", { path: "/identitypools", run: listIdentityPoolUsage }),
  operation("DescribeIdentityPoolUsage", "GET", {
    path: "/identitypools/(?<pool>[^/]+)",
    run: describeIdentityPoolUsage,
  }),
  operation("DescribeIdentityUsage", "GET", { path: identity, run: describeIdentityUsage }),
  operation("ListDatasets", "GET", { path: `${identity}/datasets`, run: listDatasets }),
  operation("DescribeDataset", "GET", { path: dataset, run: describeDataset }),
  operation("UpdateRecords", "POST", { path: dataset, run: updateRecords }),
  operation("DeleteDataset", "DELETE", { path: dataset, run: deleteDataset }),
  operation("ListRecords", "GET", { path: `${dataset}/records`, run: listRecords }),
];
