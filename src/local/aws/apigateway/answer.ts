import type { ApiKeyDefinition } from "../../../access/definition";
import { AwsError } from "../aws-error";
import type { AwsContext } from "../context";
import type { AwsRequest, AwsResponse } from "../http/exchange";
import { asAwsError } from "../internal-error";
import { restAnswer, restError } from "../protocols/rest-json";
import { requirePermission, signedCaller } from "../signed-caller";

/** API Gateway's calls about keys and plans: https://docs.aws.amazon.com/apigateway/latest/api/ */
export async function apiGateway(request: AwsRequest, context: AwsContext): Promise<AwsResponse> {
  try {
    const caller = signedCaller(request, context);
    const { region, partition } = context.definition();
    // What is judged is what is answered: empty segments count in neither.
    const parts = request.path.split("/").filter((part) => part !== "");
    const resource = `arn:${partition}:apigateway:${region}::/${parts.join("/")}`;
    const action = `apigateway:${request.method}`;
    requirePermission(caller, { action, resource, request, context });
    return restAnswer(request, answerOf(request, parts, context));
  } catch (error) {
    const refused = asAwsError(error, context);
    const status = { AccessDeniedException: 403, UnrecognizedClientException: 403 }[refused.code];
    const shown = new AwsError(refused.code, refused.message, status ?? refused.status);
    return restError(request, shown);
  }
}

function answerOf(request: AwsRequest, parts: readonly string[], context: AwsContext): object {
  const { apiKeys, usagePlans } = context.definition();
  const query = new URLSearchParams(request.query);
  const read = request.method === "GET";
  if (read && parts[0] === "apikeys" && parts.length === 1) {
    const shown = apiKeys.map((key) => keyOf(key, query.get("includeValues") === "true"));
    return { item: shown };
  }
  if (read && parts[0] === "apikeys" && parts.length === 2) {
    const key = apiKeys.find(({ id }) => id === parts[1]);
    if (!key) throw new AwsError("NotFoundException", "Invalid API Key identifier specified", 404);
    return keyOf(key, query.get("includeValue") === "true");
  }
  const plans = usagePlans.map(({ id, name, stages, throttle, quota }) => ({
    id,
    name,
    apiStages: stages.map(({ apiId, stage }) => ({ apiId, stage })),
    ...(throttle && { throttle }),
    ...(quota && { quota }),
  }));
  if (read && parts[0] === "usageplans" && parts.length === 1) return { item: plans };
  if (read && parts[0] === "usageplans" && parts.length === 2) {
    const plan = plans.find(({ id }) => id === parts[1]);
    if (!plan) throw new AwsError("NotFoundException", "Invalid Usage Plan ID specified", 404);
    return plan;
  }
  throw new AwsError(
    "UnknownOperationException",
    `The laptop does not answer ${request.method} ${request.path}.`,
    404,
  );
}

function keyOf({ id, name, value, enabled }: ApiKeyDefinition, includeValue: boolean): object {
  return { id, name, enabled, ...(includeValue && value !== undefined && { value }) };
}
