/**
 * The request validators, the same in each document. Parameters are checked for presence only, bodies by their model.
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-method-request-validation.html
 */
export const requestValidators = {
  all: { validateRequestParameters: true, validateRequestBody: true },
  body: { validateRequestParameters: false, validateRequestBody: true },
  parameters: { validateRequestParameters: true, validateRequestBody: false },
} as const;

/** The name of the validator of a row; undefined where it has nothing to check. */
export function validatorOf(
  checks: Readonly<{ parameters: boolean; body: boolean }>,
): keyof typeof requestValidators | undefined {
  if (checks.parameters && checks.body) return "all";
  if (checks.body) return "body";
  return checks.parameters ? "parameters" : undefined;
}
