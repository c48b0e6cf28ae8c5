import type { FunctionDefinition } from "../../../graph/deployed";
import { functionPolicy } from "../../../iam/decide";
import { AwsError } from "../service/aws-error";
import type { AwsContext } from "../service/context";
import type { AwsRequest, AwsResponse } from "../service/http/exchange";
import { checkInput } from "../service/constraints/check-input";
import { asAwsError } from "../service/internal-error";
import { restError, withRestStatus } from "../service/protocols/rest-json";
import { requirePermission, signedCaller } from "../service/signed-caller";
import { invoke } from "./invoke";
import { readTarget, type LambdaTarget } from "./target";

/** Answers Lambda's API: https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html */
export async function answerLambda(request: AwsRequest, context: AwsContext): Promise<AwsResponse> {
  try {
    const match = /^\/2015-03-31\/functions\/([^/]+)\/invocations$/.exec(request.path);
    if (request.method !== "POST" || !match?.[1]) {
      throw new AwsError(
        "UnknownOperationException",
        `The laptop does not answer ${request.method} ${request.path}.`,
        404,
      );
    }
    const caller = signedCaller(request, context);
    const named = decode(match[1]);
    const qualifier = new URLSearchParams(request.query).get("Qualifier");
    checkInput({ service: "lambda", operation: "Invoke" }, inputOf(request, named, qualifier));
    const target = readTarget(named, qualifier, context.definition());
    const fn = context.definition().functions.find(({ arn }) => arn === target.functionArn);
    requirePermission(caller, {
      action: "lambda:InvokeFunction",
      resource: target.arn,
      request,
      context,
      ...(fn && { resourcePolicy: functionPolicy(fn, target.arn) }),
    });
    checkExists(fn, target);
    return await invoke(request, { target, context });
  } catch (error) {
    const refused = withRestStatus(asAwsError(error, context));
    const answer = restError(request, refused);
    if (refused.code !== "TooManyRequestsException") return answer;
    const Reason = "ReservedFunctionConcurrentInvocationLimitExceeded";
    const body = JSON.stringify({ Reason, Type: "User", message: refused.message });
    return { ...answer, body };
  }
}

/** What the request says beside its payload, as the model names it. */
function inputOf(request: AwsRequest, FunctionName: string, Qualifier: string | null): object {
  return {
    FunctionName,
    Qualifier: Qualifier ?? undefined,
    InvocationType: request.header("x-amz-invocation-type"),
    LogType: request.header("x-amz-log-type"),
    TenantId: request.header("x-amz-tenant-id"),
    DurableExecutionName: request.header("x-amz-durable-execution-name"),
  };
}

function checkExists(fn: FunctionDefinition | undefined, target: LambdaTarget): void {
  const { qualifier, arn, functionArn } = target;
  if (!fn) {
    throw new AwsError("ResourceNotFoundException", `Function not found: ${functionArn}`, 404);
  }
  if (qualifier === undefined || qualifier === "$LATEST") return;
  if (!fn.aliases.some(({ name }) => name === qualifier)) {
    if (/^\d+$/.test(qualifier)) {
      throw new AwsError("ResourceNotFoundException", `Function not found: ${arn}`, 404);
    }
    throw new AwsError("ResourceNotFoundException", `Cannot find alias arn: ${arn}`, 404);
  }
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    throw new AwsError("InvalidRequestContentException", "The function name cannot be decoded.");
  }
}
