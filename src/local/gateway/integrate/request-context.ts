import { organisationId } from "../../identities/identity";
import type { Identity } from "../../start/services";
import type { Located } from "../call";
import { firstValue } from "../port/headers";

/** `13/Mar/2026:00:33:51 +0000` */
export function requestTime(milliseconds: number): string {
  // `Fri, 13 Mar 2026 00:33:51 GMT`
  const [, date, month, year, time] = new Date(milliseconds).toUTCString().split(" ");
  return `${date}/${month}/${year}:${time} +0000`;
}

/** `requestContext` of an event; the authorizer's own event is made before `authorizer` is known. */
export function requestContext(call: Located): Record<string, unknown> {
  const api = call.api.definition;
  const stage = call.stage.definition;
  const dot = call.domainName.indexOf(".");
  const context: Record<string, unknown> = {
    resourceId: call.resource?.id ?? null,
    resourcePath: call.resource?.path ?? null,
    httpMethod: call.verb,
    extendedRequestId: call.extendedRequestId,
    requestTime: requestTime(call.receivedAt),
    path: call.contextPath,
    accountId: api.accountId,
    protocol: call.request.protocol,
    stage: stage.stageName,
    domainPrefix: dot < 0 ? call.domainName : call.domainName.slice(0, dot),
    requestTimeEpoch: call.receivedAt,
    requestId: call.requestId,
    identity: identityOf(call),
    domainName: call.domainName,
    deploymentId: stage.deploymentId,
    apiId: api.apiId,
  };
  if (call.authorizer) context["authorizer"] = call.authorizer;
  if (call.basePathMatched !== undefined) {
    context["customDomain"] = { basePathMatched: call.basePathMatched };
  }
  return context;
}

function identityOf(call: Located): Record<string, string | null> {
  const signer: Identity | undefined = call.identity;
  const cognito = signer?.cognito;
  const identity: Record<string, string | null> = {
    cognitoIdentityPoolId: cognito?.identityPoolId ?? null,
    accountId: signer?.accountId ?? null,
    cognitoIdentityId: cognito?.identityId ?? null,
    caller: signer?.userId ?? null,
    sourceIp: call.request.sourceIp,
    principalOrgId: signer ? organisationId : null,
    accessKey: call.accessKeyId ?? null,
    cognitoAuthenticationType: cognito?.authenticationType ?? null,
    cognitoAuthenticationProvider: cognito?.authenticationProvider ?? null,
    userArn: signer?.arn ?? null,
    userAgent: firstValue(call.headers, "user-agent") ?? null,
    user: signer?.userId ?? null,
  };
  if (call.apiKey) {
    identity["apiKey"] = call.apiKey.value;
    identity["apiKeyId"] = call.apiKey.id;
  }
  return identity;
}
