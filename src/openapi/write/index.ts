export { canonical } from "./canonical";
export { checkDocument } from "./check/check-document";
export type { DeploymentNames, OpenApiDocument, Operation, SecurityScheme } from "./document";
export { loosen } from "./check/loosen";
export { toOpenApi } from "./to-open-api";
