export { canonical } from "./canonical";
export { checkDocument } from "./check-document";
export type { DeploymentNames, OpenApiDocument, Operation, SecurityScheme } from "./document";
export { loosen } from "./loosen";
export { toOpenApi } from "./to-open-api";
