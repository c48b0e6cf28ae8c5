import type { UserPoolDefinition } from "../../../../graph/deployed";
import type { Store, Table } from "../../../start/services";
import type { Attempts } from "./lockout";
import type { KeptPassword } from "./password";
import { poolSettings, type Alias } from "../describe/pool-settings";

export type UserStatus = "UNCONFIRMED" | "CONFIRMED" | "FORCE_CHANGE_PASSWORD" | "RESET_REQUIRED";

/** Second factors, as challenges and settings name them. */
export type MfaFactor = "SMS_MFA" | "SOFTWARE_TOKEN_MFA" | "EMAIL_OTP";

/** A user as the state folder keeps it. Times in milliseconds since 1970. */
export interface User {
  username: string;
  status: UserStatus;
  enabled: boolean;
  /** `sub` included. */
  attributes: Readonly<Record<string, string>>;
  password?: KeptPassword;
  groups: readonly string[];
  createdAt: number;
  modifiedAt: number;
  /** Wrong passwords in a row, and until when none is looked at. */
  failedSignIns?: Attempts;
  /** Wrong codes of the second factor in a row. */
  failedMfa?: Attempts;
  totp?: {
    secret: string;
    verified: boolean;
    enabled: boolean;
    preferred: boolean;
    deviceName?: string;
    /** Time step of the last code that was used. */
    lastStep?: number;
  };
  /** A secret that waits for its first code. */
  pendingTotp?: string;
  /** Codes by SMS are switched on. */
  smsMfa?: boolean;
  /** Codes by mail are switched on. */
  emailMfa?: boolean;
  preferredMfa?: MfaFactor;
  /** New addresses that wait for their code, where the pool keeps the old ones until then. */
  pendingAttributes?: Readonly<Partial<Record<"email" | "phone_number", string>>>;
}

/** The users of all pools. */
export interface Users {
  /** By username or, where the pool has them, by address or preferred name. */
  find(pool: UserPoolDefinition, name: string): User | undefined;
  /** The username behind an address; undefined where nobody has it. */
  ownerOf(pool: UserPoolDefinition, alias: Alias, value: string): string | undefined;
  list(pool: UserPoolDefinition): User[];
  /** Adds a user unless the name is taken; false where it is. */
  add(pool: UserPoolDefinition, user: User): Promise<boolean>;
  /** Changes a user in one step; undefined where there is none. */
  change(
    pool: UserPoolDefinition,
    username: string,
    change: (user: User) => User,
  ): Promise<User | undefined>;
  remove(pool: UserPoolDefinition, username: string): Promise<void>;
}

const aliases: readonly Alias[] = ["email", "phone_number", "preferred_username"];

/** Users over the tables `users` and `userAliases`; the key begins with the pool's id. */
export function createUsers(store: Store): Users {
  const table = store.table<User>("users");
  const owners = store.table<string>("userAliases");
  const users: Users = {
    find(pool, name) {
      const own = table.get(userKey(pool, name));
      if (own) return own;
      for (const alias of namedAliases(pool)) {
        const username = owners.get(aliasKey(pool, alias, name));
        if (username !== undefined) return table.get(userKey(pool, username));
      }
      return undefined;
    },
    ownerOf: (pool, alias, value) => owners.get(aliasKey(pool, alias, value)),
    list: (pool) => [...table.entries(`${pool.id} `)].map(([, user]) => user),
    add: (pool, user) =>
      table.transaction(() => {
        const key = userKey(pool, user.username);
        if (table.get(key)) return false;
        const taken = aliasKeys(pool, user).some((alias) => owners.get(alias) !== undefined);
        if (taken) return false;
        for (const alias of aliasKeys(pool, user)) owners.putNow(alias, user.username);
        table.putNow(key, user);
        return true;
      }),
    change: (pool, username, change) =>
      table.transaction(() => {
        const key = userKey(pool, username);
        const before = table.get(key);
        if (!before) return undefined;
        const after = change(before);
        table.putNow(key, after);
        moveAliases(owners, { pool, before, after });
        return after;
      }),
    remove: (pool, username) =>
      table.transaction(() => {
        const key = userKey(pool, username);
        const user = table.get(key);
        if (!user) return;
        table.removeNow(key);
        moveAliases(owners, { pool, before: user });
      }),
  };
  return users;
}

function moveAliases(
  owners: Table<string>,
  { pool, before, after }: { pool: UserPoolDefinition; before: User; after?: User },
): void {
  for (const alias of aliasKeys(pool, before)) {
    if (owners.get(alias) === before.username) owners.removeNow(alias);
  }
  for (const alias of after ? aliasKeys(pool, after) : []) owners.putNow(alias, before.username);
}

/** Names hold no space in Cognito, so a space parts the pool from the name. */
function userKey(pool: UserPoolDefinition, username: string): string {
  return `${pool.id} ${folded(pool, username)}`;
}

function aliasKey(pool: UserPoolDefinition, alias: Alias, value: string): string {
  return `${pool.id} ${alias} ${folded(pool, value)}`;
}

function folded(pool: UserPoolDefinition, name: string): string {
  return poolSettings(pool).caseSensitive ? name : name.toLowerCase();
}

function namedAliases(pool: UserPoolDefinition): Alias[] {
  const { usernameAttributes, aliasAttributes } = poolSettings(pool);
  return aliases.filter((one) => usernameAttributes.includes(one) || aliasAttributes.includes(one));
}

/** An alias beside a username counts when it is verified; a name that is an address, at once. */
function aliasKeys(pool: UserPoolDefinition, user: User): string[] {
  const { usernameAttributes } = poolSettings(pool);
  return namedAliases(pool).flatMap((alias) => {
    const value = user.attributes[alias];
    if (value === undefined || value === "") return [];
    const verified =
      alias === "preferred_username" || user.attributes[`${alias}_verified`] === "true";
    return usernameAttributes.includes(alias) || verified ? [aliasKey(pool, alias, value)] : [];
  });
}
