import { createHmac, randomBytes } from "node:crypto";
import { equalSecrets } from "../../../sigv4";
import { AwsError } from "../../service/aws-error";

/** Tokens of pages hold as long as this process: none can be made up. */
const key = randomBytes(32);

function tokenOf(start: number): string {
  const proof = createHmac("sha256", key).update(String(start)).digest("base64url");
  return Buffer.from(`${start} ${proof}`).toString("base64");
}

function startOf(token: string): number {
  const [start = ""] = Buffer.from(token, "base64").toString("utf8").split(" ", 1);
  if (equalSecrets(tokenOf(Number(start)), token)) return Number(start);
  throw new AwsError("InvalidParameterException", "Invalid pagination token.");
}

/** One page of a list, and the token of the next. */
export function pageOf<Item>(
  items: readonly Item[],
  { limit = 60, token }: { limit?: number | undefined; token?: string | undefined },
): { items: Item[]; next?: string } {
  const start = token === undefined ? 0 : startOf(token);
  const end = start + (limit || 60);
  const page = items.slice(start, end);
  if (end >= items.length) return { items: page };
  return { items: page, next: tokenOf(end) };
}
