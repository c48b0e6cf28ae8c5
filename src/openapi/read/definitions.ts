export interface MethodDefinition {
  verb: string;
  operationId?: string;
  authorizationType: "NONE" | "AWS_IAM" | "CUSTOM" | "COGNITO_USER_POOLS" | "unknown";
  /** Id of the authorizer in `ApiDefinition.authorizers`; absent with CUSTOM or COGNITO_USER_POOLS refuses. */
  authorizerId?: string;
  authorizationScopes: readonly string[];
  apiKeyRequired: boolean;
  /** Required request parameters, as `method.request.header.x`. `true`: required. */
  requestParameters: Readonly<Record<string, boolean>>;
  /** Model name by content type. */
  requestModels: Readonly<Record<string, string>>;
  validateRequestParameters: boolean;
  validateRequestBody: boolean;
  integration?: IntegrationDefinition;
  /** By status code. */
  methodResponses: Readonly<
    Record<
      string,
      {
        responseParameters: Readonly<Record<string, boolean>>;
        /** Model name by content type; of inline schemas none. */
        responseModels?: Readonly<Record<string, string>>;
      }
    >
  >;
}

export interface IntegrationDefinition {
  type: "AWS_PROXY" | "AWS" | "MOCK" | "HTTP_PROXY" | "HTTP";
  httpMethod?: string;
  uri?: string;
  /** The function that an AWS_PROXY or AWS integration of Lambda invokes, with its qualifier. */
  functionArn?: string;
  /** ARN of the role that the gateway assumes instead of a Lambda permission. */
  credentials?: string;
  timeoutMilliseconds: number;
  passthroughBehavior: "WHEN_NO_MATCH" | "WHEN_NO_TEMPLATES" | "NEVER";
  contentHandling?: "CONVERT_TO_BINARY" | "CONVERT_TO_TEXT";
  requestParameters: Readonly<Record<string, string>>;
  requestTemplates: Readonly<Record<string, string>>;
  responses: readonly IntegrationResponseDefinition[];
}

export interface IntegrationResponseDefinition {
  statusCode: string;
  /** A regular expression; absent or empty: the default response. */
  selectionPattern?: string;
  responseParameters: Readonly<Record<string, string>>;
  responseTemplates: Readonly<Record<string, string>>;
  contentHandling?: "CONVERT_TO_BINARY" | "CONVERT_TO_TEXT";
}

export interface AuthorizerDefinition {
  /** The id that AWS would use in the SourceArn; the graph's, or a stable one. */
  id: string;
  name: string;
  type: "TOKEN" | "REQUEST" | "COGNITO_USER_POOLS";
  /** In AWS's form, `method.request.header.Authorization`, in order. */
  identitySource: readonly string[];
  identityValidationExpression?: string;
  ttlSeconds: number;
  functionArn?: string;
  credentials?: string;
  /** ARNs of the pools of a COGNITO_USER_POOLS authorizer. */
  providerArns: readonly string[];
}

export interface GatewayResponseDefinition {
  responseType: string;
  statusCode?: string;
  responseParameters: Readonly<Record<string, string>>;
  responseTemplates: Readonly<Record<string, string>>;
}
