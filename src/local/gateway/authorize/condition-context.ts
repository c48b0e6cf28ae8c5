import type { AccessRequest } from "../../../iam/language/policy";
import type { Call } from "../call";
import { firstValue } from "../port/headers";
import { sourceVpce } from "./private-network";
import { organisationId } from "../integrate/request-context";

/**
 * The condition keys that API Gateway knows. Those of the principal exist for AWS_IAM alone.
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-resource-policies-aws-condition-keys.html
 */
export function conditionContext(call: Call): AccessRequest["context"] {
  const now = new Date(call.receivedAt).toISOString();
  const context: Record<string, string | readonly string[]> = {
    "aws:CurrentTime": `${now.slice(0, 19)}Z`,
    "aws:EpochTime": String(Math.floor(call.receivedAt / 1000)),
    "aws:SecureTransport": "true",
    "aws:SourceIp": call.request.sourceIp,
  };
  const agent = firstValue(call.headers, "user-agent");
  if (agent !== undefined) context["aws:UserAgent"] = agent;
  const referer = firstValue(call.headers, "referer");
  if (referer !== undefined) context["aws:Referer"] = referer;
  const endpoint = sourceVpce(call);
  if (endpoint !== undefined) context["aws:SourceVpce"] = endpoint;
  const signer = call.identity;
  if (!signer) return context;
  context["aws:PrincipalArn"] = signer.principal.roleArn ?? signer.arn;
  context["aws:PrincipalAccount"] = signer.accountId;
  context["aws:PrincipalOrgID"] = organisationId;
  context["aws:PrincipalType"] = signer.principal.roleArn ? "AssumedRole" : "User";
  context["aws:userid"] = signer.userId;
  if (!signer.principal.roleArn) {
    context["aws:username"] = signer.arn.slice(signer.arn.lastIndexOf("/") + 1);
  }
  if (signer.cognito) {
    context["cognito-identity.amazonaws.com:aud"] = signer.cognito.identityPoolId;
    context["cognito-identity.amazonaws.com:sub"] = signer.cognito.identityId;
    context["cognito-identity.amazonaws.com:amr"] = signer.cognito.authenticationType;
  }
  return { ...context, ...signer.context };
}
