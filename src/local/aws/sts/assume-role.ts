import { z } from "zod";
import type { RoleDefinition } from "../../../graph/deployed";
import { ownVerdict } from "../../identities/permission";
import type { Identity } from "../../start/services";
import { AwsError } from "../service/aws-error";
import { signed } from "../service/operation";
import { requestKeys } from "../service/signed-caller";
import { noMfa } from "./get-session-token";
import { findRole, packedSize, sessionInput, sessionOutput, sessionSeconds } from "./session-input";
import { sessionPolicies } from "./session-policies";
import { readTags, tagInput, taggedSession, tagKeys } from "./session-tags";
import { decideTrust, type TrustAction, type TrustVerdict } from "./trust";

const input = z.object({
  ...sessionInput,
  ...tagInput,
  ExternalId: z.string().optional(),
  SourceIdentity: z.string().optional(),
  ProvidedContexts: z.array(z.unknown()).optional(),
  SerialNumber: z.string().optional(),
  TokenCode: z.string().optional(),
});

const sourceIdentityKey = "aws:SourceIdentity";

/** https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html */
export const assumeRole = signed(input, {}, async ({ input, context, request, caller }) => {
  const { RoleArn: arn, RoleSessionName: sessionName, ExternalId: externalId } = input;
  const tags = readTags(input, caller.inherited);
  if ((input.ProvidedContexts ?? []).length > 0) throw noContext();
  const role = findRole(context, arn);
  const source = sourceIdentityOf(caller, input.SourceIdentity);
  const keys = {
    ...requestKeys(request, context),
    ...tagKeys(tags),
    "sts:RoleSessionName": sessionName,
    ...(externalId !== undefined && { "sts:ExternalId": externalId }),
    ...(source !== undefined && { "sts:SourceIdentity": source }),
  };
  const asked = { role, arn, caller, keys };
  requireTrust("sts:AssumeRole", asked);
  const inheritsTags = Object.keys(caller.inherited ?? {}).some((one) => one !== sourceIdentityKey);
  if (Object.keys(tags.tags).length > 0 || inheritsTags) requireTrust("sts:TagSession", asked);
  if (source !== undefined) requireTrust("sts:SetSourceIdentity", asked);
  if (!role) throw denied(caller, "sts:AssumeRole", arn);
  if (input.SerialNumber !== undefined || input.TokenCode !== undefined) throw noMfa();
  const chained = caller.principal.roleArn !== undefined;
  if (chained && (input.DurationSeconds ?? 0) > 3_600) {
    throw new AwsError(
      "ValidationError",
      "The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role chaining",
    );
  }
  const credentials = await context.credentials.assume(arn, {
    sessionName,
    durationSeconds: sessionSeconds(role, input.DurationSeconds),
    sessionPolicies: sessionPolicies(input, context.definition()),
    ...taggedSession(tags, {
      ...caller.inherited,
      ...(source !== undefined && { [sourceIdentityKey]: source }),
    }),
  });
  const { partition } = context.definition();
  return {
    ...sessionOutput(role, { sessionName, partition }, credentials),
    ...packedSize(input),
    ...(source !== undefined && { SourceIdentity: source }),
  };
});

/** A source identity stays for all roles that are assumed one after the other. */
function sourceIdentityOf(caller: Identity, wanted: string | undefined): string | undefined {
  const before = caller.inherited?.[sourceIdentityKey];
  if (before !== undefined && wanted !== undefined && wanted !== before) {
    throw new AwsError(
      "AccessDenied",
      "The source identity of a session cannot be changed by a role that is assumed from it.",
      403,
    );
  }
  return wanted ?? before;
}

/** The laptop knows no provider that asserts contexts, so no assertion is right. */
function noContext(): AwsError {
  return new AwsError("InvalidContextAssertion", "The context assertion is not valid.");
}

interface Asked {
  role: RoleDefinition | undefined;
  arn: string;
  caller: Identity;
  keys: Readonly<Record<string, string | string[]>>;
}

function requireTrust(action: TrustAction, { role, arn, caller, keys }: Asked): void {
  const { principal } = caller;
  const trust =
    role && decideTrust(role, { principal, action, context: { ...keys, ...caller.context } });
  const own = ownVerdict(caller, { action, resource: arn, context: keys });
  if (!mayAssume(caller, trust, own)) throw denied(caller, action, arn);
}

/**
 * A trust policy that names the caller itself is enough in the caller's own account; one that names the
 * account, or another account's caller, needs the caller's own policies as well.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic-cross-account.html
 */
function mayAssume(
  caller: Identity,
  trust: TrustVerdict | undefined,
  own: ReturnType<typeof ownVerdict>,
): boolean {
  if (!trust || trust.result !== "allowed" || own === "explicitDeny") return false;
  if (own === "allowed") return true;
  return (
    trust.names === "caller" &&
    trust.sameAccount &&
    caller.boundaries.length === 0 &&
    !caller.sessionPolicies
  );
}

function denied(caller: Identity, action: TrustAction, arn: string): AwsError {
  return new AwsError(
    "AccessDenied",
    `User: ${caller.arn} is not authorized to perform: ${action} on resource: ${arn}`,
    403,
  );
}
