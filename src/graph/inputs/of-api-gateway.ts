import { types } from "../types";
import { documentInputs } from "./of-documents";
import {
  because,
  each,
  policiesAt,
  together,
  toldBy,
  type InputTable,
  type ToldBy,
} from "./type-inputs";

const cors: ToldBy = ["corsOrigins", "corsHeaders", "corsMethods"];
const route: ToldBy = ["endpoint", "access"];
const limits: ToldBy = ["planRate", "planBurst", "planQuota", "keyLimits", "planStages", "keys"];

/** Inputs of Amazon API Gateway's REST APIs. */
export const apiGatewayInputs: InputTable = {
  [types.restApi]: together(
    policiesAt("policy"),
    documentInputs("body"),
    {
      compared: {
        apiKeySource: ["keySource"],
        endpointConfiguration: ["endpointType", "network"],
        ...toldBy([
          "disableExecuteApiEndpoint",
          "endpointAccessMode",
          "failOnWarnings",
          "parameters",
          "putRestApiMode",
          "region",
          "securityPolicy",
        ]),
      },
      noAccess: {
        ...each(["binaryMediaTypes", "minimumCompressionSize"], because.shape),
        description: because.words,
        name: because.name,
        tags: because.tags,
      },
    },
    { compared: {}, noAccess: {}, toldAnywhere: true },
  ),
  [types.resource]: {
    compared: { ...toldBy(["parentId", "pathPart", "restApi"], route), region: [] },
    noAccess: {},
    toldAnywhere: true,
  },
  [types.method]: {
    compared: {
      apiKeyRequired: ["keys", "access"],
      authorization: ["access", "authorizer", "scopes"],
      authorizationScopes: ["scopes", "access"],
      authorizerId: ["authorizer", "access", "scopes"],
      ...toldBy(["httpMethod", "resourceId", "restApi"], route),
      ...toldBy(["region", "requestValidatorId"]),
    },
    noAccess: each(["operationName", "requestModels", "requestParameters"], because.shape),
    toldAnywhere: true,
  },
  [types.methodResponse]: {
    compared: {},
    noAccess: { "*": because.shape },
  },
  [types.integration]: {
    compared: {
      ...toldBy(["uri", "type", "credentials"], ["integration", "gatewayPermission"]),
      ...toldBy(["httpMethod", "resourceId", "restApi"], route),
      ...toldBy([
        "cacheKeyParameters",
        "cacheNamespace",
        "connectionId",
        "connectionType",
        "integrationHttpMethod",
        "integrationTarget",
        "passthroughBehavior",
        "region",
        "requestParameters",
        "requestTemplates",
        "tlsConfig",
      ]),
    },
    noAccess: {
      ...each(["contentHandling", "responseTransferMode"], because.shape),
      timeoutMilliseconds: because.pace,
    },
    toldAnywhere: true,
  },
  [types.integrationResponse]: {
    compared: {
      ...toldBy(["responseParameters", "responseTemplates"], cors),
      ...toldBy([
        "httpMethod",
        "region",
        "resourceId",
        "restApi",
        "selectionPattern",
        "statusCode",
      ]),
    },
    noAccess: { contentHandling: because.shape },
    toldAnywhere: true,
  },
  [types.authorizer]: {
    compared: {
      authorizerResultTtlInSeconds: ["cacheSeconds"],
      authorizerUri: ["authorizerFunction"],
      identitySource: ["identitySource"],
      identityValidationExpression: ["validation"],
      type: ["authorizerFunction"],
      ...toldBy(["authorizerCredentials", "name", "providerArns", "region", "restApi"]),
    },
    noAccess: {},
  },
  [types.requestValidator]: {
    compared: toldBy(["region", "restApi", "validateRequestBody", "validateRequestParameters"]),
    noAccess: { name: because.name },
  },
  [types.model]: { compared: {}, noAccess: { "*": because.shape } },
  [types.response]: {
    compared: toldBy([
      "region",
      "responseParameters",
      "responseTemplates",
      "responseType",
      "restApiId",
      "statusCode",
    ]),
    noAccess: {},
  },
  [types.deployment]: {
    compared: toldBy(["region", "restApi", "variables"]),
    noAccess: {
      description: because.words,
      triggers: "they repeat what is deployed, which is compared",
    },
  },
  [types.stage]: {
    compared: {
      ...toldBy(["accessLogSettings.destinationArn", "accessLogSettings.format"], ["logging"]),
      xrayTracingEnabled: ["logging"],
      ...toldBy(["stageName", "restApi"], route),
      ...toldBy([
        "cacheClusterEnabled",
        "canarySettings",
        "clientCertificateId",
        "deployment",
        "region",
        "variables",
      ]),
    },
    noAccess: {
      cacheClusterSize: because.cost,
      ...each(["description", "documentationVersion"], because.words),
      tags: because.tags,
    },
  },
  [types.methodSettings]: {
    compared: {
      ...toldBy(["methodPath", "stageName"], ["stageRate", "stageBurst", "logging"]),
      ...toldBy(["region", "restApi"]),
      ...toldBy([
        "settings.cacheDataEncrypted",
        "settings.cacheTtlInSeconds",
        "settings.cachingEnabled",
        "settings.requireAuthorizationForCacheControl",
        "settings.unauthorizedCacheControlHeaderStrategy",
      ]),
      "settings.throttlingBurstLimit": ["stageBurst"],
      "settings.throttlingRateLimit": ["stageRate"],
      ...toldBy(["settings.dataTraceEnabled", "settings.loggingLevel"], ["logging"]),
    },
    noAccess: { "settings.metricsEnabled": because.cost },
    toldAnywhere: true,
  },
  [types.restApiPolicy]: together(policiesAt("policy"), {
    compared: toldBy(["region", "restApiId"]),
    noAccess: {},
    toldAnywhere: true,
  }),
  [types.domainName]: together(policiesAt("policy"), {
    compared: { domainName: ["domains"], "*": [] },
    noAccess: {
      ...each(["certificateName", "regionalCertificateName"], because.name),
      tags: because.tags,
    },
  }),
  [types.basePathMapping]: { compared: { "*": ["domains"] }, noAccess: {}, toldAnywhere: true },
  [types.usagePlan]: {
    compared: {
      apiStages: limits,
      quotaSettings: ["planQuota", "keyLimits"],
      throttleSettings: ["planRate", "planBurst", "keyLimits"],
      ...toldBy(["productCode", "region"]),
    },
    noAccess: { description: because.words, name: because.name, tags: because.tags },
  },
  [types.usagePlanKey]: {
    compared: {
      ...toldBy(["keyId", "usagePlanId"], ["keys", "keyLimits"]),
      keyType: [],
      region: [],
    },
    noAccess: {},
  },
  [types.apiKey]: {
    compared: { enabled: ["keys"], ...toldBy(["customerId", "region", "value"]) },
    noAccess: { description: because.words, name: because.name, tags: because.tags },
  },
};
