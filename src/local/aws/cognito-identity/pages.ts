import { AwsError } from "../service/aws-error";

/** One page of a list, and the token of the next. */
export interface Page<Item> {
  items: readonly Item[];
  next?: string;
}

/** Cuts a list into pages; a token is where the next page begins. Throws `InvalidParameterException` for another one. */
export function pageOf<Item>(
  all: readonly Item[],
  { size, token }: { size: number; token?: string | undefined },
): Page<Item> {
  const from = token === undefined ? 0 : fromToken(token);
  const items = all.slice(from, from + size);
  const next = from + size < all.length ? toToken(from + size) : undefined;
  return { items, ...(next !== undefined && { next }) };
}

function toToken(from: number): string {
  return Buffer.from(`from ${from}`).toString("base64");
}

function fromToken(token: string): number {
  const match = /^from (\d{1,9})$/.exec(Buffer.from(token, "base64").toString("utf8"));
  if (match?.[1]) return Number(match[1]);
  throw new AwsError("InvalidParameterException", "NextToken is invalid.");
}
