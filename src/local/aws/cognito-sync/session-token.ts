import { createHmac, timingSafeEqual } from "node:crypto";
import { randomText } from "../../identities/random";
import { stableSecret } from "../../identities/stable-secret";
import type { Store } from "../../start/services";
import { AwsError } from "../service/aws-error";
import type { DatasetId } from "./datasets";

/** How long a sync session lasts, in milliseconds. */
const lasts = 60 * 60_000;

/** A token for the changes of one dataset: who lists its records gets one, who changes them hands it in. */
export function sessionToken(store: Store, id: DatasetId): string {
  const ends = Date.now() + lasts;
  return Buffer.from(`${ends}.${seal(store, id, ends)}`).toString("base64");
}

/** Throws `InvalidParameterException` for a token that is not this dataset's, or too old. */
export function checkSessionToken(store: Store, id: DatasetId, token: string): void {
  const text = Buffer.from(token, "base64").toString("utf8");
  const [, ends = "0", given = ""] = /^(\d{1,16})\.([\w-]{43})$/.exec(text) ?? [];
  const expected = Buffer.from(seal(store, id, Number(ends)));
  const found = Buffer.from(given);
  const same = found.length === expected.length && timingSafeEqual(found, expected);
  if (same && Date.now() < Number(ends)) return;
  throw new AwsError("InvalidParameterException", "Invalid SyncSessionToken");
}

function seal(store: Store, { poolId, identityId, name }: DatasetId, ends: number): string {
  const alphabet = "abcdefghijklmnopqrstuvwxyz0123456789";
  const secret = stableSecret(store, "cognito-sync sessions", () => randomText(64, alphabet));
  const text = JSON.stringify([poolId, identityId, name, ends]);
  return createHmac("sha256", secret).update(text).digest("base64url");
}
