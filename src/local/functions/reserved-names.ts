/**
 * Names that Lambda sets itself; it refuses a function whose environment holds one.
 * @see https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html#configuration-envvars-runtime
 */
const ofLambda = new Set([
  "_HANDLER",
  "_X_AMZN_TRACE_ID",
  "AWS_DEFAULT_REGION",
  "AWS_REGION",
  "AWS_EXECUTION_ENV",
  "AWS_ACCESS_KEY",
  "AWS_ACCESS_KEY_ID",
  "AWS_SECRET_ACCESS_KEY",
  "AWS_SESSION_TOKEN",
  "LAMBDA_TASK_ROOT",
  "LAMBDA_RUNTIME_DIR",
]);

/** Whether the runtime alone sets a variable, on AWS as here. */
export function isReservedByLambda(name: string): boolean {
  return ofLambda.has(name) || name.startsWith("AWS_LAMBDA_");
}

/** Whether a variable is one of the gateway's own, which no deployment sets. */
export function isReservedByGateway(name: string): boolean {
  return /^GATEHOUSE_(LOCAL|ACCESS_KEY_ID|SECRET_ACCESS_KEY|SESSION_TOKEN|SSM_URL)$/.test(name);
}
