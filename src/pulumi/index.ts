export type { StackConfig } from "./stack/config-schema";
export type { BundleFields, FileLoader } from "./bundle/fields";
export type { Environment, FunctionOptions } from "./parts/function-options";
export { SecuredApi } from "./secured-api";
export type { FunctionName, Made, NamesOf, SecuredApiOptions } from "./secured-api-options";
export type { ApiOutputs } from "./secured-api-outputs";
export type { ResourceArguments, ResourceType, Transform } from "./transform";
export type { UserPoolOutputs } from "./pools/user-pool";
