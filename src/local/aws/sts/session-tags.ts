import { z } from "zod";
import { AwsError } from "../service/aws-error";

/** Members by which a session is given tags. */
export const tagInput = {
  Tags: z.array(z.object({ Key: z.string(), Value: z.string() })).optional(),
  TransitiveTagKeys: z.array(z.string()).optional(),
};

/** Tags of a session, by key, and those that sessions made from it keep. */
export interface SessionTags {
  tags: Readonly<Record<string, string>>;
  transitive: readonly string[];
}

const prefix = "aws:PrincipalTag/";

/** Reads tags, and refuses what AWS refuses of them. `inherited`: condition keys that the caller's session hands on. */
export function readTags(
  input: {
    Tags?: readonly { Key: string; Value: string }[] | undefined;
    TransitiveTagKeys?: readonly string[] | undefined;
  },
  inherited: Readonly<Record<string, string>> = {},
): SessionTags {
  const { Tags = [], TransitiveTagKeys: transitive = [] } = input;
  const lower = Tags.map(({ Key }) => Key.toLowerCase());
  if (lower.some((one) => one.startsWith("aws:"))) {
    throw invalid("One of the specified tag keys begins with aws:, which is reserved.");
  }
  if (new Set(lower).size < lower.length) {
    throw invalid("Duplicate tag keys found. Please note that Tag keys are case insensitive.");
  }
  if (transitive.some((one) => !lower.includes(one.toLowerCase()))) {
    throw invalid("The specified transitive tag key must be included in the requested tags.");
  }
  const taken = Object.keys(inherited).map((one) => one.toLowerCase());
  if (lower.some((one) => taken.includes(`${prefix}${one}`.toLowerCase()))) {
    throw invalid(
      "One of the specified transitive tag keys can't be set because it conflicts with a transitive tag key from the calling session.",
    );
  }
  return { tags: Object.fromEntries(Tags.map(({ Key, Value }) => [Key, Value])), transitive };
}

/** The condition keys of a session with these tags, and those among them that it hands on. */
export function taggedSession(
  { tags, transitive }: SessionTags,
  inherited: Readonly<Record<string, string>> = {},
): { context: Record<string, string>; inherited: Record<string, string> } {
  const kept = transitive.map((one) => one.toLowerCase());
  const keys = Object.entries(tags).map(
    ([name, value]) => [name, `${prefix}${name}`, value] as const,
  );
  const own = Object.fromEntries(keys.map(([, condition, value]) => [condition, value]));
  const handedOn = Object.fromEntries(
    keys.flatMap(([name, condition, value]) =>
      kept.includes(name.toLowerCase()) ? [[condition, value] as const] : [],
    ),
  );
  return { context: { ...own, ...inherited }, inherited: { ...handedOn, ...inherited } };
}

/** Condition keys of a request that sets tags. */
export function tagKeys({ tags, transitive }: SessionTags): Record<string, string | string[]> {
  const names = Object.keys(tags);
  const requested = Object.entries(tags).map(([name, value]) => [`aws:RequestTag/${name}`, value]);
  return {
    ...(Object.fromEntries(requested) as Record<string, string>),
    ...(names.length > 0 && { "aws:TagKeys": names }),
    ...(transitive.length > 0 && { "sts:TransitiveTagKeys": [...transitive] }),
  };
}

function invalid(message: string): AwsError {
  return new AwsError("InvalidParameterValue", message);
}
