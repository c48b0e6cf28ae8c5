import { randomBytes } from "node:crypto";

const base32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
const alphanumeric = "abcdefghijklmnopqrstuvwxyz0123456789";

/** Random text of a length over an alphabet of at most 256 characters, without bias. */
export function randomText(length: number, alphabet: string): string {
  const limit = 256 - (256 % alphabet.length);
  let text = "";
  while (text.length < length) {
    for (const byte of randomBytes(length)) {
      if (byte < limit && text.length < length) text += alphabet.charAt(byte % alphabet.length);
    }
  }
  return text;
}

/** An access key id: `AKIA…` lasts, `ASIA…` is temporary. */
export function randomAccessKeyId(prefix: "AKIA" | "ASIA"): string {
  return prefix + randomText(16, base32);
}

/** A secret access key: 40 characters. */
export function randomSecretKey(): string {
  return randomBytes(30).toString("base64");
}

/** A session token. */
export function randomSessionToken(): string {
  return randomBytes(180).toString("base64");
}

/** Lower-case letters and digits, as Cognito's client secrets and API Gateway's key values look. */
export function randomLowerCase(length: number): string {
  return randomText(length, alphanumeric);
}

/** A code of six digits, as Cognito sends them. */
export function randomCode(): string {
  return randomText(6, "0123456789");
}
