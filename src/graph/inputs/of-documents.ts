import {
  because,
  each,
  policiesAt,
  together,
  toldBy,
  type ToldBy,
  type TypeInputs,
} from "./type-inputs";

const integration = "x-amazon-apigateway-integration";

const cors: ToldBy = ["corsHeaders", "corsMethods", "corsOrigins"];

/**
 * The nodes of an OpenAPI document with API Gateway's extensions, version 2.0 or 3.0.
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-swagger-extensions.html
 */
export function documentInputs(at: string): TypeInputs {
  const under = (names: readonly string[]) => names.map((name) => `${at}.${name}`);
  const method = (names: readonly string[]) => names.map((name) => `${at}.paths.*.*.${name}`);
  const whole: TypeInputs = {
    compared: {
      // A document that is no JSON, as a whole.
      [at]: [],
      ...toldBy(under(["x-amazon-apigateway-api-key-source"]), ["keySource"]),
      ...toldBy(under(["x-amazon-apigateway-endpoint-configuration"]), ["endpointType", "network"]),
      ...toldBy(under(["security"]), ["access", "authorizer", "scopes", "keys"]),
      ...toldBy(
        under([
          "basePath",
          "host",
          "schemes",
          "servers",
          "x-amazon-apigateway-endpoint-access-mode",
          "x-amazon-apigateway-gateway-responses",
          "x-amazon-apigateway-importexport-version",
          "x-amazon-apigateway-request-validator",
          "x-amazon-apigateway-request-validators",
          "x-amazon-apigateway-security-policy",
        ]),
      ),
      ...toldBy(
        under([
          "x-amazon-apigateway-gateway-responses.*.*",
          "x-amazon-apigateway-gateway-responses.*.responseParameters.*",
        ]),
      ),
      ...toldBy(
        under([
          "x-amazon-apigateway-gateway-responses.*.responseParameters.gatewayresponse\\.header\\.Access-Control-*",
        ]),
        cors,
      ),
      ...toldBy(under(["components.securitySchemes", "securityDefinitions"]), [
        "authorizer",
        "authorizerFunction",
        "cacheSeconds",
        "identitySource",
        "validation",
        "access",
      ]),
    },
    noAccess: {
      ...each(
        under(["info", "tags", "externalDocs", "x-amazon-apigateway-documentation"]),
        because.words,
      ),
      ...each(
        under([
          "openapi",
          "swagger",
          "consumes",
          "produces",
          "definitions",
          "components.schemas",
          "components.headers",
          "components.parameters",
          "components.responses",
          "components.requestBodies",
          "components.examples",
          "x-amazon-apigateway-binary-media-types",
          "x-amazon-apigateway-minimum-compression-size",
        ]),
        because.shape,
      ),
    },
  };
  const methods: TypeInputs = {
    compared: {
      [`${at}.paths`]: ["endpoint"],
      [`${at}.paths.*`]: ["endpoint"],
      ...toldBy(method(["security"]), ["access", "authorizer", "scopes", "keys"]),
      ...toldBy(method(["x-amazon-apigateway-auth"]), ["access"]),
      ...toldBy(method(["x-amazon-apigateway-api-key-source"]), ["keySource"]),
      ...toldBy(method(["servers", "x-amazon-apigateway-request-validator"])),
      ...toldBy(
        method(
          [
            "cacheKeyParameters",
            "cacheNamespace",
            "connectionId",
            "connectionType",
            "httpMethod",
            "integrationTarget",
            "passthroughBehavior",
            "requestParameters",
            "requestTemplates",
            "responses.*.statusCode",
            "tlsConfig",
          ].map((name) => `${integration}.${name}`),
        ),
      ),
      ...toldBy(
        method([`${integration}.uri`, `${integration}.type`, `${integration}.credentials`]),
        ["integration", "gatewayPermission"],
      ),
      ...toldBy(
        method(
          ["selectionPattern", "responseParameters", "responseTemplates"].map(
            (name) => `${integration}.responses.*.${name}`,
          ),
        ),
        cors,
      ),
    },
    noAccess: {
      ...each(
        method(["description", "summary", "operationId", "tags", "externalDocs", "deprecated"]),
        because.words,
      ),
      ...each(
        method([
          "parameters",
          "requestBody",
          "responses",
          "consumes",
          "produces",
          `${integration}.contentHandling`,
          `${integration}.responseTransferMode`,
          `${integration}.responses.*.contentHandling`,
        ]),
        because.shape,
      ),
      [`${at}.paths.*.parameters`]: because.shape,
      ...each([`${at}.paths.*.description`, `${at}.paths.*.summary`], because.words),
      ...each(method([`${integration}.timeoutInMillis`]), because.pace),
    },
  };
  return together(whole, methods, policiesAt(`${at}.x-amazon-apigateway-policy`));
}
