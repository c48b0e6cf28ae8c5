import { z } from "zod";
import { AwsError } from "../service/aws-error";
import { unsigned } from "../service/operation";
import { requestKeys } from "../service/signed-caller";
import { findRole, packedSize, sessionInput, sessionOutput, sessionSeconds } from "./session-input";
import { sessionPolicies } from "./session-policies";
import { taggedSession, tagKeys } from "./session-tags";
import { decideTrust, type TrustAction } from "./trust";
import { readWebIdentity } from "./web-identity";

const input = z.object({
  ...sessionInput,
  WebIdentityToken: z.string(),
  ProviderId: z.string().optional(),
});

/**
 * Unsigned: the token stands for the caller, of an identity pool or of an OpenID Connect provider.
 * https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRoleWithWebIdentity.html
 */
export const assumeRoleWithWebIdentity = unsigned(input, async ({ input, context, request }) => {
  const { RoleArn: arn, RoleSessionName: sessionName } = input;
  const role = findRole(context, arn);
  const identity = await readWebIdentity(context, input);
  const keys = {
    ...requestKeys(request, context),
    ...tagKeys(identity.tags),
    ...identity.keys,
    "sts:RoleSessionName": sessionName,
  };
  const principal = { arn: "", accountId: "", federated: identity.federated };
  const actions: TrustAction[] = ["sts:AssumeRoleWithWebIdentity"];
  if (Object.keys(identity.tags.tags).length > 0) actions.push("sts:TagSession");
  for (const action of actions) {
    const verdict = role && decideTrust(role, { principal, action, context: keys });
    if (verdict?.result !== "allowed") throw notAuthorized(action);
  }
  if (!role) throw notAuthorized("sts:AssumeRoleWithWebIdentity");
  const tagged = taggedSession(identity.tags);
  const credentials = await context.credentials.assume(arn, {
    sessionName,
    durationSeconds: sessionSeconds(role, input.DurationSeconds),
    sessionPolicies: sessionPolicies(input, context.definition()),
    context: { ...identity.sessionKeys, ...tagged.context },
    inherited: tagged.inherited,
    ...(identity.cognito && { cognito: identity.cognito }),
  });
  return {
    SubjectFromWebIdentityToken: identity.subject,
    Audience: identity.audience,
    Provider: identity.federated,
    ...sessionOutput(role, { sessionName, partition: context.definition().partition }, credentials),
    ...packedSize(input),
  };
});

function notAuthorized(action: string): AwsError {
  return new AwsError("AccessDenied", `Not authorized to perform ${action}`, 403);
}
