import { z } from "zod";
import type { RoleDefinition } from "../../../access/definition";
import { parsePolicy } from "../../../iam";
import type { PolicyDocument } from "../../../iam/policy";
import type { TemporaryCredentials } from "../../services";
import { AwsError } from "../aws-error";
import type { AwsContext } from "../context";

/** Members that both ways to assume a role have. */
export const sessionInput = {
  RoleArn: z.string().min(20).max(2_048),
  RoleSessionName: z
    .string()
    .min(2)
    .max(64)
    .regex(/^[\w+=,.@-]+$/),
  Policy: z.string().max(2_048).optional(),
  DurationSeconds: z.coerce.number().int().min(900).max(43_200).optional(),
};

/** The role of an ARN; undefined where the graph has none, which callers are not told apart from a refusal. */
export function findRole(context: AwsContext, arn: string): RoleDefinition | undefined {
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

/** A session policy from its text; throws `MalformedPolicyDocument`. */
export function readSessionPolicy(text: string | undefined): PolicyDocument[] {
  if (text === undefined) return [];
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new AwsError("MalformedPolicyDocument", "This policy contains invalid Json");
  }
  const parsed = parsePolicy(value, "identity");
  if ("problem" in parsed) throw new AwsError("MalformedPolicyDocument", parsed.problem);
  return [parsed.document];
}

/** Credentials and the session's user, as STS answers them. */
export function sessionOutput(
  role: RoleDefinition,
  { sessionName, partition }: { sessionName: string; partition: string },
  credentials: TemporaryCredentials,
): { Credentials: object; AssumedRoleUser: object } {
  return {
    Credentials: {
      AccessKeyId: credentials.accessKeyId,
      SecretAccessKey: credentials.secretAccessKey,
      SessionToken: credentials.sessionToken,
      Expiration: new Date(credentials.expiresAt).toISOString().replace(".000Z", "Z"),
    },
    AssumedRoleUser: {
      AssumedRoleId: `${role.uniqueId}:${sessionName}`,
      Arn: `arn:${partition}:sts::${role.accountId}:assumed-role/${role.roleName}/${sessionName}`,
    },
  };
}
