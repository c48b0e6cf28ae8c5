export type { Acceptable, Acceptance } from "./accept";
export { apiKey, type ApiKey, type ApiKeyOptions } from "./api-key";
export { apiSettings, type ApiSettings, type ApiSettingsOptions } from "./api-settings";
export {
  caller,
  type AssumedBy,
  type Caller,
  type ExistingRole,
  type GitHubActions,
  type NewRole,
  type TrustConditions,
} from "./caller";
export type { Cors, Origin } from "./cors";
export {
  endpoint,
  type Access,
  type AccessFields,
  type ApiKeyFields,
  type CognitoFields,
  type CustomFields,
  type Endpoint,
  type EndpointOptions,
  type IamFields,
  type None,
  type Plans,
  type PublicFields,
} from "./endpoint";
export {
  identityPool,
  type IdentityPool,
  type IdentityPoolOptions,
  type IdentityProviders,
  type OidcProvider,
  type SamlProvider,
} from "./identity-pool";
export {
  lambdaAuthorizer,
  type HeaderSource,
  type IdentitySource,
  type LambdaAuthorizer,
  type RequestAuthorizerOptions,
  type TokenAuthorizerOptions,
} from "./lambda-authorizer";
export type { CheckedRoute, Names, Route, Verb } from "./route";
export type { Input, Inputs, Output, Outputs, Schema, Schemas } from "./schema";
export { trigger, type Trigger } from "./trigger";
export {
  usagePlan,
  type CoveredStage,
  type Quota,
  type StageOfStack,
  type Throttle,
  type UsagePlan,
  type UsagePlanOptions,
} from "./usage-plan";
export {
  userPool,
  type PasswordPolicy,
  type UserPool,
  type UserPoolOptions,
  type UserPoolTriggers,
} from "./user-pool";
export type { ClientFields, SignInPage, TokenLifetimes } from "./client-fields";
export {
  userPoolClient,
  type UserPoolClient,
  type UserPoolClientOptions,
} from "./user-pool-client";
