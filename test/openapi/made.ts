import { buildModel } from "../../src/model";
import type { ApiModel } from "../../src/model/model";
import { toOpenApi, type DeploymentNames, type OpenApiDocument } from "../../src/openapi/write";

/** Where the tests' API is. */
export const deployment: DeploymentNames = {
  accountId: "000000000000",
  region: "eu-central-1",
  partition: "aws",
  userPoolArns: {
    customers: "arn:aws:cognito-idp:eu-central-1:000000000000:userpool/eu-central-1_abcdefghi",
  },
};

/** The model of a table; files of handlers are not looked at. */
export function modelOf(spec: Record<string, unknown>): ApiModel {
  return buildModel(spec, { api: "shop", stack: "dev" });
}

/** The document of a table. */
export function documentOf(spec: Record<string, unknown>): OpenApiDocument {
  return toOpenApi(modelOf(spec), deployment);
}
