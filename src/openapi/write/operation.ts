import type { ApiModel, EndpointModel } from "../../model/model";
import type { DeploymentNames, Operation } from "./document";
import { functionUri } from "./function-uri";
import { isOpen } from "./check/loosen";
import type { Schemas } from "./schemas";
import { requirementsOf } from "./security";
import { validatorOf } from "./validators";

/** What an operation is made of. */
export interface OperationParts {
  model: ApiModel;
  deployment: DeploymentNames;
  schemas: Schemas;
}

/** The method of a row. */
export function operationOf(row: EndpointModel, parts: OperationParts): Operation {
  const { model, deployment, schemas } = parts;
  const body = schemas.schemaOf(row.name, "body");
  const answer = schemas.schemaOf(row.name, "response");
  const validator = validatorOf({
    parameters: row.parameters.some(({ required, in: place }) => required && place !== "path"),
    // A request without a body is judged by the model, too (docs/aws-facts.md section 7).
    body: row.bodyRequired && !isOpen(body),
  });
  return {
    operationId: row.name,
    security: requirementsOf(row),
    ...(row.parameters.length > 0 && {
      parameters: row.parameters.map(({ name, in: place, required }) => ({
        name,
        in: place,
        required: required || place === "path",
        schema: { type: "string" },
      })),
    }),
    ...(!isOpen(body) && {
      requestBody: {
        required: row.bodyRequired,
        content: { "application/json": { schema: body } },
      },
    }),
    responses: {
      "200": {
        description: "The answer of the function.",
        ...(!isOpen(answer) && { content: { "application/json": { schema: answer } } }),
      },
    },
    ...(validator !== undefined && { "x-amazon-apigateway-request-validator": validator }),
    "x-amazon-apigateway-integration": {
      type: "aws_proxy",
      // Lambda is always invoked by POST: https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html
      httpMethod: "POST",
      uri: functionUri(model, row.name, deployment),
      passthroughBehavior: "when_no_match",
      timeoutInMillis: row.timeoutSeconds * 1000,
    },
  };
}
