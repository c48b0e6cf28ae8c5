import { randomUUID } from "node:crypto";
import type { UserPoolDefinition } from "../../../../graph/deployed";
import { AwsError } from "../../service/aws-error";
import { isEmail, isPhoneNumber } from "../user/attributes";
import { poolSettings } from "../describe/pool-settings";
import type { User, Users, UserStatus } from "../store/users";

/** A user that does not exist yet, by the name that was asked for; throws where the name does not fit the pool. */
export function newUser(
  pool: UserPoolDefinition,
  { name, attributes, status }: NewUserOptions,
): User {
  const sub = randomUUID();
  const own = namedByAddress(pool, name);
  const given = { ...attributes, ...own };
  const now = Date.now();
  return {
    username: own ? sub : name,
    status,
    enabled: true,
    attributes: { sub, ...(status === "UNCONFIRMED" && unproven(given)), ...given },
    groups: [],
    createdAt: now,
    modifiedAt: now,
  };
}

/** Who registers alone has proven no address yet. */
export function unproven(attributes: Readonly<Record<string, string>>): Record<string, string> {
  const addresses = ["email", "phone_number"].filter((name) => attributes[name]);
  return Object.fromEntries(addresses.map((name) => [`${name}_verified`, "false"]));
}

export interface NewUserOptions {
  name: string;
  attributes: Readonly<Record<string, string>>;
  status: UserStatus;
}

/** In a pool whose usernames are addresses: the attribute that the name gives. */
function namedByAddress(
  pool: UserPoolDefinition,
  name: string,
): Record<string, string> | undefined {
  const { usernameAttributes, aliasAttributes } = poolSettings(pool);
  const [email, phone] = [isEmail(name), isPhoneNumber(name)];
  if (usernameAttributes.length === 0) {
    if (email && aliasAttributes.includes("email")) {
      throw invalid(
        "Username cannot be of email format, since user pool is configured for email alias.",
      );
    }
    if (phone && aliasAttributes.includes("phone_number")) {
      throw invalid(
        "Username cannot be of phone number format, since user pool is configured for phone number alias.",
      );
    }
    return undefined;
  }
  if (email && usernameAttributes.includes("email")) return { email: name };
  if (phone && usernameAttributes.includes("phone_number")) return { phone_number: name };
  if (usernameAttributes.length > 1) {
    throw invalid("Username should be either an email or a phone number.");
  }
  throw invalid(
    usernameAttributes.includes("email")
      ? "Username should be an email."
      : "Username should be a phone number.",
  );
}

/** Throws `UsernameExistsException` where the name or address is taken. */
export function checkFree(users: Users, pool: UserPoolDefinition, user: User): void {
  for (const alias of poolSettings(pool).usernameAttributes) {
    const value = user.attributes[alias];
    if (value && users.ownerOf(pool, alias, value) !== undefined) {
      throw exists(`An account with the given ${alias} already exists.`);
    }
  }
  if (users.find(pool, user.username)) throw exists("User already exists");
}

/** Adds a user; throws `UsernameExistsException` also where another call took the name meanwhile. */
export async function addUser(users: Users, pool: UserPoolDefinition, user: User): Promise<void> {
  checkFree(users, pool, user);
  if (!(await users.add(pool, user))) throw exists("User already exists");
}

function exists(message: string): AwsError {
  return new AwsError("UsernameExistsException", message);
}

function invalid(message: string): AwsError {
  return new AwsError("InvalidParameterException", message);
}
