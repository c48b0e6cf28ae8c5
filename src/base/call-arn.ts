/** The parts of an API's ARN that come before the verb. Each may be a placeholder. */
export interface ArnParts {
  partition: string;
  region: string;
  accountId: string;
  apiId: string;
  stage: string;
}

/**
 * The ARN that a call is judged by, or a pattern of such ARNs. The path has no slash at its front.
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-control-access-using-iam-policies-to-invoke-api.html
 * @example
 * callArn(parts, "GET/stock/*"); // arn:aws:execute-api:eu-central-1:000000000000:abcde12345/dev/GET/stock/*
 */
export function callArn(parts: ArnParts, verbAndPath: string): string {
  const { partition, region, accountId, apiId, stage } = parts;
  return `arn:${partition}:execute-api:${region}:${accountId}:${apiId}/${stage}/${verbAndPath}`;
}
