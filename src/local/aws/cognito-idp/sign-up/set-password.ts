import type { UserPoolDefinition } from "../../../../graph/deployed";
import { AwsError } from "../../service/aws-error";
import { hashPassword, matchesPassword, type KeptPassword } from "../store/password";
import { poolSettings } from "../describe/pool-settings";
import { makeVerifier } from "../sign-in/srp";
import type { User } from "../store/users";

/** Everything that is kept of a user's password. */
export async function keepPassword(
  pool: UserPoolDefinition,
  user: User,
  password: string,
): Promise<KeptPassword> {
  const size = poolSettings(pool).passwordHistory;
  const { salt, hash, before: older = [] } = user.password ?? {};
  const own = salt !== undefined && hash !== undefined ? [{ salt, hash }, ...older] : older;
  const before = own.slice(0, size);
  for (const one of before) {
    if (await matchesPassword(password, one)) {
      throw new AwsError(
        "PasswordHistoryPolicyViolationException",
        "Password has previously been used.",
      );
    }
  }
  const kept = { ...(await hashPassword(password)), ...(size > 0 && { before }) };
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
