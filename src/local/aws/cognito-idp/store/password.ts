import { randomBytes, scrypt, timingSafeEqual } from "node:crypto";
import { randomText } from "../../../identities/random";
import { AwsError } from "../../service/aws-error";
import type { PasswordPolicy } from "../describe/pool-settings";

/** A password as it is kept: salted and hashed with scrypt. */
export interface KeptPassword {
  salt: string;
  hash: string;
  /** Milliseconds since 1970. */
  setAt: number;
  /** For SRP, where the server never sees the password. */
  srp?: { salt: string; verifier: string };
  /** Passwords before this one, newest first, where the pool forbids to use them again. */
  before?: readonly { salt: string; hash: string }[];
}

/** Salt and hash of a new password. */
export async function hashPassword(password: string): Promise<KeptPassword> {
  const salt = randomBytes(16);
  const hash = await derive(password, salt);
  return { salt: salt.toString("base64"), hash: hash.toString("base64"), setAt: Date.now() };
}

const nobody: KeptPassword = {
  salt: randomBytes(16).toString("base64"),
  hash: randomBytes(32).toString("base64"),
  setAt: 0,
};

/** Whether a password is the kept one. Without a kept one it takes as long and is false. */
export async function matchesPassword(
  password: string,
  kept: Pick<KeptPassword, "salt" | "hash"> | undefined,
): Promise<boolean> {
  const { salt, hash } = kept ?? nobody;
  const found = await derive(password, Buffer.from(salt, "base64"));
  return timingSafeEqual(found, Buffer.from(hash, "base64")) && kept !== undefined;
}

function derive(password: string, salt: Buffer): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    // Node's own cost: N = 2^14, r = 8, p = 1.
    scrypt(password, salt, 32, (error, key) => (error ? reject(error) : resolve(key)));
  });
}

/** https://docs.aws.amazon.com/cognito/latest/developerguide/managing-users-passwords.html */
const symbols = /[\^$*.[\]{}()?"!@#%&/\\,><':;|_~`=+\- ]/;

/** How operations begin to say that a password does not conform: SignUp, AdminCreateUser, all others. */
const refusals = {
  signUp: "Password did not conform with policy",
  create: "Password did not conform with password policy",
  change: "Password does not conform to policy",
};

/** Throws Cognito's `InvalidPasswordException` where a password does not conform. */
export function checkPassword(
  password: string,
  policy: PasswordPolicy,
  by: keyof typeof refusals = "change",
): void {
  const fault = passwordFault(password, policy);
  if (fault === undefined) return;
  throw new AwsError("InvalidPasswordException", `${refusals[by]}: ${fault}`);
}

function passwordFault(password: string, policy: PasswordPolicy): string | undefined {
  if (password.length > 256) return "Password must not be longer than 256 characters";
  if (password.length < policy.minimumLength) return "Password not long enough";
  if (policy.uppercase && !/[A-Z]/.test(password)) return "Password must have uppercase characters";
  if (policy.lowercase && !/[a-z]/.test(password)) return "Password must have lowercase characters";
  if (policy.numbers && !/[0-9]/.test(password)) return "Password must have numeric characters";
  if (policy.symbols && !symbols.test(password.trim())) {
    return "Password must have symbol characters";
  }
  return undefined;
}

/** A temporary password that conforms with any policy. */
export function temporaryPassword({ minimumLength }: PasswordPolicy): string {
  const letters = "abcdefghijkmnopqrstuvwxyz";
  const rest = Math.max(minimumLength, 12) - 3;
  return (
    randomText(1, letters.toUpperCase()) +
    randomText(1, "23456789") +
    randomText(1, "!@#%&*+=_-") +
    randomText(rest, letters)
  );
}
