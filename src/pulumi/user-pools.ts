import * as pulumi from "@pulumi/pulumi";
import type { ApiContext } from "./context";
import type { Trigger } from "./trigger";
import { UserPool, type UserPoolOutputs } from "./user-pool";

/** Registers the table's user pools, but for those that the stack's configuration says exist already. */
export function registerUserPools(
  context: ApiContext,
  parts: { triggers: Readonly<Record<string, Trigger>>; parent: pulumi.Resource },
): Record<string, UserPoolOutputs> {
  const { triggers, parent } = parts;
  return Object.fromEntries(
    context.model.userPools.map((pool) => {
      const existing = context.config.userPools[pool.name];
      return [
        pool.name,
        existing
          ? existingPool(context, existing)
          : new UserPool(pool.name, { context, pool, triggers }, { parent }),
      ];
    }),
  );
}

function existingPool(
  context: ApiContext,
  { id, clientId }: { id: string; clientId: string },
): UserPoolOutputs {
  return {
    id: pulumi.output(id),
    clientId: pulumi.output(clientId),
    arn: context.place.apply(
      ({ partition, region, accountId }) =>
        `arn:${partition}:cognito-idp:${region}:${accountId}:userpool/${id}`,
    ),
    providerName: context.place.apply(
      ({ region, dnsSuffix }) => `cognito-idp.${region}.${dnsSuffix}/${id}`,
    ),
  };
}
