import type { UserPoolDefinition } from "../../../access/definition";
import { hashPassword, type KeptPassword } from "./password";
import { makeVerifier } from "./srp";
import type { User } from "./users";

/** Everything that is kept of a user's password. */
export async function keepPassword(
  pool: UserPoolDefinition,
  user: User,
  password: string,
): Promise<KeptPassword> {
  const kept = await hashPassword(password);
  return { ...kept, srp: makeVerifier(srpPoolName(pool), user.username, password) };
}

/** A user with a new password: what was counted against the old one is forgotten. */
export function withPassword(user: User, password: KeptPassword): User {
  const { failedSignIns: _counted, ...rest } = user;
  return { ...rest, password, modifiedAt: Date.now() };
}

/** The part of a pool's id behind its region. */
export function srpPoolName({ id }: UserPoolDefinition): string {
  return id.slice(id.indexOf("_") + 1);
}
