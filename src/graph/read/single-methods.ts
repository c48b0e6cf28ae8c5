import type { MethodAt } from "../../openapi/read/api-parts";
import type { MethodDefinition } from "../../openapi/read/definitions";
import { referenceOf, type Entry } from "./graph-index";
import { readIntegration, readIntegrationResponse } from "../../openapi/read/integration";
import { nameOf, type Reading } from "./reading";
import type { ApiEntries } from "./api-entries";
import type { ResourcePaths } from "./resource-paths";
import { types } from "../types";
import {
  booleanOf,
  holdsUnknown,
  isUnknown,
  present,
  recordOf,
  textOf,
  textsByName,
  textsOf,
} from "../../base/values";

const authorizations = ["NONE", "AWS_IAM", "CUSTOM", "COGNITO_USER_POOLS"] as const;

/** The key under which what belongs to one method is found. */
function methodKey(entry: Entry): string {
  const resource = referenceOf(entry.inputs["resourceId"]) ?? "?";
  return `${resource} ${textOf(entry.inputs["httpMethod"])?.toUpperCase() ?? "?"}`;
}

function byMethod(entries: readonly Entry[]): ReadonlyMap<string, readonly Entry[]> {
  const found = new Map<string, Entry[]>();
  for (const entry of entries) {
    const list = found.get(methodKey(entry));
    if (list) list.push(entry);
    else found.set(methodKey(entry), [entry]);
  }
  return found;
}

function authorizationOf(entry: Entry, reading: Reading): MethodDefinition["authorizationType"] {
  const written = entry.inputs["authorization"] ?? entry.inputs["authorizationType"];
  const text = textOf(written)?.toUpperCase();
  const known = authorizations.find((name) => name === text);
  if (known !== undefined) return known;
  if (isUnknown(written))
    reading.warn(`${nameOf(entry)}: authorization is not known, so it refuses.`);
  else
    reading.problem(
      `${nameOf(entry)}: authorization must be one of ${authorizations.join(", ")}, found ${JSON.stringify(written)}.`,
    );
  return "unknown";
}

function validationOf(entry: Entry, reading: Reading): { body: boolean; parameters: boolean } {
  const reference = entry.inputs["requestValidatorId"];
  if (reference === undefined || reference === null || reference === "")
    return { body: false, parameters: false };
  const validator = reading.index.find(types.requestValidator, reference);
  if (validator === undefined) {
    // What is not known validates everything; one that is not there is a problem (`methodProblems`).
    if (isUnknown(reference))
      reading.warn(
        `${nameOf(entry)}: its request validator is not known; everything is validated here.`,
      );
    return { body: true, parameters: true };
  }
  const flag = (name: string): boolean => {
    const value = validator.inputs[name];
    return isUnknown(value) || (booleanOf(value) ?? false);
  };
  return { body: flag("validateRequestBody"), parameters: flag("validateRequestParameters") };
}

/** The id in `ApiDefinition.authorizers`; undefined, which refuses, where the graph has none. */
function authorizerIdOf(entry: Entry, entries: ApiEntries, reading: Reading): string | undefined {
  const reference = entry.inputs["authorizerId"];
  const authorizer = reading.index.find(types.authorizer, reference);
  return authorizer !== undefined && entries.authorizers.includes(authorizer)
    ? authorizer.id
    : undefined;
}

function requestParametersOf(entry: Entry): Readonly<Record<string, boolean>> {
  const written = Object.entries(recordOf(entry.inputs["requestParameters"]));
  return Object.fromEntries(
    written.map(([name, required]) => [
      name,
      isUnknown(required) || (booleanOf(required) ?? false),
    ]),
  );
}

/** The methods that single resources declare. */
export function readSingleMethods(
  entries: ApiEntries,
  paths: ResourcePaths,
  reading: Reading,
): readonly MethodAt[] {
  const integrations = byMethod(entries.integrations);
  const integrationResponses = byMethod(entries.integrationResponses);
  const methodResponses = byMethod(entries.methodResponses);

  const methodOf = (entry: Entry): MethodDefinition => {
    const key = methodKey(entry);
    const authorizationType = authorizationOf(entry, reading);
    const guarded = authorizationType === "CUSTOM" || authorizationType === "COGNITO_USER_POOLS";
    const scopes = entry.inputs["authorizationScopes"];
    if (isUnknown(scopes))
      reading.warn(`${nameOf(entry)}: its scopes are not known, so it refuses.`);
    const validation = validationOf(entry, reading);
    const keyRequired = entry.inputs["apiKeyRequired"];
    const responses = (integrationResponses.get(key) ?? []).map((response) =>
      readIntegrationResponse(response.inputs, textOf(response.inputs["selectionPattern"])),
    );
    const integration = integrations.get(key)?.[0];
    return present({
      verb: textOf(entry.inputs["httpMethod"])?.toUpperCase() ?? "unknown",
      operationId: textOf(entry.inputs["operationName"]),
      authorizationType: isUnknown(scopes) ? "unknown" : authorizationType,
      authorizerId: guarded ? authorizerIdOf(entry, entries, reading) : undefined,
      authorizationScopes: authorizationType === "COGNITO_USER_POOLS" ? textsOf(scopes) : [],
      apiKeyRequired: isUnknown(keyRequired) || (booleanOf(keyRequired) ?? false),
      requestParameters: requestParametersOf(entry),
      requestModels: textsByName(entry.inputs["requestModels"]),
      validateRequestParameters: validation.parameters,
      validateRequestBody: validation.body,
      integration: integration && readIntegration(integration.inputs, responses),
      methodResponses: Object.fromEntries(
        (methodResponses.get(key) ?? []).map((response) => [
          textOf(response.inputs["statusCode"]) ?? "200",
          { responseParameters: booleansOf(response.inputs["responseParameters"]) },
        ]),
      ),
    }) as MethodDefinition;
  };

  return entries.methods.flatMap((entry): MethodAt[] => {
    const place = paths.find(entry.inputs["resourceId"]);
    if (place !== undefined) {
      const authorizerUnknown = isUnknown(entry.inputs["authorizerId"]);
      if (authorizerUnknown)
        reading.warn(`${nameOf(entry)}: its authorizer is not known, so it refuses.`);
      return [
        {
          path: place.path,
          resourceId: place.id,
          authorizerUnknown,
          uriUnknown: holdsUnknown(integrations.get(methodKey(entry))?.[0]?.inputs["uri"]),
          method: methodOf(entry),
        },
      ];
    }
    if (isUnknown(entry.inputs["resourceId"]))
      reading.warn(`${nameOf(entry)}: its resource is not known, so the method is left out.`);
    else
      reading.problem(
        `${nameOf(entry)}: its resource is not one of the API's. Name a Resource of the same API.`,
      );
    return [];
  });
}

function booleansOf(value: unknown): Readonly<Record<string, boolean>> {
  const entries = Object.entries(recordOf(value));
  return Object.fromEntries(entries.map(([name, item]) => [name, booleanOf(item) ?? false]));
}
