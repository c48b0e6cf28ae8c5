import * as pulumi from "@pulumi/pulumi";
import { RestApi, type RestApiArgs } from "@pulumi/aws/apigateway";
import { toOpenApi } from "../openapi";
import { argumentsFor, tagsOf, type ApiContext } from "./context";
import type { PrivateNetwork } from "./private-network";
import { resourcePolicyOf } from "./resource-policy";

/** The API and what it was made from. */
export interface RegisteredApi {
  restApi: RestApi;
  /** After the transforms; a new deployment is due when any of it changes. */
  args: RestApiArgs;
}

/** What the API is made of. */
export interface RestApiParts {
  /** ARNs of the user pools by the name of their export. */
  userPoolArns: Readonly<Record<string, pulumi.Input<string>>>;
  /** Ids of the clients by the name of their export. */
  userPoolClientIds: Readonly<Record<string, pulumi.Input<string>>>;
  /** The network of a private API. */
  network?: PrivateNetwork | undefined;
  parent: pulumi.Resource;
}

/**
 * Registers the API: one OpenAPI document that AWS imports. It is text at preview, unless it names a user
 * pool that does not exist yet.
 */
export function registerRestApi(context: ApiContext, parts: RestApiParts): RegisteredApi {
  const { model, config } = context;
  const { network } = parts;
  const body = pulumi
    .all([
      context.place,
      pulumi.output(parts.userPoolArns),
      pulumi.output(clientIdsOfRows(context, parts)),
      resourcePolicyOf(context, network?.vpcEndpointIds),
    ])
    .apply(([{ accountId, region, partition }, userPoolArns, userPoolClientIds, policy]) => {
      const names = { accountId, region, partition, userPoolArns, userPoolClientIds };
      return JSON.stringify(toOpenApi(model, policy === undefined ? names : { ...names, policy }));
    });
  const args = argumentsFor(
    context,
    { type: "aws:apigateway/restApi:RestApi", name: model.api },
    {
      name: `${model.api}-${model.stack}`,
      ...(model.settings.description === undefined
        ? {}
        : { description: model.settings.description }),
      body,
      // A warning is where AWS would quietly leave something out of the document.
      failOnWarnings: true,
      endpointConfiguration: network
        ? { types: "PRIVATE", vpcEndpointIds: network.vpcEndpointIds }
        : { types: "REGIONAL" },
      // Its own address asks for no certificate of the client.
      ...(config.domain?.truststore ? { disableExecuteApiEndpoint: true } : {}),
      securityPolicy: "TLS_1_2",
      ...(model.settings.binaryMediaTypes.length === 0
        ? {}
        : { binaryMediaTypes: [...model.settings.binaryMediaTypes] }),
      tags: tagsOf(context),
    },
  );
  return { restApi: new RestApi(model.api, args, { parent: parts.parent }), args };
}

/** Only the clients that rows name: the document waits for no others. */
function clientIdsOfRows({ model }: ApiContext, { userPoolClientIds }: RestApiParts) {
  const named = new Set(model.endpoints.flatMap(({ clients }) => clients));
  return Object.fromEntries(Object.entries(userPoolClientIds).filter(([name]) => named.has(name)));
}
