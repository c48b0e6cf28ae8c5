export { buildModel } from "./build-model";
export type {
  ApiKeyModel,
  ApiModel,
  AuthorizerModel,
  BuildOptions,
  CallerModel,
  EndpointModel,
  FunctionModel,
  IdentityPoolModel,
  JsonSchema,
  ParameterModel,
  PlanModel,
  ProgramSettings,
  SettingsModel,
  StackSettings,
  TriggerModel,
  UserPoolClientModel,
  UserPoolModel,
} from "./model";
export { groupPart, handlerName, resourceName, type ResourceNameParts } from "./names";
export { problemCodes, problemText, SpecError, type Problem, type ProblemCode } from "./problem";
