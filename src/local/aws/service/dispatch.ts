import { apiGateway } from "../apigateway/answer";
import { cognitoIdentityOperations } from "../cognito-identity/operations";
import { cognitoIdpOperations } from "../cognito-idp/operations";
import { answerSync } from "../cognito-sync/answer";
import type { AwsContext } from "./context";
import { answerHosted } from "../hosted/answer";
import { hostName } from "./http/guard";
import type { AwsRequest, AwsResponse } from "./http/exchange";
import { answerJson, type OperationTable } from "./json-service";
import { AwsError } from "./aws-error";
import { answerLambda } from "../lambda/answer";
import { answerOauth } from "../oauth/answer";
import { answerWellKnown } from "../oauth/well-known";
import { jsonError } from "./protocols/json";
import { ssmOperations } from "../ssm/operations";
import { answerSts, isSts } from "../sts/answer";

/** Services that speak AWS JSON, by the front part of `x-amz-target`. */
const jsonServices: Readonly<Record<string, { service: string; operations: OperationTable }>> = {
  AWSCognitoIdentityProviderService: { service: "cognito-idp", operations: cognitoIdpOperations },
  AmazonSSM: { service: "ssm", operations: ssmOperations },
  AWSCognitoIdentityService: { service: "cognito-identity", operations: cognitoIdentityOperations },
};

/** Finds the service that a request is for, and its answer. */
export async function dispatch(request: AwsRequest, context: AwsContext): Promise<AwsResponse> {
  const target = request.header("x-amz-target");
  if (target !== undefined) return answerTarget(request, target, context);
  if (request.path.startsWith("/2015-03-31/functions/")) {
    return answerLambda({ ...request, service: "lambda" }, context);
  }
  if (/^\/identitypools(\/|$)/.test(request.path)) {
    return answerSync({ ...request, service: "cognito-sync" }, context);
  }
  const wellKnown = /^\/([^/]+)\/\.well-known\/(jwks\.json|openid-configuration)$/.exec(
    request.path,
  );
  if (wellKnown?.[1] && wellKnown[2]) {
    return answerWellKnown(request, { owner: wellKnown[1], document: wellKnown[2] }, context);
  }
  const hosted = answerHosted(request, context);
  if (hosted) return hosted;
  if (request.path.startsWith("/oauth2/")) return answerOauth(request, context);
  if (isSts(request)) return answerSts({ ...request, service: "sts" }, context);
  if (/^\/(apikeys|usageplans)(\/|$)/.test(request.path)) {
    return apiGateway({ ...request, service: "apigateway" }, context);
  }
  return nothingHere(request);
}

async function answerTarget(
  request: AwsRequest,
  target: string,
  context: AwsContext,
): Promise<AwsResponse> {
  const dot = target.lastIndexOf(".");
  const [front, name] = [target.slice(0, Math.max(dot, 0)), target.slice(dot + 1)];
  const found = Object.hasOwn(jsonServices, front) ? jsonServices[front] : undefined;
  if (!found) {
    const message = `The laptop has no service ${front}.`;
    return jsonError(request, new AwsError("UnknownOperationException", message));
  }
  const { service, operations } = found;
  return answerJson({ ...request, service }, name, { operations, context });
}

function nothingHere(request: AwsRequest): AwsResponse {
  const where = `${request.method} ${request.path} at ${hostName(request.host)}`;
  const message = `The AWS port has nothing for ${where}.`;
  const error = new AwsError("UnknownOperationException", message, 404);
  return jsonError(request, error);
}
