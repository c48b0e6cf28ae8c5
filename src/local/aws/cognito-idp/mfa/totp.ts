import { createHmac, randomBytes } from "node:crypto";
import { equalSecrets } from "../../../sigv4";

const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
const stepMilliseconds = 30_000;

/** A new secret of RFC 6238 in base32. */
export function makeTotpSecret(): string {
  return [...randomBytes(52)].map((byte) => alphabet.charAt(byte % 32)).join("");
}

/**
 * The time step whose code this is, one step before and after now included; undefined where it is none,
 * or one that was used up: a code is good once.
 */
export function matchTotp(secret: string, code: string, lastStep = -1): number | undefined {
  const now = Math.floor(Date.now() / stepMilliseconds);
  return [now, now - 1, now + 1].find(
    (step) => step > lastStep && equalSecrets(totpCode(secret, step), code),
  );
}

/** The code of a time step. */
export function totpCode(secret: string, step: number): string {
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(step));
  const hash = createHmac("sha1", fromBase32(secret)).update(counter).digest();
  const offset = (hash.at(-1) ?? 0) & 15;
  const number = (hash.readUInt32BE(offset) & 0x7fffffff) % 1_000_000;
  return String(number).padStart(6, "0");
}

function fromBase32(text: string): Buffer {
  let bits = "";
  for (const letter of text) bits += alphabet.indexOf(letter).toString(2).padStart(5, "0");
  const bytes = bits.match(/.{8}/g) ?? [];
  return Buffer.from(bytes.map((byte) => Number.parseInt(byte, 2)));
}
