import type { IntegrationDefinition, MethodDefinition } from "./definitions";
import type { ImportedModels } from "./models";
import { importRequest } from "./request";
import { securityOf, type SchemeMeaning } from "./security";
import type { OpenApi } from "./open-api";
import { readIntegration, readIntegrationResponse } from "./integration";
import { booleanOf, isUnknown, present, recordOf, textOf, type Values } from "../../base/values";

/** What all operations of a document share. */
export interface ImportContext {
  document: OpenApi;
  schemes: ReadonlyMap<string, SchemeMeaning>;
  models: ImportedModels;
  /** Something that AWS lets pass and that does not do what it reads like. */
  warn(text: string): void;
  /** What AWS's import warns of, in its own words. */
  importWarn(text: string): void;
  /** What AWS's import refuses, in its own words. */
  importFail(text: string): void;
}

/** Where an operation stands. */
export interface OperationAt {
  path: string;
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
  const source = {
    ...written,
    integrationHttpMethod: written["httpMethod"],
    requestParameters: textParameters(context, at, written["requestParameters"]),
  };
  const integration = readIntegration(source, responses);
  if (integration === undefined)
    context.warn(
      `its integration's type ${JSON.stringify(written["type"])} is none that REST APIs have`,
    );
  return integration;
}

/** Mappings are text; others are left out, with a warning of the import (recorded, LocalStack's import tests). */
function textParameters(context: ImportContext, at: OperationAt, written: unknown): Values {
  const entries = Object.entries(recordOf(written));
  for (const [name, value] of entries)
    if (typeof value !== "string")
      context.importWarn(
        `Invalid format for 'requestParameters'. Expected type string for property '${name}' of resource '${at.path}' and method '${at.verb}' but got '${typeof value === "object" ? JSON.stringify(value) : String(value)}'`,
      );
  return Object.fromEntries(entries.filter(([, value]) => typeof value === "string"));
}

/** A model that is named and not there. */
function checkModel(context: ImportContext, at: OperationAt, schema: unknown): void {
  const missing = context.models.missing(schema);
  if (missing !== undefined)
    context.importFail(
      `Unable to put method '${at.verb}' on resource at path '${at.path}': Invalid model identifier specified: ${missing}`,
    );
}

function responsesOf(context: ImportContext, at: OperationAt): MethodDefinition["methodResponses"] {
  const entries = Object.entries(recordOf(at.operation["responses"])).map(([status, written]) => {
    const response = context.document.follow(written) ?? {};
    const media = Object.values(recordOf(response["content"]));
    for (const schema of [response["schema"], ...media.map((one) => recordOf(one)["schema"])])
      checkModel(context, at, schema);
    const headers = Object.keys(recordOf(response["headers"]));
    const parameters = headers.map((name) => [`method.response.header.${name}`, false] as const);
    const responseParameters = Object.fromEntries(parameters);
    const responseModels = modelsOf(context, recordOf(response["content"]));
    if (Object.keys(responseModels).length === 0) return [status, { responseParameters }] as const;
    return [status, { responseParameters, responseModels }] as const;
  });
  return Object.fromEntries(entries);
}

/** The named models of an answer by content type. */
function modelsOf({ models }: ImportContext, content: Values): Record<string, string> {
  const named = Object.entries(content).flatMap(([type, media]) => {
    const schema = recordOf(recordOf(media)["schema"]);
    const name = schema["$ref"] === undefined ? undefined : models.nameOf(schema);
    return name === undefined ? [] : [[type, name] as const];
  });
  return Object.fromEntries(named);
}

/** One operation as the method that the import makes of it. */
export function importMethod(context: ImportContext, at: OperationAt): MethodDefinition {
  const { document, models } = context;
  const validation = validationOf(context, at.operation);
  const request = importRequest(document, models, at);
  for (const schema of request.schemas) checkModel(context, at, schema);
  const { requestParameters, requestModels } = request;
  return present({
    verb: at.verb,
    operationId: textOf(at.operation["operationId"]),
    ...securityOf(context, at.operation),
    requestParameters,
    requestModels,
    validateRequestParameters: validation.parameters,
    validateRequestBody: validation.body,
    integration: integrationOf(context, at),
    methodResponses: responsesOf(context, at),
  }) as MethodDefinition;
}
