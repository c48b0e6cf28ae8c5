import type { UserPoolDefinition } from "../../../../graph/deployed";
import type { AwsContext } from "../../service/context";
import { checkAttributes, checkMutable } from "./attributes";
import type { CodeDelivery } from "../store/codes";
import { checkAliasFree } from "../sign-up/confirm-user";
import { poolSettings } from "../describe/pool-settings";
import type { User } from "../store/users";

const addresses = ["email", "phone_number"] as const;

/** A user and the pool they are in. */
interface PoolUser {
  pool: UserPoolDefinition;
  user: User;
}

/**
 * Changes attributes. An address that changed is no longer verified, unless the change says that it is; where
 * the pool keeps the old one until then, the new one waits. Gives the user and the addresses that changed or wait.
 */
export async function changeAttributes(
  context: AwsContext,
  { pool, user }: PoolUser,
  changes: Readonly<Record<string, string>>,
): Promise<{ user: User; addresses: ("email" | "phone_number")[] }> {
  checkAttributes(pool, changes);
  checkMutable(pool, Object.keys(changes));
  const changed = addresses.filter(
    (name) => changes[name] !== undefined && changes[name] !== user.attributes[name],
  );
  const held = changed.filter((name) => waits(pool, changes, name));
  for (const name of held) {
    const attributes = { ...user.attributes, [name]: changes[name] ?? "" };
    checkAliasFree(context, { pool, user: { ...user, attributes }, alias: name });
  }
  const names = new Set<string>(held);
  const now = Object.fromEntries(Object.entries(changes).filter(([name]) => !names.has(name)));
  const after = await applyChanges(context, { pool, user }, now);
  if (held.length === 0) return { user: after, addresses: changed };
  const pending = Object.fromEntries(held.map((name) => [name, changes[name] ?? ""]));
  const waiting = await context.cognito.users.change(pool, user.username, (before) => ({
    ...before,
    pendingAttributes: { ...before.pendingAttributes, ...pending },
  }));
  return { user: waiting ?? after, addresses: changed };
}

function waits(
  pool: UserPoolDefinition,
  changes: Readonly<Record<string, string>>,
  name: "email" | "phone_number",
): boolean {
  if (!poolSettings(pool).verifiedBeforeUpdate.includes(name)) return false;
  return changes[name] !== "" && changes[`${name}_verified`] !== "true";
}

async function applyChanges(
  context: AwsContext,
  { pool, user }: PoolUser,
  changes: Readonly<Record<string, string>>,
): Promise<User> {
  // From what is kept at that moment: another change that runs beside this one stays.
  const changed = await context.cognito.users.change(pool, user.username, (before) => ({
    ...before,
    attributes: changedAttributes(context, { pool, user: before }, changes),
    modifiedAt: Date.now(),
  }));
  return changed ?? user;
}

function changedAttributes(
  context: AwsContext,
  { pool, user }: { pool: UserPoolDefinition; user: User },
  changes: Readonly<Record<string, string>>,
): Record<string, string> {
  const next: Record<string, string> = { ...user.attributes, ...changes };
  for (const address of addresses) {
    const changed = changes[address] !== undefined && changes[address] !== user.attributes[address];
    if (!changed) continue;
    next[`${address}_verified`] = changes[`${address}_verified`] ?? "false";
    const named = poolSettings(pool).usernameAttributes.includes(address);
    if (named || next[`${address}_verified`] === "true") {
      checkAliasFree(context, { pool, user: { ...user, attributes: next }, alias: address });
    }
  }
  return Object.fromEntries(Object.entries(next).filter(([, value]) => value !== ""));
}

/** Sends codes to addresses that the pool verifies, or that wait for one. */
export async function sendVerifications(
  context: AwsContext,
  { pool, user }: PoolUser,
  names: readonly ("email" | "phone_number")[],
): Promise<CodeDelivery[]> {
  const sent: CodeDelivery[] = [];
  for (const address of names) {
    const waiting = user.pendingAttributes?.[address];
    const to = waiting ?? user.attributes[address];
    const unproven = waiting !== undefined || user.attributes[`${address}_verified`] !== "true";
    const wanted = waiting !== undefined || poolSettings(pool).autoVerified.includes(address);
    if (!to || !unproven || !wanted) continue;
    const purpose = `VerifyUserAttribute:${address}` as const;
    sent.push(await context.cognito.codes.send({ pool, user, purpose }, address, to));
  }
  return sent;
}

/** A user as if the address that waits were there: what a code for it is checked against. */
export function withPending(user: User, name: "email" | "phone_number"): User {
  const waiting = user.pendingAttributes?.[name];
  if (waiting === undefined) return user;
  return { ...user, attributes: { ...user.attributes, [name]: waiting } };
}
