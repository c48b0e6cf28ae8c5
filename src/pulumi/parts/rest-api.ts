import * as pulumi from "@pulumi/pulumi";
import { RestApi, type RestApiArgs } from "@pulumi/aws/apigateway";
import { toOpenApi } from "../../openapi/write";
import { argumentsFor, tagsOf, type ApiContext } from "../context";
import type { PrivateNetwork } from "../network/private-network";
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

/** The oldest version of TLS that the API takes. */
const securityPolicy = "TLS_1_2";

/**
 * Registers the API: one OpenAPI document that AWS imports. It is text at preview, unless it names a user
 * pool that does not exist yet.
 */
export function registerRestApi(context: ApiContext, parts: RestApiParts): RegisteredApi {
  const { model, config } = context;
  const { network } = parts;
  // The API's own address asks for no certificate of the client.
  const disableExecuteApiEndpoint = config.domain?.truststore !== undefined;
  const body = pulumi
    .all([
      context.place,
      pulumi.output(parts.userPoolArns),
      pulumi.output(clientIdsOfRows(context, parts)),
      resourcePolicyOf(context, network?.vpcEndpointIds),
      pulumi.output(network?.vpcEndpointIds),
    ])
    .apply(([place, userPoolArns, userPoolClientIds, policy, vpcEndpointIds]) => {
      const { accountId, region, partition } = place;
      return JSON.stringify(
        toOpenApi(model, {
          ...{ accountId, region, partition, userPoolArns, userPoolClientIds },
          ...{ disableExecuteApiEndpoint, securityPolicy },
          ...(policy === undefined ? {} : { policy }),
          ...(vpcEndpointIds === undefined ? {} : { vpcEndpointIds }),
        }),
      );
    });
  const args = argumentsFor(
    context,
    { type: "aws:apigateway/restApi:RestApi", name: model.api },
    {
      name: `${model.api}-${model.stack}`,
      // What is left out here, the provider keeps as it was: docs/provider-facts.md.
      apiKeySource: "HEADER",
      description: model.settings.description ?? "",
      body,
      // A warning is where AWS would quietly leave something out of the document.
      failOnWarnings: true,
      endpointConfiguration: network
        ? {
            types: "PRIVATE",
            ipAddressType: "dualstack",
            vpcEndpointIds: network.vpcEndpointIds,
          }
        : { types: "REGIONAL", ipAddressType: "ipv4" },
      disableExecuteApiEndpoint,
      securityPolicy,
      binaryMediaTypes: [...model.settings.binaryMediaTypes],
      // -1 is off.
      minimumCompressionSize: "-1",
      tags: tagsOf(context),
    },
  );
  const opts = {
    parent: parts.parent,
    // The provider keeps the VPC endpoints of an API that is private no longer, which no other API may have.
    replaceOnChanges: ["endpointConfiguration.types"],
  };
  return { restApi: new RestApi(model.api, args, opts), args };
}

/** Only the clients that rows name: the document waits for no others. */
function clientIdsOfRows({ model }: ApiContext, { userPoolClientIds }: RestApiParts) {
  const named = new Set(model.endpoints.flatMap(({ clients }) => clients));
  return Object.fromEntries(Object.entries(userPoolClientIds).filter(([name]) => named.has(name)));
}
