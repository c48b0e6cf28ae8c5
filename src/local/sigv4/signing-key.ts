import * as crypto from "node:crypto";
import { BoundedMap } from "../../base/memo";
import { hmac } from "./digest";

/** The key of one day, region and service, as the two blocks that HMAC begins its hashes with. */
export interface SigningKey {
  inner: Buffer;
  outer: Buffer;
}

const keys = new BoundedMap<string, SigningKey>(1_000);

/** A signing key, kept, because deriving it costs four HMACs. */
export function signingKey(
  secretAccessKey: string,
  scope: { date: string; region: string; service: string },
): SigningKey {
  const name = `${secretAccessKey}/${scope.date}/${scope.region}/${scope.service}`;
  const known = keys.get(name);
  if (known) return known;
  const day = hmac(`AWS4${secretAccessKey}`, scope.date);
  const region = hmac(day, scope.region);
  const service = hmac(region, scope.service);
  const secret = hmac(service, "aws4_request");
  const key = { inner: padded(secret, 0x36), outer: padded(secret, 0x5c) };
  keys.set(name, key);
  return key;
}

/** A key of at most 64 bytes, filled up with zeros and combined with HMAC's constant (RFC 2104). */
function padded(secret: Buffer, constant: number): Buffer {
  const block = Buffer.alloc(64, constant);
  for (let index = 0; index < secret.length; index++) block[index]! ^= secret[index]!;
  return block;
}

const digestSize = 32;
const outerInput = Buffer.alloc(64 + digestSize);

/**
 * HMAC-SHA-256 in hexadecimal. Two one-shot hashes take half the time of `createHmac`, of which a signature
 * needs one for each request.
 */
export function signatureOf(key: SigningKey, text: string): string {
  const message = Buffer.from(text);
  const digest = crypto.hash("sha256", Buffer.concat([key.inner, message]), "binary");
  key.outer.copy(outerInput);
  outerInput.write(digest, 64, "latin1");
  return crypto.hash("sha256", outerInput, "hex");
}
