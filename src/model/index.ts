export { buildModel } from "./build-model";
export type {
  ApiKeyModel,
  ApiModel,
  AuthorizerModel,
  BuildOptions,
  CallerModel,
  EndpointModel,
  IdentityPoolModel,
  JsonSchema,
  ParameterModel,
  PlanModel,
  SettingsModel,
  TriggerModel,
  UserPoolClientModel,
  UserPoolModel,
} from "./model";
export { groupPart, handlerName, resourceName, type ResourceNameParts } from "./names";
export { problemCodes, problemText, SpecError, type Problem, type ProblemCode } from "./problem";
