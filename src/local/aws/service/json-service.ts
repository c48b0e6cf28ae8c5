import { AwsError } from "./aws-error";
import type { AwsContext } from "./context";
import type { AwsRequest, AwsResponse } from "./http/exchange";
import { asAwsError } from "./internal-error";
import type { Operation } from "./operation";
import { jsonAnswer, jsonError, readJson } from "./protocols/json";

/** The operations of a service, by name. */
export type OperationTable = Readonly<Record<string, Operation>>;

/** Answers a call in AWS JSON 1.1: the operation stands behind the dot of `x-amz-target`. */
export async function answerJson(
  request: AwsRequest,
  name: string,
  { operations, context }: { operations: OperationTable; context: AwsContext },
): Promise<AwsResponse> {
  try {
    const operation = Object.hasOwn(operations, name) ? operations[name] : undefined;
    if (!operation) {
      throw new AwsError("UnknownOperationException", `The laptop does not answer ${name}.`);
    }
    const input = readJson(request.body);
    if (input === undefined) {
      throw new AwsError("SerializationException", "The body is no JSON object.");
    }
    return jsonAnswer(
      request,
      await operation.run({ ...request, operation: name }, input, context),
    );
  } catch (error) {
    return jsonError(request, asAwsError(error, context));
  }
}
