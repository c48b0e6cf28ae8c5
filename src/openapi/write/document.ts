import type { PolicyDocument } from "../../iam/language/policy";
import type { JsonSchema } from "../../model/model";

/** One requirement: all its schemes together. */
export type SecurityRequirement = Readonly<Record<string, readonly string[]>>;

/** A security scheme as API Gateway reads it. All have type `apiKey`, with IAM, pools and authorizers in extensions. */
export interface SecurityScheme {
  type: "apiKey";
  name: string;
  in: "header";
  "x-amazon-apigateway-authtype"?: "awsSigv4" | "cognito_user_pools" | "custom";
  "x-amazon-apigateway-authorizer"?: Readonly<Record<string, unknown>>;
}

/** @see https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-swagger-extensions-integration.html */
export type Integration = Readonly<Record<string, unknown>> & { readonly type: string };

/** A method. */
export interface Operation {
  operationId?: string;
  security: readonly SecurityRequirement[];
  parameters?: readonly Parameter[];
  requestBody?: RequestBody;
  responses: Readonly<Record<string, unknown>>;
  "x-amazon-apigateway-request-validator"?: string;
  "x-amazon-apigateway-integration": Integration;
}

/** An input parameter. The import reads no more of it. */
export interface Parameter {
  name: string;
  in: "path" | "query" | "header";
  required: boolean;
  schema: { type: "string" };
}

/** The parameters of a path, each of which every method of the path declares. */
export function pathParameters(path: string): Parameter[] {
  return [...path.matchAll(/\{([^{}]+?)\+?\}/g)].map(([, name = ""]) => ({
    name,
    in: "path",
    required: true,
    schema: { type: "string" },
  }));
}

/** The model of a body. */
export interface RequestBody {
  required: boolean;
  content: { "application/json": { schema: JsonSchema } };
}

/** Answers that the gateway itself gives. */
export interface GatewayResponse {
  responseParameters: Readonly<Record<string, string>>;
}

/** Methods of a path: by verb in small letters, or `x-amazon-apigateway-any-method`. */
export type PathItem = Readonly<Record<string, Operation>>;

/**
 * An API as API Gateway imports it.
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-swagger-extensions.html
 */
export interface OpenApiDocument {
  openapi: "3.0.1";
  info: { title: string; version: string; description?: string };
  servers: readonly [Server];
  paths: Readonly<Record<string, PathItem>>;
  components: {
    schemas: Readonly<Record<string, JsonSchema>>;
    securitySchemes: Readonly<Record<string, SecurityScheme>>;
  };
  "x-amazon-apigateway-api-key-source": "HEADER";
  "x-amazon-apigateway-request-validators": Readonly<Record<string, unknown>>;
  "x-amazon-apigateway-gateway-responses"?: Readonly<Record<string, GatewayResponse>>;
  "x-amazon-apigateway-binary-media-types"?: readonly string[];
  "x-amazon-apigateway-policy"?: PolicyDocument;
  "x-amazon-apigateway-security-policy": string;
}

/**
 * Where an OpenAPI 3.0 document says how the API is reached. An import that overwrites takes off what the document
 * does not say.
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-swagger-extensions-endpoint-configuration.html
 */
export interface Server {
  url: "/";
  "x-amazon-apigateway-endpoint-configuration": {
    disableExecuteApiEndpoint: boolean;
    vpcEndpointIds?: readonly string[];
  };
}

/** What a document names that the model does not know. */
export interface DeploymentNames {
  accountId: string;
  region: string;
  /** `aws`, `aws-cn`, `aws-us-gov` */
  partition: string;
  /** ARNs of user pools, by the names of their exports. */
  userPoolArns: Readonly<Record<string, string>>;
  /** Ids of the clients that rows name, by the name of the client. */
  userPoolClientIds?: Readonly<Record<string, string>>;
  /** The resource policy. @default none */
  policy?: PolicyDocument;
  /** The VPC endpoints of a private API. @default none */
  vpcEndpointIds?: readonly string[];
  /** Whether only the stack's own domain leads to the API. @default false */
  disableExecuteApiEndpoint?: boolean;
  /** The oldest version of TLS that the API takes. @default "TLS_1_2" */
  securityPolicy?: string;
}

/** The key of the method that answers every verb without one. */
const anyMethod = "x-amazon-apigateway-any-method";

/** The key of a verb in a path item. */
export function methodKey(verb: string): string {
  return verb === "ANY" ? anyMethod : verb.toLowerCase();
}
