import type * as pulumi from "@pulumi/pulumi";
import type { ApiContext } from "./context";
import { keyFingerprints, type KeyFingerprints } from "./parts/key-fingerprints";
import type { ApiParts } from "./register-api";
import type { ClientOutputs } from "./pools/user-pool";

/** What is worth exporting of an API. */
export interface ApiOutputs {
  url: pulumi.Output<string>;
  /** Id of the API and name of its stage: what `alsoCovers` of another program's plan names. */
  apiId: pulumi.Output<string>;
  stageName: pulumi.Output<string>;
  /** What other stacks compare their own keys' values with, see `gatehouse:distinctKeysFrom`. */
  keyFingerprints: KeyFingerprints;
  /** By the name of the key; the values are secrets. */
  apiKeys: Record<
    string,
    {
      version: number;
      customer?: string;
      id: pulumi.Output<string>;
      value: pulumi.Output<string>;
    }[]
  >;
  /** By the name of the pool. */
  userPools: Record<
    string,
    {
      id: pulumi.Output<string>;
      clientId: pulumi.Output<string>;
      /** Further clients, by name; the secrets are secrets. */
      clients: Readonly<Record<string, ClientOutputs>>;
      /** Where machines get tokens, and with what; the secret is one. */
      scopesClient?: { id: pulumi.Output<string>; secret: pulumi.Output<string> };
      domain?: pulumi.Output<string>;
    }
  >;
  /** By the name of the identity pool. */
  identityPools: Record<string, { id: pulumi.Output<string> }>;
  /** By the name of the caller. */
  callers: Record<string, { roleArn: pulumi.Output<string> }>;
}

/** The outputs of an API as plain data. */
export function outputsOf(
  context: ApiContext,
  parts: ApiParts,
  url: pulumi.Output<string>,
): ApiOutputs {
  const { apiKeys, userPools, identityPools, roles, stage } = parts;
  const callers = context.model.callers.map(({ name }) => name);
  return {
    url,
    apiId: parts.restApi.id,
    stageName: stage.stageName,
    keyFingerprints: keyFingerprints(context),
    apiKeys: mapped(apiKeys, ({ versions }) => versions.map((version) => ({ ...version }))),
    userPools: mapped(userPools, ({ id, clientId, clients, scopesClient, domain }) => ({
      id,
      clientId,
      clients,
      ...(scopesClient ? { scopesClient } : {}),
      ...(domain ? { domain } : {}),
    })),
    identityPools: mapped(identityPools, ({ id }) => ({ id })),
    callers: Object.fromEntries(
      callers.flatMap((name) => {
        const role = roles[name];
        return role ? [[name, { roleArn: role.arn }]] : [];
      }),
    ),
  };
}

function mapped<From, To>(
  record: Readonly<Record<string, From>>,
  change: (value: From) => To,
): Record<string, To> {
  return Object.fromEntries(Object.entries(record).map(([name, value]) => [name, change(value)]));
}
