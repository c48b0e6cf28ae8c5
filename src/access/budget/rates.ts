/** The services that a deploy talks to. */
export type Service = "apigateway" | "lambda" | "iam" | "cognito" | "other";

/**
 * Seconds between two calls to a service, whatever they are. API Gateway: 10 a second with a burst of 40 (`limits.html`,
 * "Total operations"); Lambda: 15 a second for all calls that change something
 * (https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html). Cognito's differ by
 * operation: 15 and 20 a second for those used here
 * (https://docs.aws.amazon.com/cognito/latest/developerguide/quotas.html). IAM and others publish none; 10 a second is
 * taken for them.
 */
export const secondsOfService: Readonly<Record<Service, number>> = {
  apigateway: 1 / 10,
  lambda: 1 / 15,
  iam: 1 / 10,
  cognito: 1 / 15,
  other: 1 / 10,
};

/** Where API Gateway's rates stand. */
export const ratesSource =
  "https://docs.aws.amazon.com/apigateway/latest/developerguide/limits.html";

/** Seconds that API Gateway asks for between two calls of one operation; fixed for every account. */
export const secondsOfOperation: Readonly<Record<string, number>> = {
  CreateApiKey: 1 / 5,
  CreateDeployment: 5,
  CreateDocumentationVersion: 20,
  CreateDomainName: 30,
  CreateResource: 1 / 5,
  "CreateRestApi (regional or private)": 3,
  "CreateRestApi (edge)": 30,
  CreateVpcLink: 15,
  ImportDocumentationParts: 30,
  PutRestApi: 1,
  UpdateAccount: 20,
  UpdateDomainName: 30,
  UpdateUsagePlan: 20,
};
