import type { ApiModel, EndpointModel } from "../../model/model";
import { canonical } from "./canonical";
import { checkDocument } from "./check/check-document";
import { corsGroups, gatewayResponses, preflight } from "./cors";
import {
  methodKey,
  type DeploymentNames,
  type OpenApiDocument,
  type PathItem,
  type Server,
} from "./document";
import { operationOf, type OperationParts } from "./operation";
import { collectSchemas } from "./schemas";
import { securitySchemes } from "./security";
import { requestValidators } from "./validators";

/**
 * The API as API Gateway imports it: one document, its keys in order, read again against the model before it
 * is handed on. Throws an `Error` where the two differ, which is a bug of ours.
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-import-api.html
 */
export function toOpenApi(model: ApiModel, deployment: DeploymentNames): OpenApiDocument {
  const schemas = collectSchemas(model);
  const { description, binaryMediaTypes } = model.settings;
  const responses = gatewayResponses(model);
  const document = canonical<OpenApiDocument>({
    openapi: "3.0.1",
    info: {
      title: `${model.api}-${model.stack}`,
      version: "1",
      ...(description !== undefined && { description }),
    },
    servers: [serverOf(deployment)],
    paths: pathsOf({ model, deployment, schemas }),
    components: {
      schemas: schemas.components,
      securitySchemes: securitySchemes(model, deployment),
    },
    "x-amazon-apigateway-api-key-source": "HEADER",
    "x-amazon-apigateway-request-validators": requestValidators,
    ...(responses && { "x-amazon-apigateway-gateway-responses": responses }),
    ...(binaryMediaTypes.length > 0 && {
      "x-amazon-apigateway-binary-media-types": [...binaryMediaTypes].sort(),
    }),
    ...(deployment.policy && { "x-amazon-apigateway-policy": deployment.policy }),
    "x-amazon-apigateway-security-policy": deployment.securityPolicy ?? "TLS_1_2",
  });
  const faults = checkDocument(document, model, deployment);
  if (faults.length > 0) {
    throw new Error(
      `The document of ${model.api} does not say what its table says; this is a bug of Gatehouse.\n` +
        faults.map((fault) => `- ${fault}`).join("\n"),
    );
  }
  return document;
}

function serverOf({ vpcEndpointIds, disableExecuteApiEndpoint = false }: DeploymentNames): Server {
  return {
    url: "/",
    "x-amazon-apigateway-endpoint-configuration": {
      disableExecuteApiEndpoint,
      ...(vpcEndpointIds && { vpcEndpointIds: [...vpcEndpointIds] }),
    },
  };
}

function pathsOf(parts: OperationParts): Record<string, PathItem> {
  const rows = new Map<string, EndpointModel[]>();
  for (const row of parts.model.endpoints) {
    rows.set(row.path, [...(rows.get(row.path) ?? []), row]);
  }
  return Object.fromEntries(
    [...rows].map(([path, own]) => {
      const methods = own.map((row) => [methodKey(row.verb), operationOf(row, parts)] as const);
      const groups = corsGroups(own);
      const answersItself = own.some(({ verb }) => verb === "OPTIONS");
      const mock =
        groups.length > 0 && !answersItself
          ? { options: preflight(path, groups, parts.model.settings.binaryMediaTypes) }
          : {};
      return [path, { ...mock, ...Object.fromEntries(methods) }];
    }),
  );
}
