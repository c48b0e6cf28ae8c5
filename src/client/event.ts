type Text = Readonly<Record<string, string | undefined>> | null;
type Texts = Readonly<Record<string, readonly string[] | undefined>> | null;

/** Who called, as API Gateway knows it; `null` where it does not apply. */
export interface EventIdentity {
  readonly accessKey: string | null;
  readonly accountId: string | null;
  /** The id of the key that was sent. Its value is taken out before a handler runs. */
  readonly apiKeyId?: string | undefined;
  readonly caller: string | null;
  readonly cognitoAuthenticationProvider: string | null;
  readonly cognitoAuthenticationType: string | null;
  readonly cognitoIdentityId: string | null;
  readonly cognitoIdentityPoolId: string | null;
  readonly principalOrgId: string | null;
  readonly sourceIp: string;
  readonly user: string | null;
  readonly userAgent: string | null;
  readonly userArn: string | null;
}

/** Where and how a request came in. */
export interface EventContext {
  readonly accountId: string;
  readonly apiId: string;
  readonly authorizer?: Readonly<Record<string, unknown>> | null | undefined;
  readonly domainName?: string | undefined;
  readonly httpMethod: string;
  readonly identity: EventIdentity;
  readonly path: string;
  readonly requestId: string;
  readonly requestTimeEpoch: number;
  readonly resourceId: string;
  readonly resourcePath: string;
  readonly stage: string;
}

/**
 * The event of a request.
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-lambda-proxy-integrations.html#api-gateway-simple-proxy-for-lambda-input-format
 */
export interface ProxyEvent {
  readonly resource: string;
  readonly path: string;
  readonly httpMethod: string;
  readonly headers: Text;
  readonly multiValueHeaders: Texts;
  readonly queryStringParameters: Text;
  readonly multiValueQueryStringParameters: Texts;
  readonly pathParameters: Text;
  readonly stageVariables: Text;
  readonly requestContext: EventContext;
  readonly body: string | null;
  readonly isBase64Encoded: boolean;
}

/**
 * What a function answers a request with.
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-lambda-proxy-integrations.html#api-gateway-simple-proxy-for-lambda-output-format
 */
export interface ProxyResult {
  readonly statusCode: number;
  readonly headers?: Readonly<Record<string, string | number | boolean>> | undefined;
  readonly multiValueHeaders?: Readonly<Record<string, readonly string[]>> | undefined;
  readonly body?: string | undefined;
  readonly isBase64Encoded?: boolean | undefined;
}

/**
 * What Lambda says about an invocation.
 * @see https://docs.aws.amazon.com/lambda/latest/dg/nodejs-context.html
 */
export interface LambdaContext {
  readonly functionName: string;
  readonly functionVersion: string;
  readonly invokedFunctionArn: string;
  readonly memoryLimitInMB: string;
  readonly awsRequestId: string;
  readonly logGroupName: string;
  readonly logStreamName: string;
  getRemainingTimeInMillis(): number;
}

/** The event of a Lambda authorizer; a `TOKEN` one has only the first three. */
export interface AuthorizerEvent {
  readonly type: "TOKEN" | "REQUEST";
  readonly methodArn: string;
  readonly authorizationToken?: string | undefined;
  readonly resource?: string | undefined;
  readonly path?: string | undefined;
  readonly httpMethod?: string | undefined;
  readonly headers?: Text | undefined;
  readonly multiValueHeaders?: Texts | undefined;
  readonly queryStringParameters?: Text | undefined;
  readonly multiValueQueryStringParameters?: Texts | undefined;
  readonly pathParameters?: Text | undefined;
  readonly stageVariables?: Text | undefined;
  readonly requestContext?: EventContext | undefined;
}

/** A function as Lambda calls it. */
export type LambdaHandler<Event = unknown, Result = unknown> = (
  event: Event,
  context: LambdaContext,
) => Promise<Result> | Result;
