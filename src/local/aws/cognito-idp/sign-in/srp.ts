import { createHash, createHmac, randomBytes } from "node:crypto";
import { equalSecrets } from "../../../sigv4";

/**
 * The server's half of Cognito's SRP-6a, as amazon-cognito-identity-js speaks the client's half
 * (AuthenticationHelper.js): group of RFC 5054 with 3072 bits, SHA-256, a key derived by HKDF.
 */
const primeHex =
  "FFFFFFFFFFFFFFFFC90FDAA22168C234C4C6628B80DC1CD129024E088A67CC74020BBEA63B139B22514A08798E3404DD" +
  "EF9519B3CD3A431B302B0A6DF25F14374FE1356D6D51C245E485B576625E7EC6F44C42E9A637ED6B0BFF5CB6F406B7ED" +
  "EE386BFB5A899FA5AE9F24117C4B1FE649286651ECE45B3DC2007CB8A163BF0598DA48361C55D39A69163FA8FD24CF5F" +
  "83655D23DCA3AD961C62F356208552BB9ED529077096966D670C354E4ABC9804F1746C08CA18217C32905E462E36CE3B" +
  "E39E772C180E86039B2783A2EC07A28FB5C55DF06F4C52C9DE2BCBF6955817183995497CEA956AE515D2261898FA0510" +
  "15728E5A8AAAC42DAD33170D04507A33A85521ABDF1CBA64ECFB850458DBEF0A8AEA71575D060C7DB3970F85A6E1E4C7" +
  "ABF5AE8CDB0933D71E8C94E04A25619DCEE3D2261AD2EE6BF12FFA06D98A0864D87602733EC86A64521F2B18177B200C" +
  "BBE117577A615D6C770988C0BAD946E208E24FA074E5AB3143DB5BFCE0FD108E4B82D120A93AD2CAFFFFFFFFFFFFFFFF";
const prime = BigInt(`0x${primeHex}`);
const generator = 2n;
const multiplier = BigInt(`0x${sha256(Buffer.from(padHex(prime) + padHex(generator), "hex"))}`);

/** What the server keeps of a password for SRP, in hexadecimal. */
export interface SrpVerifier {
  salt: string;
  verifier: string;
}

/** Makes the verifier of a user's password; `poolName` is the pool's id behind its region. */
// eslint-disable-next-line max-params -- the four that SRP hashes
export function makeVerifier(
  poolName: string,
  username: string,
  password: string,
  salt: string = randomBytes(16).toString("hex"),
): SrpVerifier {
  const inner = sha256(Buffer.from(`${poolName}${username}:${password}`, "utf8"));
  const x = hashToNumber(padHex(BigInt(`0x${salt}`)) + inner);
  return { salt, verifier: power(generator, x).toString(16) };
}

/** The server's first answer: what it sends, and what it keeps until the client answers. */
export interface SrpStart {
  publicValue: string;
  secretValue: string;
}

/** Chooses the server's values for one sign-in. */
export function startSrp({ verifier }: SrpVerifier): SrpStart {
  const secret = BigInt(`0x${randomBytes(64).toString("hex")}`);
  const shared = (multiplier * BigInt(`0x${verifier}`) + power(generator, secret)) % prime;
  return { publicValue: shared.toString(16), secretValue: secret.toString(16) };
}

/** What the client proves itself with. */
export interface SrpProof {
  poolName: string;
  username: string;
  verifier: string;
  clientPublic: string;
  start: SrpStart;
  /** Base64. */
  secretBlock: string;
  timestamp: string;
  signature: string;
}

/** Whether a client's public value may be used: zero would make every password right. */
export function isClientValue(hex: string): boolean {
  return /^[0-9a-fA-F]{1,800}$/.test(hex) && BigInt(`0x${hex}`) % prime !== 0n;
}

/** Whether the client knew the password. */
export function provesPassword(proof: SrpProof): boolean {
  const a = BigInt(`0x${proof.clientPublic}`);
  const b = BigInt(`0x${proof.start.publicValue}`);
  const u = hashToNumber(padHex(a) + padHex(b));
  if (u === 0n) return false;
  const base = (a * power(BigInt(`0x${proof.verifier}`), u)) % prime;
  const shared = power(base, BigInt(`0x${proof.start.secretValue}`));
  const extracted = hmac(Buffer.from(padHex(u), "hex"), Buffer.from(padHex(shared), "hex"));
  const key = hmac(extracted, Buffer.from("Caldera Derived Key\u0001", "utf8")).subarray(0, 16);
  const message = Buffer.concat([
    Buffer.from(proof.poolName + proof.username, "utf8"),
    Buffer.from(proof.secretBlock, "base64"),
    Buffer.from(proof.timestamp, "utf8"),
  ]);
  return equalSecrets(hmac(key, message).toString("base64"), proof.signature);
}

function power(base: bigint, exponent: bigint): bigint {
  let result = 1n;
  let square = base % prime;
  for (let rest = exponent; rest > 0n; rest >>= 1n) {
    if (rest & 1n) result = (result * square) % prime;
    square = (square * square) % prime;
  }
  return result;
}

/** Hexadecimal of even length, with a leading zero byte where the first bit is set. */
function padHex(number: bigint): string {
  const hex = number.toString(16);
  const even = hex.length % 2 === 0 ? hex : `0${hex}`;
  return /^[89a-f]/.test(even) ? `00${even}` : even;
}

function hashToNumber(hex: string): bigint {
  return BigInt(`0x${sha256(Buffer.from(hex, "hex"))}`);
}

function sha256(bytes: Buffer): string {
  return createHash("sha256").update(bytes).digest("hex");
}

function hmac(key: Buffer, message: Buffer): Buffer {
  return createHmac("sha256", key).update(message).digest();
}
