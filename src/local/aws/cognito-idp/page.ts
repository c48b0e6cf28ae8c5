import { AwsError } from "../aws-error";

/** One page of a list, and the token of the next. */
export function pageOf<Item>(
  items: readonly Item[],
  { limit = 60, token }: { limit?: number | undefined; token?: string | undefined },
): { items: Item[]; next?: string } {
  const start = token === undefined ? 0 : Number(Buffer.from(token, "base64").toString("utf8"));
  if (!Number.isInteger(start) || start < 0) {
    throw new AwsError("InvalidParameterException", "Invalid pagination token.");
  }
  const end = start + (limit || 60);
  const page = items.slice(start, end);
  if (end >= items.length) return { items: page };
  return { items: page, next: Buffer.from(String(end)).toString("base64") };
}
