import * as pulumi from "@pulumi/pulumi";
import { getCallerIdentityOutput } from "@pulumi/aws/getCallerIdentity";
import { getPartitionOutput } from "@pulumi/aws/getPartition";
import { getRegionOutput } from "@pulumi/aws/getRegion";
import type { Place } from "../context";

/** Account, region and partition of the parent's provider, known at preview. */
export function findPlace(parent: pulumi.Resource): pulumi.Output<Place> {
  return pulumi
    .all([
      getCallerIdentityOutput({}, { parent }),
      getRegionOutput({}, { parent }),
      getPartitionOutput({}, { parent }),
    ])
    .apply(([{ accountId }, { region }, { partition, dnsSuffix }]) => ({
      accountId,
      region,
      partition,
      dnsSuffix,
    }));
}
