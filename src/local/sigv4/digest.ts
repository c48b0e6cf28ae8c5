import * as crypto from "node:crypto";

/** SHA-256 of nothing. */
const emptyHash = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

/** SHA-256 in hexadecimal. */
export function sha256Hex(data: Uint8Array | string): string {
  return data.length === 0 ? emptyHash : crypto.hash("sha256", data, "hex");
}

/** SHA-256 in base64. */
export function sha256Base64(data: Uint8Array | string): string {
  return crypto.hash("sha256", data, "base64");
}

/** HMAC-SHA-256. */
export function hmac(key: crypto.BinaryLike, data: string): Buffer {
  return crypto.createHmac("sha256", key).update(data).digest();
}

/** Whether two texts are equal, in a time that does not depend on where they differ. */
export function equalSecrets(expected: string, found: string): boolean {
  const a = Buffer.from(expected);
  const b = Buffer.from(found);
  return a.length === b.length && crypto.timingSafeEqual(a, b);
}
