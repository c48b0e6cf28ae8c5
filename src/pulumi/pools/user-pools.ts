import * as pulumi from "@pulumi/pulumi";
import type { UserPoolClientModel } from "../../model";
import type { ExistingPool } from "../stack/config-schema";
import type { ApiContext } from "../context";
import type { Trigger } from "../parts/trigger";
import { UserPool, type UserPoolOutputs } from "./user-pool";

/** Registers the table's user pools, but for those that the stack's configuration says exist already. */
export function registerUserPools(
  context: ApiContext,
  parts: { triggers: Readonly<Record<string, Trigger>>; parent: pulumi.Resource },
): Record<string, UserPoolOutputs> {
  const { triggers, parent } = parts;
  const { userPools, userPoolClients } = context.model;
  return Object.fromEntries(
    userPools.map((pool) => {
      const existing = context.config.userPools[pool.name];
      const clients = userPoolClients.filter(({ userPool }) => userPool === pool.name);
      return [
        pool.name,
        existing
          ? existingPool(context, existing, clients)
          : new UserPool(pool.name, { context, pool, clients, triggers }, { parent }),
      ];
    }),
  );
}

function existingPool(
  context: ApiContext,
  { id, clientId, clients: ids }: ExistingPool,
  clients: readonly UserPoolClientModel[],
): UserPoolOutputs {
  return {
    id: pulumi.output(id),
    clientId: pulumi.output(clientId),
    clients: Object.fromEntries(
      clients.flatMap(({ name }) => {
        const given = ids[name];
        return given === undefined ? [] : [[name, { id: pulumi.output(given) }]];
      }),
    ),
    arn: context.place.apply(
      ({ partition, region, accountId }) =>
        `arn:${partition}:cognito-idp:${region}:${accountId}:userpool/${id}`,
    ),
    providerName: context.place.apply(
      ({ region, dnsSuffix }) => `cognito-idp.${region}.${dnsSuffix}/${id}`,
    ),
  };
}
