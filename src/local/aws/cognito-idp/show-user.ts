import { seconds } from "./admin-user";
import { toList } from "./attributes";
import type { User } from "./users";

/** A user as lists and AdminCreateUser show it. */
export function shownUser(user: User): object {
  return { Username: user.username, Attributes: toList(user.attributes), ...common(user) };
}

/** A user as AdminGetUser shows it. */
export function shownAdminUser(user: User): object {
  const { totp } = user;
  return {
    Username: user.username,
    UserAttributes: toList(user.attributes),
    ...common(user),
    ...(totp?.enabled && {
      UserMFASettingList: ["SOFTWARE_TOKEN_MFA"],
      ...(totp.preferred && { PreferredMfaSetting: "SOFTWARE_TOKEN_MFA" }),
    }),
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
