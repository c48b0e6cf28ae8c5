import type { UserPoolDefinition } from "../../../../graph/deployed";
import { seconds } from "./admin-user";
import { toList } from "../user/attributes";
import { shownFactors } from "../mfa/mfa-factors";
import type { User } from "../store/users";

/** A user as lists and AdminCreateUser show it. */
export function shownUser(user: User): object {
  return { Username: user.username, Attributes: toList(user.attributes), ...common(user) };
}

/** A user as AdminGetUser shows it. */
export function shownAdminUser(pool: UserPoolDefinition, user: User): object {
  return {
    Username: user.username,
    UserAttributes: toList(user.attributes),
    ...common(user),
    ...shownFactors(pool, user),
  };
}

function common(user: User): object {
  return {
    UserCreateDate: seconds(user.createdAt),
    UserLastModifiedDate: seconds(user.modifiedAt),
    Enabled: user.enabled,
    UserStatus: user.status,
  };
}
