import { shorten } from "../../base/text";
import { types } from "../types";
import { booleanOf, isRecord, isUnknown, numberOf } from "../../base/values";
import { nameOf } from "../read/reading";
import type { Rule } from "./judged";

type Kind = "text" | "number" | "boolean" | "list" | "object" | "document" | "reference";

const fits: Readonly<Record<Kind, (value: unknown) => boolean>> = {
  text: (value) => ["string", "number", "boolean"].includes(typeof value),
  number: (value) => numberOf(value) !== undefined,
  boolean: (value) => booleanOf(value) !== undefined,
  // A block of the provider stands alone or in a list.
  list: (value) => Array.isArray(value) || isRecord(value),
  object: (value) => isRecord(value) || (Array.isArray(value) && value.every(isRecord)),
  document: (value) => typeof value === "string" || isRecord(value),
  reference: (value) => typeof value === "string" || isRecord(value),
};

const expected: Readonly<Record<Kind, string>> = {
  text: "text",
  number: "a number",
  boolean: "true or false",
  list: "a list",
  object: "an object",
  document: "a document, as text or as an object",
  reference: "the id of a resource",
};

/** What the inputs that decide access must be. */
const shapes: Readonly<Record<string, Readonly<Record<string, Kind>>>> = {
  [types.restApi]: {
    policy: "document",
    binaryMediaTypes: "list",
    failOnWarnings: "boolean",
    apiKeySource: "text",
    minimumCompressionSize: "number",
    endpointConfiguration: "object",
    disableExecuteApiEndpoint: "boolean",
    parameters: "object",
  },
  [types.resource]: { restApi: "reference", parentId: "reference", pathPart: "text" },
  [types.method]: {
    restApi: "reference",
    resourceId: "reference",
    httpMethod: "text",
    authorization: "text",
    apiKeyRequired: "boolean",
    authorizationScopes: "list",
    requestParameters: "object",
    requestModels: "object",
  },
  [types.methodResponse]: {
    restApi: "reference",
    statusCode: "text",
    responseParameters: "object",
  },
  [types.integration]: {
    restApi: "reference",
    type: "text",
    uri: "text",
    integrationHttpMethod: "text",
    timeoutMilliseconds: "number",
    requestParameters: "object",
    requestTemplates: "object",
  },
  [types.integrationResponse]: {
    restApi: "reference",
    statusCode: "text",
    selectionPattern: "text",
    responseParameters: "object",
    responseTemplates: "object",
  },
  [types.authorizer]: {
    restApi: "reference",
    type: "text",
    authorizerUri: "text",
    identitySource: "text",
    authorizerResultTtlInSeconds: "number",
    providerArns: "list",
  },
  [types.requestValidator]: {
    validateRequestBody: "boolean",
    validateRequestParameters: "boolean",
  },
  [types.model]: { schema: "document" },
  [types.response]: {
    responseType: "text",
    responseParameters: "object",
    responseTemplates: "object",
  },
  [types.stage]: {
    restApi: "reference",
    deployment: "reference",
    stageName: "text",
    variables: "object",
  },
  [types.deployment]: { restApi: "reference", stageName: "text" },
  [types.methodSettings]: { methodPath: "text", settings: "object" },
  [types.domainName]: { domainName: "text" },
  [types.basePathMapping]: { restApi: "reference", basePath: "text", stageName: "text" },
  [types.usagePlan]: { apiStages: "list", quotaSettings: "object", throttleSettings: "object" },
  [types.usagePlanKey]: { keyId: "reference", usagePlanId: "reference" },
  [types.apiKey]: { value: "text", enabled: "boolean" },
  [types.function]: {
    role: "reference",
    handler: "text",
    environment: "object",
  },
  [types.permission]: {
    function: "reference",
    action: "text",
    principal: "text",
    sourceArn: "text",
  },
  [types.role]: {
    assumeRolePolicy: "document",
    inlinePolicies: "list",
    managedPolicyArns: "list",
  },
  [types.rolePolicy]: { role: "reference", policy: "document" },
  [types.policy]: { policy: "document" },
  [types.userPool]: { passwordPolicy: "object", lambdaConfig: "object" },
  [types.userPoolClient]: {
    userPoolId: "reference",
    explicitAuthFlows: "list",
    allowedOauthFlows: "list",
    allowedOauthScopes: "list",
    generateSecret: "boolean",
  },
  [types.identityPool]: {
    cognitoIdentityProviders: "list",
    allowUnauthenticatedIdentities: "boolean",
    allowClassicFlow: "boolean",
  },
  [types.identityPoolRoleAttachment]: { identityPoolId: "reference", roles: "object" },
};

function shown(value: unknown): string {
  return shorten(JSON.stringify(value) ?? String(value), 60);
}

/** Inputs that hold something of another kind than the provider takes. */
export const shapeProblems: Rule = ({ definition, reading }) => {
  const wholes = definition.graph.flatMap((resource) => {
    if (!isRecord(resource))
      return [`A resource of the graph must be an object, found ${shown(resource)}.`];
    return (["inputs", "outputs"] as const).flatMap((part) => {
      const value: unknown = resource[part];
      return value === undefined || value === null || isRecord(value)
        ? []
        : [
            `${shown(resource["type"])} ${shown(resource["name"])}: ${part} must be an object, found ${shown(value)}.`,
          ];
    });
  });
  const inputs = Object.entries(shapes).flatMap(([type, shape]) =>
    reading.index.all(type).flatMap((entry) =>
      Object.entries(shape).flatMap(([input, kind]) => {
        const value = entry.inputs[input];
        if (value === undefined || value === null || isUnknown(value) || fits[kind](value))
          return [];
        return [`${nameOf(entry)}: ${input} must be ${expected[kind]}, found ${shown(value)}.`];
      }),
    ),
  );
  return [...wholes, ...inputs];
};
