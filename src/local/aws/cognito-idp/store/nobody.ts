import { createHmac, randomBytes } from "node:crypto";
import type { UserPoolDefinition } from "../../../../graph/deployed";
import type { Store } from "../../../start/services";
import { poolSettings } from "../describe/pool-settings";
import { srpPoolName } from "../sign-up/set-password";
import { makeVerifier, type SrpVerifier } from "../sign-in/srp";

/** What SRP shows of somebody whom no pool knows. */
export interface Nobodies {
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
  return {
    srpOf(pool, name) {
      const { caseSensitive, usernameAttributes } = poolSettings(pool);
      const known = caseSensitive ? name : name.toLowerCase();
      const made = (what: string): string =>
        createHmac("sha256", secret).update(`${what} ${pool.id} ${known}`).digest("hex");
      // Where names are addresses, a user's own name is a UUID.
      const username = usernameAttributes.length > 0 ? uuidOf(made("name")) : name;
      const salt = made("salt").slice(0, 32);
      return {
        username,
        verifier: makeVerifier(srpPoolName(pool), username, made("password"), salt),
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
