import { createHmac, randomBytes } from "node:crypto";
import type { UserPoolDefinition } from "../../../../graph/deployed";
import type { Store } from "../../../start/services";
import { poolSettings } from "../describe/pool-settings";
import { srpPoolName } from "../sign-up/set-password";
import { countAttempt, isLocked, isOver, type Attempts } from "./lockout";
import { makeVerifier, type SrpVerifier } from "../sign-in/srp";

/** What is shown of somebody that no pool knows, so that nobody learns that it is so. */
export interface Nobodies {
  /** A user's own name, the same each time. */
  nameOf(pool: UserPoolDefinition, name: string): string;
  /** Throws while wrong tries lock a name out, and counts one more. `username` is what `nameOf` gives. */
  countTry(pool: UserPoolDefinition, username: string, locked: () => Error): void;
  /** The same salt and name each time for the same name and pool, as somebody who exists has them. */
  srpOf(pool: UserPoolDefinition, name: string): { verifier: SrpVerifier; username: string };
}

/**
 * Made-up users, by a secret that the state folder keeps.
 * https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pool-managing-errors.html
 */
export function createNobodies(store: Store): Nobodies {
  const table = store.table<string>("nobodies");
  const secret = table.get("secret") ?? randomBytes(32).toString("hex");
  table.putNow("secret", secret);
  const tries = store.table<Attempts>("nobodyTries");
  for (const [key, attempts] of [...tries.entries()]) if (isOver(attempts)) tries.removeNow(key);
  const keyOf = (pool: UserPoolDefinition, name: string): string =>
    `${pool.id} ${poolSettings(pool).caseSensitive ? name : name.toLowerCase()}`;
  const made = (what: string, pool: UserPoolDefinition, name: string): string =>
    createHmac("sha256", secret)
      .update(`${what} ${keyOf(pool, name)}`)
      .digest("hex");
  // Where names are addresses, a user's own name is a UUID.
  const nameOf = (pool: UserPoolDefinition, name: string): string =>
    poolSettings(pool).usernameAttributes.length > 0 ? uuidOf(made("name", pool, name)) : name;
  return {
    nameOf,
    countTry(pool, username, locked) {
      const key = keyOf(pool, username);
      const before = tries.get(key);
      if (isLocked(before)) throw locked();
      tries.putNow(key, countAttempt(before));
    },
    srpOf(pool, name) {
      const username = nameOf(pool, name);
      const salt = made("salt", pool, name).slice(0, 32);
      return {
        username,
        verifier: makeVerifier(srpPoolName(pool), username, made("password", pool, name), salt),
      };
    },
  };
}

/** A UUID of version 4, of hexadecimal digits. */
function uuidOf(hex: string): string {
  const variant = "89ab"[parseInt(hex.charAt(16), 16) % 4] ?? "8";
  const parts = [hex.slice(0, 8), hex.slice(8, 12), `4${hex.slice(13, 16)}`];
  return [...parts, `${variant}${hex.slice(17, 20)}`, hex.slice(20, 32)].join("-");
}
