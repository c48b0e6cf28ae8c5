import { z } from "zod";
import { permissionOf } from "../../identities/permission";
import type { Identity } from "../../services";
import { AwsError } from "../aws-error";
import { signed } from "../operation";
import { requestKeys } from "../signed-caller";
import {
  findRole,
  readSessionPolicy,
  sessionInput,
  sessionOutput,
  sessionSeconds,
} from "./session-input";
import { decideTrust, type TrustVerdict } from "./trust";

const input = z.object({ ...sessionInput, ExternalId: z.string().min(2).max(1_224).optional() });

/** https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html */
export const assumeRole = signed(input, {}, async ({ input, context, request, caller }) => {
  const { RoleArn: arn, RoleSessionName: sessionName, ExternalId: externalId } = input;
  const role = findRole(context, arn);
  const keys = {
    ...requestKeys(request, context),
    "sts:RoleSessionName": sessionName,
    ...(externalId !== undefined && { "sts:ExternalId": externalId }),
  };
  const action = "sts:AssumeRole";
  const trust =
    role &&
    decideTrust(role, {
      principal: caller.principal,
      action,
      context: { ...keys, ...caller.context },
    });
  const own = permissionOf(caller, { action, resource: arn, context: keys });
  if (!role || !mayAssume(caller, trust, own.allowed)) throw denied(caller, arn);
  const chained = caller.principal.roleArn !== undefined;
  if (chained && (input.DurationSeconds ?? 0) > 3_600) {
    throw new AwsError(
      "ValidationError",
      "The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role chaining",
    );
  }
  const durationSeconds = sessionSeconds(role, input.DurationSeconds);
  const sessionPolicies = readSessionPolicy(input.Policy);
  const credentials = await context.credentials.assume(arn, {
    sessionName,
    durationSeconds,
    sessionPolicies,
  });
  const { partition } = context.definition();
  return sessionOutput(role, { sessionName, partition }, credentials);
});

/**
 * A trust policy that names the caller itself is enough in the caller's own account; one that names the
 * account, or another account's caller, needs the caller's own policies as well.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic-cross-account.html
 */
function mayAssume(
  caller: Identity,
  trust: TrustVerdict | undefined,
  ownPolicies: boolean,
): boolean {
  if (!trust || trust.result !== "allowed") return false;
  if (ownPolicies) return true;
  return trust.names === "caller" && trust.sameAccount && caller.boundaries.length === 0;
}

function denied(caller: Identity, arn: string): AwsError {
  return new AwsError(
    "AccessDenied",
    `User: ${caller.arn} is not authorized to perform: sts:AssumeRole on resource: ${arn}`,
    403,
  );
}
