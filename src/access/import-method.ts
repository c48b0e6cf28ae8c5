import type { IntegrationDefinition, MethodDefinition } from "./definition";
import type { ImportedModels } from "./import-models";
import { importRequest } from "./import-request";
import { securityOf, type SchemeMeaning } from "./import-security";
import type { OpenApi } from "./open-api";
import { readIntegration, readIntegrationResponse } from "./read-integration";
import { booleanOf, isUnknown, present, recordOf, textOf, type Values } from "./values";

/** What all operations of a document share. */
export interface ImportContext {
  document: OpenApi;
  schemes: ReadonlyMap<string, SchemeMeaning>;
  models: ImportedModels;
  /** Something that AWS lets pass and that does not do what it reads like. */
  warn(text: string): void;
}

/** Where an operation stands. */
export interface OperationAt {
  verb: string;
  item: Values;
  operation: Values;
}

const validatorKey = "x-amazon-apigateway-request-validator";

function validationOf(
  context: ImportContext,
  operation: Values,
): { body: boolean; parameters: boolean } {
  const { root } = context.document;
  const named = operation[validatorKey] ?? root[validatorKey];
  if (named === undefined) return { body: false, parameters: false };
  const validators = recordOf(root["x-amazon-apigateway-request-validators"]);
  const name = textOf(named);
  const validator = name === undefined ? undefined : validators[name];
  if (validator === undefined) {
    context.warn(
      `its request validator ${JSON.stringify(named)} is not among x-amazon-apigateway-request-validators; everything is validated here`,
    );
    return { body: true, parameters: true };
  }
  const { validateRequestBody, validateRequestParameters } = recordOf(validator);
  return {
    body: isUnknown(validateRequestBody) || (booleanOf(validateRequestBody) ?? false),
    parameters:
      isUnknown(validateRequestParameters) || (booleanOf(validateRequestParameters) ?? false),
  };
}

function integrationOf(context: ImportContext, at: OperationAt): IntegrationDefinition | undefined {
  const key = "x-amazon-apigateway-integration";
  const written = context.document.follow(at.operation[key] ?? at.item[key]);
  if (written === undefined) return undefined;
  const responses = Object.entries(recordOf(written["responses"])).map(([pattern, response]) =>
    readIntegrationResponse(recordOf(response), pattern === "default" ? undefined : pattern),
  );
  const source = { ...written, integrationHttpMethod: written["httpMethod"] };
  const integration = readIntegration(source, responses);
  if (integration === undefined)
    context.warn(
      `its integration's type ${JSON.stringify(written["type"])} is none that REST APIs have`,
    );
  return integration;
}

function responsesOf(
  context: ImportContext,
  operation: Values,
): MethodDefinition["methodResponses"] {
  const entries = Object.entries(recordOf(operation["responses"])).map(([status, response]) => {
    const headers = Object.keys(recordOf(context.document.follow(response)?.["headers"]));
    const parameters = headers.map((name) => [`method.response.header.${name}`, false] as const);
    return [status, { responseParameters: Object.fromEntries(parameters) }] as const;
  });
  return Object.fromEntries(entries);
}

/** One operation as the method that the import makes of it. */
export function importMethod(context: ImportContext, at: OperationAt): MethodDefinition {
  const { document, models } = context;
  const validation = validationOf(context, at.operation);
  return present({
    verb: at.verb,
    operationId: textOf(at.operation["operationId"]),
    ...securityOf(context, at.operation),
    ...importRequest(document, models, at),
    validateRequestParameters: validation.parameters,
    validateRequestBody: validation.body,
    integration: integrationOf(context, at),
    methodResponses: responsesOf(context, at.operation),
  }) as MethodDefinition;
}
