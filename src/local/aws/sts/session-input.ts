import { z } from "zod";
import type { RoleDefinition } from "../../../graph/deployed";
import type { TemporaryCredentials } from "../../start/services";
import { AwsError } from "../service/aws-error";
import type { AwsContext } from "../service/context";

/** Members that both ways to assume a role have. */
export const sessionInput = {
  RoleArn: z.string(),
  RoleSessionName: z.string(),
  // Limits of STS that its model does not name.
  Policy: z.string().max(2_048).optional(),
  PolicyArns: z
    .array(z.object({ arn: z.string() }))
    .max(10)
    .optional(),
  DurationSeconds: z.coerce.number().optional(),
};

/** The role of an ARN; undefined where the graph has none, which callers are not told apart from a refusal. */
export function findRole(context: AwsContext, arn: string): RoleDefinition | undefined {
  if (!/^arn:[^:]+:iam::\d{12}:role\/./.test(arn)) {
    throw new AwsError("ValidationError", `${arn} is invalid`);
  }
  return context.definition().roles.find((role) => role.arn === arn);
}

/** How long a session of the role lasts, in seconds; throws `ValidationError` for more than the role allows. */
export function sessionSeconds(role: RoleDefinition, wanted: number | undefined): number {
  if (wanted !== undefined && wanted > (role.maxSessionDuration ?? 3_600)) {
    throw new AwsError(
      "ValidationError",
      "The requested DurationSeconds exceeds the MaxSessionDuration set for this role.",
    );
  }
  return wanted ?? 3_600;
}

/** Credentials as STS answers them. */
export function shownCredentials(credentials: TemporaryCredentials): object {
  return {
    AccessKeyId: credentials.accessKeyId,
    SecretAccessKey: credentials.secretAccessKey,
    SessionToken: credentials.sessionToken,
    Expiration: new Date(credentials.expiresAt).toISOString().replace(".000Z", "Z"),
  };
}

/** Credentials and the session's user, as STS answers them. */
export function sessionOutput(
  role: RoleDefinition,
  { sessionName, partition }: { sessionName: string; partition: string },
  credentials: TemporaryCredentials,
): { Credentials: object; AssumedRoleUser: object } {
  return {
    Credentials: shownCredentials(credentials),
    AssumedRoleUser: {
      AssumedRoleId: `${role.uniqueId}:${sessionName}`,
      Arn: `arn:${partition}:sts::${role.accountId}:assumed-role/${role.roleName}/${sessionName}`,
    },
  };
}

/** What STS says of the room that policies and tags take, in per cent; absent where there are none. */
export function packedSize(input: object): { PackedPolicySize?: number } {
  const { Policy, PolicyArns, Tags } = input as Record<string, unknown>;
  if (Policy === undefined && PolicyArns === undefined && Tags === undefined) return {};
  const text = JSON.stringify([Policy ?? "", PolicyArns ?? [], Tags ?? []]);
  return { PackedPolicySize: Math.min(100, Math.max(1, Math.round((text.length / 4_096) * 100))) };
}
