import type { ApiModel } from "../../model/model";
import { resourceName } from "../../model/names";
import type { DeploymentNames } from "./document";

/** The end of the URI of a function, which names it. */
export function functionUriEnd({ api, stack }: ApiModel, name: string): string {
  return `:function:${resourceName({ api, stack, name })}/invocations`;
}

/**
 * The URI by which API Gateway invokes a function.
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-swagger-extensions-integration.html
 */
export function functionUri(model: ApiModel, name: string, deployment: DeploymentNames): string {
  const { partition, region, accountId } = deployment;
  const front = `arn:${partition}:apigateway:${region}:lambda:path/2015-03-31/functions/`;
  return `${front}arn:${partition}:lambda:${region}:${accountId}${functionUriEnd(model, name)}`;
}
