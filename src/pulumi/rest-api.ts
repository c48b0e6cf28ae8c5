import * as pulumi from "@pulumi/pulumi";
import { RestApi, type RestApiArgs } from "@pulumi/aws/apigateway";
import { toOpenApi } from "../openapi";
import { argumentsFor, tagsOf, type ApiContext } from "./context";

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
  parent: pulumi.Resource;
}

/**
 * Registers the API: one OpenAPI document that AWS imports. It is text at preview, unless it names a user
 * pool that does not exist yet.
 */
export function registerRestApi(context: ApiContext, parts: RestApiParts): RegisteredApi {
  const { model } = context;
  const body = pulumi
    .all([context.place, pulumi.output(parts.userPoolArns)])
    .apply(([{ accountId, region, partition }, userPoolArns]) =>
      JSON.stringify(toOpenApi(model, { accountId, region, partition, userPoolArns })),
    );
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
      endpointConfiguration: { types: "REGIONAL" },
      securityPolicy: "TLS_1_2",
      ...(model.settings.binaryMediaTypes.length === 0
        ? {}
        : { binaryMediaTypes: [...model.settings.binaryMediaTypes] }),
      tags: tagsOf(context),
    },
  );
  return { restApi: new RestApi(model.api, args, { parent: parts.parent }), args };
}
