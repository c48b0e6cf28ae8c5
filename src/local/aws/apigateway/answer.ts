import { AwsError } from "../service/aws-error";
import type { AwsContext } from "../service/context";
import type { AwsRequest, AwsResponse } from "../service/http/exchange";
import { asAwsError } from "../service/internal-error";
import { restAnswer, restError, withRestStatus } from "../service/protocols/rest-json";
import { requirePermission, signedCaller } from "../service/signed-caller";
import { apiKey, apiKeys } from "./api-keys";
import type { RestCall, RestOperation } from "./operation";
import { usagePlan, usagePlanKey, usagePlanKeys, usagePlans } from "./usage-plans";
import { getUsage, updateUsage } from "./usage";

/** API Gateway's calls about keys and plans, by verb and path. */
const operations: readonly [method: string, path: RegExp, run: RestOperation][] = [
  ["GET", /^\/apikeys$/, apiKeys],
  ["GET", /^\/apikeys\/(?<key>[^/]+)$/, apiKey],
  ["GET", /^\/usageplans$/, usagePlans],
  ["GET", /^\/usageplans\/(?<plan>[^/]+)$/, usagePlan],
  ["GET", /^\/usageplans\/(?<plan>[^/]+)\/keys$/, usagePlanKeys],
  ["GET", /^\/usageplans\/(?<plan>[^/]+)\/keys\/(?<key>[^/]+)$/, usagePlanKey],
  ["GET", /^\/usageplans\/(?<plan>[^/]+)\/usage$/, getUsage],
  ["PATCH", /^\/usageplans\/(?<plan>[^/]+)\/keys\/(?<key>[^/]+)\/usage$/, updateUsage],
];

/** Answers API Gateway: https://docs.aws.amazon.com/apigateway/latest/api/API_Operations.html */
export async function apiGateway(request: AwsRequest, context: AwsContext): Promise<AwsResponse> {
  try {
    const caller = signedCaller(request, context);
    const { region, partition } = context.definition();
    // What is judged is what is answered: empty segments count in neither.
    const path = `/${request.path
      .split("/")
      .filter((part) => part !== "")
      .join("/")}`;
    const resource = `arn:${partition}:apigateway:${region}::${path}`;
    const action = `apigateway:${request.method}`;
    requirePermission(caller, { action, resource, request, context });
    return restAnswer(request, await answerOf(request, path, context));
  } catch (error) {
    return restError(request, withRestStatus(asAwsError(error, context)));
  }
}

async function answerOf(request: AwsRequest, path: string, context: AwsContext): Promise<object> {
  for (const [method, pattern, run] of operations) {
    const match = method === request.method && pattern.exec(path);
    if (!match) continue;
    const { key = "", plan = "" } = match.groups ?? {};
    const query = new URLSearchParams(request.query);
    const call: RestCall = { key, plan, query, body: request.body, context };
    return run(call);
  }
  throw new AwsError(
    "UnknownOperationException",
    `The laptop does not answer ${request.method} ${request.path}.`,
    404,
  );
}
