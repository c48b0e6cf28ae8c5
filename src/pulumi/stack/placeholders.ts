import type { ArnParts } from "../../iam/write/statements";
import type { Place } from "../context";

/**
 * What stands in statements for values that are known late. Each is as long as the longest value that
 * may take its place, so that the size of a policy is known before the API exists.
 */
export const placeholders = {
  partition: "<partition>",
  region: "<aws---region>",
  accountId: "<account-id>",
  apiId: "<rest-api>",
} as const satisfies Omit<ArnParts, "stage">;

/** Puts the values in their places. */
export function fillPlaceholders(text: string, place: Place, apiId: string): string {
  return text
    .replaceAll(placeholders.partition, place.partition)
    .replaceAll(placeholders.region, place.region)
    .replaceAll(placeholders.accountId, place.accountId)
    .replaceAll(placeholders.apiId, apiId);
}

/** The ARN of a function, with placeholders. */
export function functionArn(functionName: string): string {
  const { partition, region, accountId } = placeholders;
  return `arn:${partition}:lambda:${region}:${accountId}:function:${functionName}`;
}
